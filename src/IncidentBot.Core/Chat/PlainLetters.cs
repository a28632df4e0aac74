using System.Globalization;
using System.Text;

namespace IncidentBot.Core.Chat;

/// <summary>Letters as they may go to any chat platform.</summary>
public static class PlainLetters
{
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

    private static bool Disturbs(char letter) => letter is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c' || (char.IsControl(letter) && letter is not ('\n' or '\t'));
}
