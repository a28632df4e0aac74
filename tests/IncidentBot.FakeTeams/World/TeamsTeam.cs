namespace IncidentBot.TeamsFake.World;

/// <summary>A team, which has two ids: the bot connector's and Graph's.</summary>
/// <param name="id">19:…@thread.tacv2, which is its channel General's too.</param>
/// <param name="groupId">Entra's group.</param>
public sealed class TeamsTeam(string id, string groupId, string name, TeamsTenant tenant)
{
    public string Id => id;

    public string GroupId => groupId;

    public string Name { get; set; } = name;

    public string? Description { get; set; }

    public TeamsTenant Tenant => tenant;

    public bool Archived { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public Ledger<TeamsMember> Members { get; } = [];

    public Ledger<TeamsChannel> Channels { get; } = [];

    public Ledger<TeamsInstallation> Apps { get; } = [];

    public TeamsChannel General => Channels.First(one => one.General);

    public TeamsChannel Channel(string name) => Channels.Find(one => one.Name == name && one.DeletedAt is null) ?? throw new KeyNotFoundException($"There is no channel “{name}” among: {string.Join(", ", Channels.Select(one => one.Name))}");

    public TeamsInstallation? Installation(TeamsApp app) => Apps.Find(one => one.App == app);

    public override string ToString() => Name;
}
