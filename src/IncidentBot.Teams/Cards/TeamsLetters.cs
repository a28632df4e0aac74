using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentBot.Teams.Cards;

/// <summary>Letters as they may go to Teams.</summary>
internal static partial class TeamsLetters
{
    /// <summary>Nobody sees it, and no program reads over it.</summary>
    private const char Joiner = '\u2060';

    /// <summary>No more than so many UTF-16 units, cut between two letters as people see them, and then with an ellipsis.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = 0;
        while (StringInfo.GetNextTextElementLength(text, end) is var next && end + next < most)
        {
            end += next;
        }

        // A letter with so many marks upon it that it is longer than all there is room for.
        end = end > 0 ? end : char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return $"{text[..end]}…";
    }

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
            (fits, tooLong) = middle < 2 || Size(Cut(text, middle)) <= bytes ? (middle, tooLong) : (fits, middle);
        }

        return fits < 2 ? "…" : Cut(text, fits);
    }

    /// <summary>What it weighs within quotes, in bytes.</summary>
    public static int Size(string text) => CardJson.Size(text) - 2;

    /// <summary>Without what turns the direction of the words that follow, or is no letter at all: it would change how our own words beside it read.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(Disturbs))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var letter in text.Where(letter => !Disturbs(letter)))
        {
            clean.Append(letter);
        }

        return clean.ToString();
    }

    /// <summary>On one line.</summary>
    public static string OneLine(string text) => string.Join(' ', Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What a client fills in or names by itself, <c>{{DATE(…)}}</c>, <c>{{TIME(…)}}</c> and <c>&lt;at&gt;</c>, stays what was typed: a word joiner that nobody sees stands between its first letters.</summary>
    public static string Unread(string text) => Function().Replace(text, $"$0{Joiner}");

    /// <summary>Whether letters of it are written from right to left.</summary>
    public static bool GoesLeft(string text) => text.Any(letter => letter is (>= '\u0590' and <= '\u08ff') or (>= '\ufb1d' and <= '\ufdff') or (>= '\ufe70' and <= '\ufeff'));

    /// <summary>In the direction of its own first letter, whatever stands before it.</summary>
    public static string Isolated(string text) => $"\u2068{text}\u2069";

    /// <summary>For the one place that reads markdown, the words of a client that cannot draw the card. On one line.</summary>
    public static string Escaped(string text)
    {
        var escaped = Mark().Replace(Unread(OneLine(text)), "\\$0");
        return Numbered().Replace(escaped, "$1\\$2");
    }

    private static bool Disturbs(char letter) => letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c' || (char.IsControl(letter) && letter is not ('\n' or '\t'));

    [GeneratedRegex(@"\{(?=\{\s*(DATE|TIME)\b)|<(?=/?at\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Function();

    [GeneratedRegex(@"[\\*_\[\]()`~|<>#]|^[-+=]")]
    private static partial Regex Mark();

    [GeneratedRegex(@"^([0-9]+)([.)])")]
    private static partial Regex Numbered();
}
