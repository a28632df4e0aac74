namespace IncidentBot.Slack;

/// <summary>What the app asks of a workspace. The manifest has the same list; a method that needs more answers missing_scope.</summary>
public static class SlackScopes
{
    /// <summary>The scopes of the bot token, each with what needs it.</summary>
    public static IReadOnlyList<string> Bot { get; } =
    [
        "app_mentions:read", // the event app_mention
        "bookmarks:read", // bookmarks.list
        "bookmarks:write", // bookmarks.add
        "channels:history", // the event message.channels; conversations.history and .replies
        "channels:join", // conversations.join, for the digest channel
        "channels:manage", // conversations.create, .invite, .setTopic, .setPurpose and .archive
        "channels:read", // conversations.list; the events channel_* and member_joined_channel
        "chat:write", // chat.postMessage, .postEphemeral and .update
        "commands", // slash commands and shortcuts
        "groups:history", // as channels:history, for private channels
        "groups:read", // as channels:read
        "groups:write", // as channels:manage
        "im:history", // the event message.im; a direct message whose answer was lost is looked for
        "im:write", // conversations.open
        "pins:write", // pins.add
        "reactions:read", // the event reaction_added
        "usergroups:read", // usergroups.list and usergroups.users.list
        "users:read", // users.info; the events team_join and user_change
    ];
}
