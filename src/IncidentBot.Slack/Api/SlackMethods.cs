using System.Collections.Frozen;

namespace IncidentBot.Slack.Api;

/// <summary>Which methods only look. Every other one writes, and a lost answer leaves open whether it did.</summary>
internal static class SlackMethods
{
    private static readonly FrozenSet<string> Reading = new[]
    {
        "api.test", "auth.test", "apps.connections.open", "bookmarks.list", "chat.getPermalink", "conversations.history", "conversations.info", "conversations.list", "conversations.members",
        "conversations.replies", "team.info", "usergroups.list", "usergroups.users.list", "users.info", "users.list", "users.lookupByEmail",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Writes(string method) => !Reading.Contains(method);
}
