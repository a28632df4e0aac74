namespace IncidentBot.Slack.Cards;

/// <summary>What letters mean something to Slack.</summary>
internal static class SlackLetters
{
    /// <summary>Slack reads no marks in a plain_text, but programs that show its messages do: a word joiner, which nobody sees, keeps <c>&lt;!channel&gt;</c> from being one for them.</summary>
    public static string Unread(string text) => text.Replace("<", "<\u2060", StringComparison.Ordinal);

    /// <summary>For the one place that Slack reads as mrkdwn, the words for notifications: no mention and no link comes of them. Cut first, so that no escape is cut in two.</summary>
    public static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
