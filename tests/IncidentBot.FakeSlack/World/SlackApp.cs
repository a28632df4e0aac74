namespace IncidentBot.SlackFake.World;

/// <summary>The one app, as its settings page has it.</summary>
public sealed class SlackApp
{
    public string Id { get; set; } = "A0001";

    public string Name { get; set; } = "incidentbot";

    public string ClientId { get; set; } = "1111.2222";

    public string ClientSecret { get; set; } = "a-client-secret-of-the-test";

    public string SigningSecret { get; set; } = "a-signing-secret-of-the-test";

    /// <summary>What Slack calls the verification token; nobody should look at it.</summary>
    public string VerificationToken { get; set; } = "deprecated";

    public List<Uri> RedirectUrls { get; } = [];

    /// <summary>Where commands are posted when no socket is open; as <see cref="EventsUrl"/> and <see cref="InteractionsUrl"/>.</summary>
    public Uri? CommandsUrl { get; set; }

    public Uri? EventsUrl { get; set; }

    public Uri? InteractionsUrl { get; set; }

    /// <summary>Access tokens end after twelve hours and are renewed.</summary>
    public bool TokenRotation { get; set; }

    public bool OrgDeploy { get; set; } = true;

    /// <summary>Commands arrive with people and channels as &lt;@U1|name&gt;.</summary>
    public bool ShouldEscape { get; set; } = true;

    public bool HomeTab { get; set; } = true;

    public bool MessagesTab { get; set; } = true;

    /// <summary>The scopes that an installation gets unless it asks for fewer.</summary>
    public HashSet<string> Scopes { get; } =
    [
        "commands", "chat:write", "channels:manage", "channels:read", "channels:history", "channels:join", "groups:read", "groups:write", "groups:history", "users:read", "users:read.email", "usergroups:read",
        "reactions:read", "reactions:write", "pins:write", "bookmarks:read", "bookmarks:write", "files:write", "app_mentions:read", "im:write", "im:read", "im:history", "mpim:write", "team:read",
    ];

    /// <summary>The events it has subscribed to.</summary>
    public HashSet<string> Events { get; } =
    [
        "app_mention", "message.channels", "message.groups", "message.im", "reaction_added", "member_joined_channel", "channel_archive", "channel_unarchive", "channel_rename", "channel_deleted", "group_archive",
        "group_unarchive", "group_rename", "team_join", "user_change", "app_home_opened", "tokens_revoked", "app_uninstalled",
    ];
}
