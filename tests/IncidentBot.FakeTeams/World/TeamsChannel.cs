namespace IncidentBot.TeamsFake.World;

/// <summary>A channel of a team.</summary>
public sealed class TeamsChannel(string id, TeamsTeam team, string name, ChannelKind kind = ChannelKind.Standard) : TeamsConversation(id, team.Tenant)
{
    public TeamsTeam Team => team;

    public override string Type => "channel";

    public string Name { get; set; } = name;

    public string? Description { get; set; }

    public ChannelKind Kind => kind;

    public bool General => Id == team.Id;

    public bool Archived { get; set; }

    /// <summary>Its name and its place in the team's count stay taken for thirty days.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public DateTimeOffset Created { get; init; }

    /// <summary>Of a private or shared channel; a standard one has its team's.</summary>
    public Ledger<TeamsMember> Own { get; } = [];

    /// <summary>Apps that were added to a private or shared channel: being in the team is not enough there.</summary>
    public Ledger<TeamsApp> Enabled { get; } = [];

    public override IReadOnlyList<TeamsMember> Members => kind is ChannelKind.Standard ? [.. team.Members] : [.. Own];

    internal override bool Reaches(TeamsApp app) => team.Installation(app) is not null && (kind is ChannelKind.Standard || Enabled.Contains(app));

    public override string ToString() => Name;
}

/// <summary>Who may see a channel: everybody in the team, some of it, or some of it and of other teams.</summary>
public enum ChannelKind
{
    Standard,
    Private,
    Shared,
}
