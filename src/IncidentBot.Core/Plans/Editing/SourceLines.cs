using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>The lines of a file, with the line ends that it has.</summary>
internal sealed class SourceLines(string text)
{
    private readonly string[] lines = text.Split('\n');

    private readonly string end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r" : "";

    public int Count => lines.Length;

    public string this[int line] => lines[line].TrimEnd('\r');

    public IEnumerable<string> Clean(LineRange range) => Enumerable.Range(range.Start, range.End - range.Start).Select(line => this[line]);

    /// <summary>From one line to before another, without the blank lines and comments at its end that stand no deeper than this: they are about what follows.</summary>
    public LineRange Tight(int start, int next, int indent)
    {
        while (next > start + 1 && IsLoose(this[next - 1], indent))
        {
            next--;
        }

        return new LineRange(start, next);
    }

    /// <summary>In brackets.</summary>
    public bool IsFlow(YamlNode node) => node.Column <= this[node.Line - 1].Length && this[node.Line - 1][node.Column - 1] is '[' or '{';

    /// <summary>The line, counted from 0, with the dash of an entry: nearly always its own first.</summary>
    public int DashOf(YamlNode item, int indent)
    {
        for (var line = item.Line - 1; line >= 0; line--)
        {
            if (this[line].Length > indent && this[line][indent] == '-' && this[line].AsSpan(0, indent).IsWhiteSpace())
            {
                return line;
            }
        }

        return item.Line - 1;
    }

    public string Replace(LineRange range, IReadOnlyList<string> with) => string.Join('\n', lines[..range.Start].Concat(with.Select(line => line + end)).Concat(lines[range.End..]));

    public string Insert(int at, IReadOnlyList<string> what)
    {
        // A file whose last line has no end gets one.
        var before = at == lines.Length && at > 0 && lines[^1].Length > 0 && end.Length > 0 ? [.. lines[..^1], this[at - 1] + end] : lines[..at];
        return string.Join('\n', before.Concat(what.Select(line => line + end)).Concat(lines[at..]));
    }

    private static bool IsLoose(string line, int indent)
    {
        var bare = line.TrimStart();
        return bare.Length == 0 || (bare[0] == '#' && line.Length - bare.Length <= indent);
    }
}

/// <summary>Lines counted from 0; the last is not part of it.</summary>
internal readonly record struct LineRange(int Start, int End);
