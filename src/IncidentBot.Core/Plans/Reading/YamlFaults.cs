using YamlDotNet.Core;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Says in an operator's words why a text is not YAML.</summary>
internal static class YamlFaults
{
    public static void Explain(Problems problems, string text, Mark at, string message)
    {
        if (!Tabs(problems, text))
        {
            // The end of a file without a last line break counts as a line of its own in the scanner.
            problems.Add(Math.Clamp((int)at.Line, 1, text.AsSpan().Count('\n') + 1), Math.Max(1, (int)at.Column), Sentence(message));
        }
    }

    private static bool Tabs(Problems problems, string text)
    {
        var before = problems.Count;
        var line = 0;
        foreach (var row in text.AsSpan().EnumerateLines())
        {
            line++;
            var column = row[..^row.TrimStart().Length].IndexOf('\t');
            if (column >= 0)
            {
                problems.Add(line, column + 1, "This line is indented with a tab, and YAML takes spaces only: replace each tab by two spaces.");
            }
        }

        return problems.Count > before;
    }

    private static string Sentence(string message) => message switch
    {
        _ when message.Contains("invalid mapping", StringComparison.Ordinal) =>
            "This is not YAML: either the indentation is off here, or a text that holds a colon followed by a space needs quotes.",
        _ when message.Contains("quoted scalar", StringComparison.Ordinal) && message.Contains("end of stream", StringComparison.Ordinal) =>
            "This is not YAML: the quote that is opened here is never closed.",
        _ when message.Contains("cannot start any token", StringComparison.Ordinal) =>
            "This is not YAML: no text may begin with this character; put the text in quotes.",
        _ when message.Contains("expected key", StringComparison.Ordinal) =>
            "This is not YAML: a key with a colon is expected here; check the indentation of this line and of the one above.",
        _ => $"This is not YAML: {message.Trim().TrimEnd('.')}. Check the indentation, the quotes and the brackets here and above.",
    };
}
