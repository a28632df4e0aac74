using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentBot.Core.Chat;

/// <summary>Reads markup of <see cref="Prose"/> for whoever renders it: lines, of which some are items of a list, made of pieces that are bold, code, an instant or plain.</summary>
public static partial class ProseReader
{
    private static readonly string[] Marks = ["**", "`"];

    /// <summary>A line ends at \n alone: only there does <see cref="Prose"/> see to it that typed words begin no list.</summary>
    public static IReadOnlyList<ProseLine> Read(string markup) =>
        [.. markup.Split('\n').Select(line => line.StartsWith("- ", StringComparison.Ordinal) ? new ProseLine(true, Pieces(line[2..])) : new ProseLine(false, Pieces(line)))];

    private static List<ProsePiece> Pieces(string line)
    {
        var pieces = new List<ProsePiece>();
        Read(line, bold: false, pieces);
        return pieces;
    }

    private static void Read(string text, bool bold, List<ProsePiece> pieces)
    {
        var letters = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (Prose.Escapes(text, at))
            {
                letters.Append(text[at + 1]);
                at += 2;
            }
            else if (Instant().Match(text, at) is { Success: true } instant && Moment(instant.Groups["at"].Value) is { } moment)
            {
                Flush(letters, bold, pieces);
                pieces.Add(new ProsePiece(instant.Value[1..], bold, false, moment));
                at += instant.Length;
            }
            else if (Array.Find(Marks, mark => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0) is { } mark && End(text, mark, at + mark.Length) is { } end)
            {
                Flush(letters, bold, pieces);
                var inner = text[(at + mark.Length)..end];
                if (mark == "`")
                {
                    pieces.Add(new ProsePiece(Prose.Plain(inner), bold, true, null));
                }
                else
                {
                    Read(inner, true, pieces);
                }

                at = end + mark.Length;
            }
            else
            {
                letters.Append(text[at++]);
            }
        }

        Flush(letters, bold, pieces);
    }

    private static void Flush(StringBuilder letters, bool bold, List<ProsePiece> pieces)
    {
        if (letters.Length > 0)
        {
            pieces.Add(new ProsePiece(letters.ToString(), bold, false, null));
            letters.Clear();
        }
    }

    /// <summary>Where the mark comes again with something in between; null when it does not, so that it is only a letter.</summary>
    private static int? End(string text, string mark, int from)
    {
        for (var at = from; at + mark.Length <= text.Length; at++)
        {
            if (Prose.Escapes(text, at))
            {
                at++;
            }
            else if (at > from && string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0)
            {
                return at;
            }
        }

        return null;
    }

    private static DateTimeOffset? Moment(string utc) => DateTimeOffset.TryParse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    [GeneratedRegex(@"\G\\(?<at>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?) UTC")]
    private static partial Regex Instant();
}

/// <summary>One line.</summary>
public sealed record ProseLine(bool Item, IReadOnlyList<ProsePiece> Pieces);

/// <summary>A piece of a line.</summary>
/// <param name="Text">Letters, without any mark; of an instant, the same in UTC.</param>
public sealed record ProsePiece(string Text, bool Bold, bool Code, DateTimeOffset? At)
{
    /// <summary>It stands beside the same instant in another zone, so it says whose it is.</summary>
    public bool SaysYours { get; init; }
}
