using IncidentBot.Core.Chat;
using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Cards;

/// <summary>Writes rich text within what is left of a message's letters. What does not fit is cut with an ellipsis, and from there on nothing more is written.</summary>
internal sealed class RichTextWriter(int letters)
{
    /// <summary>Today, tomorrow or the date, and the time, in the reader's own zone. Slack's {ago} would count, but it is described for what is past alone, and a deadline may not read "3 hours ago".</summary>
    private const string Format = "{date_short_pretty} at {time}";

    private int left = letters;

    /// <summary>Something was left out, and the reader has to be told where it is.</summary>
    public bool Cut { get; private set; }

    /// <summary>Nothing more fits.</summary>
    public bool Full { get; private set; }

    /// <summary>There is no room for another block.</summary>
    public void Stop() => (Cut, Full) = (true, true);

    /// <summary>Text of several lines: paragraphs and lists in turn.</summary>
    public IReadOnlyList<RichTextElement> Write(IReadOnlyList<ProseLine> lines)
    {
        var elements = new List<RichTextElement>();
        for (var at = 0; at < lines.Count && !Full;)
        {
            var end = at;
            while (end < lines.Count && lines[end].Item == lines[at].Item)
            {
                end++;
            }

            var run = lines.Skip(at).Take(end - at);
            elements.AddRange(lines[at].Item ? List(run.Select(line => line.Pieces)) : Paragraph(run.Select(line => line.Pieces)));
            at = end;
        }

        return elements;
    }

    /// <summary>Lines below each other, in one paragraph.</summary>
    public IReadOnlyList<RichTextElement> Paragraph(IEnumerable<IReadOnlyList<ProsePiece>> lines)
    {
        var parts = new List<RichTextPart>();
        var first = true;
        foreach (var line in lines.TakeWhile(_ => !Full))
        {
            if (!first)
            {
                parts.Add(new RichTextText("\n"));
            }

            first = false;
            parts.AddRange(Line(line));
        }

        // A paragraph that begins or ends with empty lines is only a gap.
        while (parts is [.., RichTextText { Text: "\n" }])
        {
            parts.RemoveAt(parts.Count - 1);
        }

        while (parts is [RichTextText { Text: "\n" }, ..])
        {
            parts.RemoveAt(0);
        }

        return parts.Count == 0 ? [] : [new RichTextSection(parts)];
    }

    public IReadOnlyList<RichTextElement> List(IEnumerable<IReadOnlyList<ProsePiece>> items)
    {
        var sections = items.TakeWhile(_ => !Full).Select(Line).Where(parts => parts.Count > 0).Select(parts => (RichTextElement)new RichTextSection(parts)).ToList();
        return sections.Count == 0 ? [] : [new RichTextList(sections)];
    }

    private List<RichTextPart> Line(IReadOnlyList<ProsePiece> pieces)
    {
        var parts = new List<RichTextPart>();
        var line = SlackLimits.Line;
        foreach (var (piece, text) in pieces.Select(piece => (piece, PlainLetters.Clean(piece.Text))).Where(one => one.Item2.Length > 0))
        {
            var room = Math.Min(line, left - SlackLimits.Piece);
            var shown = room < 2 ? "" : PlainLetters.Cut(text, room);
            if (shown.Length > 0)
            {
                parts.Add(Part(piece, shown));
                left -= shown.Length + SlackLimits.Piece;
                line -= shown.Length;
            }

            if (shown != text)
            {
                (Cut, Full) = (true, Full || left - SlackLimits.Piece < 2);
                break;
            }
        }

        return parts;
    }

    private static RichTextPart Part(ProsePiece piece, string text) => piece.At is { } at && text == piece.Text
        ? new RichTextDate(at.ToUnixTimeSeconds(), piece.SaysYours ? $"{Format} your time" : Format, text) { Style = piece.Bold ? new() { Bold = true } : null }
        : new RichTextText(text) { Style = piece.Bold || piece.Code ? new() { Bold = piece.Bold, Code = piece.Code } : null };
}
