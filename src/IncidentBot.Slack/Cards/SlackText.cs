using IncidentBot.Core.Chat;

namespace IncidentBot.Slack.Cards;

/// <summary>What the bot says, where Slack takes plain words alone: a topic, a title or hint of a form, a bookmark. Everything else goes through <see cref="SlackCards"/>.</summary>
public static class SlackText
{
    /// <summary>Letter by letter, without marks. In a plain_text nothing is parsed, so nothing is escaped.</summary>
    public static string Plain(string markup, int most) => PlainLetters.Cut(PlainLetters.Clean(string.Join('\n', ProseReader.Read(markup).Select(Line))), most);

    /// <summary>The same on one line.</summary>
    public static string OneLine(string markup, int most) => PlainLetters.Cut(PlainLetters.OneLine(Plain(markup, int.MaxValue)), most);

    /// <summary>For a message's text, a topic and a purpose, which Slack reads as mrkdwn: it makes no mention and no link of it.</summary>
    public static string Escaped(string words, int most) => SlackLetters.Escaped(PlainLetters.Cut(PlainLetters.Clean(words), most));

    private static string Line(ProseLine line) => (line.Item ? "• " : "") + string.Concat(line.Pieces.Select(piece => piece.Text));
}
