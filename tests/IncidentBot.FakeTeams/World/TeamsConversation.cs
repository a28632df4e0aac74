namespace IncidentBot.TeamsFake.World;

/// <summary>Where messages are: a channel, a group chat or a person's chat with the bot.</summary>
public abstract class TeamsConversation(string id, TeamsTenant tenant)
{
    public string Id => id;

    public TeamsTenant Tenant => tenant;

    /// <summary>As activities have it: personal, groupChat or channel.</summary>
    public abstract string Type { get; }

    public Ledger<TeamsMessage> Messages { get; } = [];

    /// <summary>Whoever may read here.</summary>
    public abstract IReadOnlyList<TeamsMember> Members { get; }

    /// <summary>What the bots have said and not deleted.</summary>
    public IReadOnlyList<TeamsMessage> Posts => [.. Messages.Where(one => one.From is not null && !one.Deleted)];

    public bool Has(TeamsUser user) => Members.Any(one => one.User == user);

    /// <summary>What a person sees who scrolls through it.</summary>
    public IReadOnlyList<string> SeenBy(TeamsUser user) => [.. Messages.Where(one => !one.Deleted && one.VisibleTo(user)).Select(one => one.ShownTo(user))];

    /// <summary>Whether the app is in it: it hears of what happens, and may talk.</summary>
    internal abstract bool Reaches(TeamsApp app);
}
