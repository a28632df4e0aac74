using System.Text;

namespace IncidentBot.Core.Verbs;

/// <summary>Quotes around a value of several words. A quote inside is doubled; backslashes mean themselves, because people type paths. A phone's curly quotes
/// work as delimiters; inside a value they stay as they are.</summary>
internal static class Quoting
{
    public static bool IsQuote(char one) => one is '"' or '\u201C' or '\u201D' or '\u201E';

    /// <summary>Where the quoted text that opens at <paramref name="open"/> ends, one past its closing quote; -1 when it never closes.</summary>
    public static int End(ReadOnlySpan<char> text, int open)
    {
        var straight = text[open] == '"';
        var curly = -1;
        for (var at = open + 1; at < text.Length; at++)
        {
            if (!IsQuote(text[at])) continue;
            if (!straight) return at + 1;
            if (text[at] != '"') curly = curly < 0 ? at + 1 : curly;
            else if (at + 1 < text.Length && text[at + 1] == '"') at++;
            else return at + 1;
        }

        return curly;
    }

    /// <summary>What stands between the quotes.</summary>
    public static string Inside(ReadOnlySpan<char> quoted)
    {
        var inside = quoted[1..^1].ToString();
        return quoted[0] == '"' && quoted[^1] == '"' ? inside.Replace("\"\"", "\"", StringComparison.Ordinal) : inside;
    }

    public static string Quote(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Whether a value reads back as itself without quotes wherever it stands.</summary>
    public static bool IsBare(string value) =>
        value.Length > 0 && char.IsLetterOrDigit(value[0]) && !value.StartsWith("INC-", StringComparison.OrdinalIgnoreCase)
        && value.All(one => char.IsLetterOrDigit(one) || one is '.' or '_' or '-' or '/' or '@' or '+' or ':' or ',');

    public static string QuoteUnlessBare(string value) => IsBare(value) ? value : Quote(value);

    /// <summary>The items of a list: separated by commas, trimmed, empty ones left out, an item with a comma of its own in quotes.</summary>
    public static List<string> Items(ReadOnlySpan<char> text)
    {
        var items = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == ',') continue;
            var quoteEnd = IsQuote(text[at]) ? End(text, at) : -1;
            var start = quoteEnd < 0 ? at : quoteEnd;
            var comma = text[start..].IndexOf(',');
            var end = comma < 0 ? text.Length : start + comma;
            var plain = text[start..end].TrimEnd();
            items.Add(quoteEnd < 0 ? plain.ToString() : string.Concat(Inside(text[at..quoteEnd]), plain));
            at = end;
        }

        return items;
    }

    public static string List(IEnumerable<string> items) => new StringBuilder().AppendJoin(',', items.Select(Item)).ToString();

    private static string Item(string item) =>
        item.Length == 0 || item.Contains(',') || IsQuote(item[0]) || char.IsWhiteSpace(item[0]) || char.IsWhiteSpace(item[^1]) ? Quote(item) : item;
}
