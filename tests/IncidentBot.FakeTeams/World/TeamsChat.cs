namespace IncidentBot.TeamsFake.World;

/// <summary>A group chat, or one person's chat with one bot.</summary>
public sealed class TeamsChat(string id, TeamsTenant tenant, TeamsApp? bot = null) : TeamsConversation(id, tenant)
{
    /// <summary>Of a personal chat.</summary>
    public TeamsApp? Bot => bot;

    public override string Type => bot is null ? "groupChat" : "personal";

    public string? Topic { get; set; }

    public DateTimeOffset Created { get; init; }

    /// <summary>The person has blocked the bot, or removed it.</summary>
    public bool Blocked { get; set; }

    public Ledger<TeamsMember> People { get; } = [];

    public Ledger<TeamsInstallation> Apps { get; } = [];

    public override IReadOnlyList<TeamsMember> Members => [.. People];

    internal override bool Reaches(TeamsApp app) => Apps.Exists(one => one.App == app);

    public override string ToString() => Topic ?? Id;
}
