namespace IncidentBot.TeamsFake.World;

/// <summary>An organisation with its own directory of people.</summary>
public sealed class TeamsTenant(string id, string name)
{
    public string Id => id;

    public string Name => name;

    /// <summary>Of mail addresses and user principal names, such as acme.example.</summary>
    public string Domain => $"{name.ToLowerInvariant()}.example";

    public override string ToString() => name;
}
