using System.Text.RegularExpressions;
using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>What letters mean something to Teams, and what they weigh there.</summary>
internal static partial class TeamsLetters
{
    /// <summary>Nobody sees it, and no program reads over it.</summary>
    private const char Joiner = '\u2060';

    /// <summary>No more than so many bytes as JSON writes it, cut in the same way; nothing where not even an ellipsis has room.</summary>
    public static string CutToSize(string text, int bytes)
    {
        if (Size(text) <= bytes)
        {
            return text;
        }

        if (bytes < 4)
        {
            return "";
        }

        var (fits, tooLong) = (0, Math.Min(text.Length, bytes));
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            (fits, tooLong) = middle < 2 || Size(PlainLetters.Cut(text, middle)) <= bytes ? (middle, tooLong) : (fits, middle);
        }

        return fits < 2 ? "…" : PlainLetters.Cut(text, fits);
    }

    /// <summary>What it weighs within quotes, in bytes.</summary>
    public static int Size(string text) => CardJson.Size(text) - 2;

    /// <summary>What a client fills in or names by itself, <c>{{DATE(…)}}</c>, <c>{{TIME(…)}}</c> and <c>&lt;at&gt;</c>, stays what was typed: a word joiner that nobody sees stands between its first letters.</summary>
    public static string Unread(string text) => Function().Replace(text, $"$0{Joiner}");

    /// <summary>Whether letters of it are written from right to left.</summary>
    public static bool GoesLeft(string text) => text.Any(letter => letter is (>= '\u0590' and <= '\u08ff') or (>= '\ufb1d' and <= '\ufdff') or (>= '\ufe70' and <= '\ufeff'));

    /// <summary>In the direction of its own first letter, whatever stands before it.</summary>
    public static string Isolated(string text) => $"\u2068{text}\u2069";

    /// <summary>For the one place that reads markdown, the words of a client that cannot draw the card. On one line.</summary>
    public static string Escaped(string text)
    {
        var escaped = Mark().Replace(Unread(PlainLetters.OneLine(text)), "\\$0");
        return Numbered().Replace(escaped, "$1\\$2");
    }

    [GeneratedRegex(@"\{(?=\{\s*(DATE|TIME)\b)|<(?=/?at\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Function();

    [GeneratedRegex(@"[\\*_\[\]()`~|<>#]|^[-+=]")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^([0-9]+)([.)])")]
    private static partial Regex Numbered();
}
