using System.Globalization;
using System.Text;

namespace IncidentBot.Slack.Rooms;

/// <summary>Names of war rooms as Slack takes them: lower-case letters, digits, - and _, at most 80.</summary>
public static class RoomNames
{
    private const int Longest = 80;

    /// <summary>After so many there is something else wrong.</summary>
    private const int MostTries = 20;

    /// <param name="template">With {number}, {client} and {codename}.</param>
    public static string From(string template, int number, string client, string codeName) =>
        Plain(template.Replace("{number}", $"{number}", StringComparison.Ordinal).Replace("{client}", client, StringComparison.Ordinal).Replace("{codename}", codeName, StringComparison.Ordinal));

    /// <summary>The name, and with -2, -3 and so on behind it: somebody else may have the first ones.</summary>
    public static IEnumerable<string> Tries(string name)
    {
        for (var number = 1; number <= MostTries; number++)
        {
            var suffix = number == 1 ? "" : $"-{number}";
            yield return Cut(name, Longest - suffix.Length) + suffix;
        }
    }

    /// <summary>Letters with marks lose the marks; whatever else Slack does not take becomes a dash.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '_')
            {
                plain.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark && plain is { Length: > 0 } && plain[^1] != '-')
            {
                plain.Append('-');
            }
        }

        return Cut(plain.ToString(), Longest) is { Length: > 0 } name ? name : "incident";
    }

    private static string Cut(string name, int most) => name[..Math.Min(name.Length, most)].Trim('-');
}
