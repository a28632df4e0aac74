namespace IncidentBot.SlackFake.World;

/// <summary>A channel or a direct message.</summary>
public sealed class SlackChannel(string id, string name, ChannelKind kind, string team)
{
    public string Id => id;

    public string Name { get; internal set; } = name;

    public ChannelKind Kind => kind;

    public bool IsPrivate => kind is ChannelKind.Private or ChannelKind.GroupDirect;

    public bool IsDirect => kind is ChannelKind.Direct or ChannelKind.GroupDirect;

    /// <summary>The workspace in which it was made.</summary>
    public string Team => team;

    /// <summary>Every workspace that sees it: several by Slack Connect or in an organisation.</summary>
    public HashSet<string> Teams { get; } = [team];

    public bool ExtShared { get; set; }

    public bool Archived { get; set; }

    public bool General { get; init; }

    /// <summary>Slack says restricted_action to an app that posts here.</summary>
    public bool ReadOnly { get; set; }

    public string Creator { get; init; } = "USLACKBOT";

    public long Created { get; init; }

    public Ledger<string> Members { get; } = [];

    public Ledger<SlackMessage> Messages { get; } = [];

    public Ledger<string> PreviousNames { get; } = [];

    public Ledger<SlackBookmark> Bookmarks { get; } = [];

    /// <summary>Escaped, as Slack keeps it.</summary>
    public string Topic { get; internal set; } = "";

    public string Purpose { get; internal set; } = "";

    /// <summary>The subscription by which an app hears of messages here.</summary>
    internal string Subscription => Kind switch { ChannelKind.Public => "message.channels", ChannelKind.Private => "message.groups", ChannelKind.Direct => "message.im", _ => "message.mpim" };

    public IReadOnlyList<SlackMessage> Pinned => [.. Messages.Where(one => one.Pinned)];

    public override string ToString() => $"<#{Id}|{Name}>";
}

/// <summary>What kind of conversation it is.</summary>
public enum ChannelKind
{
    Public,
    Private,
    Direct,
    GroupDirect,
}

/// <summary>A link at the top of a channel.</summary>
public sealed class SlackBookmark(string id)
{
    public string Id => id;

    public string Title { get; set; } = "";

    public string Link { get; set; } = "";

    public string Emoji { get; set; } = "";

    public long Created { get; init; }

    public long Updated { get; set; }
}
