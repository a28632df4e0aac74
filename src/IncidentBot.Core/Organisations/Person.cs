namespace IncidentBot.Core.Organisations;

/// <summary>Somebody who acts. A person has identities on chat platforms and grants in organisations; the timeline knows them by a pseudonym.</summary>
public sealed class Person
{
    private Person()
    {
    }

    public Person(Id<Organisation> home, string handle, string name)
    {
        Home = home;
        Handle = handle;
        Name = name;
    }

    public Id<Person> Id { get; private set; } = Id<Person>.New();

    /// <summary>The organisation that employs them. It gives no right by itself; grants do.</summary>
    public Id<Organisation> Home { get; private set; }

    /// <summary>Lower case, unique over the installation: what is typed after @ in the web room.</summary>
    public string Handle { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Stands for the person in hashed timeline entries, so that their name can be erased without breaking the chain.</summary>
    public string Pseudonym { get; private set; } = $"p-{Guid.NewGuid():N}"[..14];

    public void Rename(string name) => Name = name;
}
