using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>Writes lines of rich text within what is left of a message's bytes. What does not fit is cut with an ellipsis, and from there on nothing more is written.</summary>
internal sealed class CardWriter(int bytes)
{
    /// <summary>With less than this a line says nothing.</summary>
    private const int Least = 160;

    private int left = bytes;

    /// <summary>Something was left out, and the reader has to be told where it is.</summary>
    public bool Cut { get; private set; }

    /// <summary>Nothing more fits.</summary>
    public bool Full => left < Least;

    /// <summary>Nothing more is to be written.</summary>
    public void Stop() => (Cut, left) = (true, 0);

    /// <summary>Whether something of this weight has room; then it is taken off.</summary>
    public bool Takes(int size)
    {
        if (size > left)
        {
            return false;
        }

        left -= size;
        return true;
    }

    /// <param name="pieces">The line.</param>
    /// <param name="spacing">The gap above it.</param>
    /// <param name="look">How all of it looks.</param>
    /// <param name="separator">A rule above it.</param>
    /// <returns>Null for a line of nothing, or where it has no room.</returns>
    public RichTextBlock? Line(IEnumerable<ProsePiece> pieces, string? spacing, Func<TextRun, TextRun>? look = null, bool separator = false)
    {
        if (Full)
        {
            Cut = true;
            return null;
        }

        var block = new RichTextBlock([]) { Spacing = spacing, Separator = separator };
        var frame = CardJson.Size<CardElement>(block) + 1;
        left -= frame;
        var runs = new List<TextRun>();
        var line = TeamsLimits.Line;
        foreach (var piece in pieces)
        {
            if (!Add(runs, piece, ref line, look ?? (run => run)))
            {
                Cut = true;
                break;
            }
        }

        if (runs.Count == 0)
        {
            left += frame;
            return null;
        }

        return block with { Inlines = runs };
    }

    /// <returns>False when it had to be cut.</returns>
    private bool Add(List<TextRun> runs, ProsePiece piece, ref int line, Func<TextRun, TextRun> look)
    {
        if (piece.At is not null)
        {
            var parts = CardInstant.Runs(piece).Select(look).ToList();
            if (!Takes(parts.Sum(part => CardJson.Size(part) + 1)))
            {
                return false;
            }

            runs.AddRange(parts);
            return true;
        }

        var text = PlainLetters.Clean(piece.Text);
        if (text.Length == 0)
        {
            return true;
        }

        var run = look(new TextRun("") { Weight = piece.Bold ? "Bolder" : null, FontType = piece.Code ? "Monospace" : null });
        var isolate = TeamsLetters.GoesLeft(text) ? TeamsLetters.Isolated("") : "";
        var room = left - CardJson.Size(run) - 1 - TeamsLetters.Size(isolate);
        var shown = TeamsLetters.CutToSize(TeamsLetters.Unread(line < 2 ? "" : PlainLetters.Cut(text, line)), room);
        if (shown.Length > 0)
        {
            run = run with { Text = isolate.Length > 0 ? TeamsLetters.Isolated(shown) : shown };
            left -= CardJson.Size(run) + 1;
            line -= Math.Min(line, text.Length);
            runs.Add(run);
        }

        return shown == TeamsLetters.Unread(text);
    }
}
