namespace IncidentBot.Core.Organisations;

/// <summary>The managed service provider or one of its clients. Everything that belongs to an organisation is seen by it alone.</summary>
public sealed class Organisation
{
    private Organisation()
    {
    }

    public Organisation(string slug, string name, OrganisationKind kind)
    {
        Slug = slug;
        Name = name;
        Kind = kind;
    }

    public Id<Organisation> Id { get; private set; } = Id<Organisation>.New();

    /// <summary>Lower case with dashes, unique: what <c>--client</c> takes.</summary>
    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public OrganisationKind Kind { get; private set; }

    public void Rename(string name) => Name = name;
}

/// <summary>What an organisation is to this installation.</summary>
public enum OrganisationKind
{
    Client,
    Provider,
}
