using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>Draws a card from top to bottom, line by line, so that it reads the same on a phone.</summary>
internal static class CardBody
{
    /// <summary>A longer title in large letters fills a phone.</summary>
    private const int LargeTitle = 90;

    private static readonly ProsePiece Bullet = new("• ", false, false, null);

    public static IEnumerable<CardElement> Of(Card card, CardWriter writer)
    {
        // A ground of colour weighs the same whatever stands on it.
        var ground = new Container([]) { Style = CardTone.Ground(card.Tone), Bleed = true };
        writer.Takes(CardJson.Size<CardElement>(ground) + 1);
        var words = PlainLetters.OneLine(card.Title) is { Length: > 0 } said ? PlainLetters.Cut(said, TeamsLimits.Title) : "IncidentBot";
        if (writer.Line([new ProsePiece($"{ToneSigns.Title(card.Tone)}{words}", true, false, null)], null, run => run with { Size = words.Length <= LargeTitle ? "Large" : null }) is { } title)
        {
            yield return ground with { Items = [title] };
        }

        foreach (var (fact, at) in card.Facts.Select((fact, at) => (fact, at)))
        {
            if (writer.Line(Fact(fact), at == 0 ? null : "Small") is { } line)
            {
                yield return line;
            }
        }

        foreach (var section in card.Sections)
        {
            foreach (var line in Section(section, writer))
            {
                yield return line;
            }
        }

        if (card.Footnote is { } footnote && PlainLetters.Cut(PlainLetters.OneLine(TeamsText.Plain(footnote)), TeamsLimits.Footnote) is { Length: > 0 } small
            && writer.Line([new ProsePiece(small, false, false, null)], "Medium", run => run with { Size = "Small", IsSubtle = true }) is { } foot)
        {
            yield return foot;
        }
    }

    /// <summary>Text of several lines: paragraphs and lists in turn. An empty line is a gap.</summary>
    public static IEnumerable<CardElement> Paragraphs(string markup, CardWriter writer)
    {
        string? spacing = null;
        foreach (var line in ProseReader.Read(markup))
        {
            if (writer.Line(line.Item && Says(line) ? line.Pieces.Prepend(Bullet) : line.Pieces, spacing ?? "Small") is { } block)
            {
                yield return block;
                spacing = null;
            }
            else if (line.Pieces.Count == 0)
            {
                spacing = "Medium";
            }
        }
    }

    private static IEnumerable<CardElement> Section(CardSection section, CardWriter writer)
    {
        if (writer.Line(OnOneLine(section.Heading).Select(piece => piece with { Bold = true }), "Medium", separator: true) is { } heading)
        {
            yield return heading;
        }

        // One line below its heading is a paragraph: a list of one thing is none.
        var lines = section.Lines.SelectMany(Line).ToList();
        foreach (var (pieces, danger) in lines)
        {
            Func<TextRun, TextRun>? look = danger ? run => run.Weight is null || run.FontType is not null ? run : run with { Color = "Attention" } : null;
            if (writer.Line(lines.Count == 1 ? pieces : pieces.Prepend(Bullet), "Small", look) is { } line)
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<ProsePiece> Fact(CardFact fact) =>
        [new ProsePiece($"{PlainLetters.OneLine(fact.Name)}: ", true, false, null), .. OnOneLine(fact.Value), .. Until(", ", fact.Until).Select(piece => piece with { SaysYours = piece.At is not null })];

    /// <summary>What people typed in several lines stays several lines, under the first one's mark.</summary>
    private static IEnumerable<(IReadOnlyList<ProsePiece> Pieces, bool Danger)> Line(CardLine line)
    {
        var lines = ProseReader.Read(line.Text).Where(Says).ToList();
        for (var at = 0; at < lines.Count; at++)
        {
            IReadOnlyList<ProsePiece> pieces = [.. at == 0 && ToneSigns.Line(line.Tone) is { } mark ? [new ProsePiece(mark, false, false, null)] : (ProsePiece[])[], .. lines[at].Pieces, .. at == lines.Count - 1 ? Until(" ", line.Until) : []];
            yield return (pieces, line.Tone == "danger");
        }
    }

    private static bool Says(ProseLine line) => line.Pieces.Any(piece => PlainLetters.Clean(piece.Text).Length > 0);

    private static IEnumerable<ProsePiece> OnOneLine(string markup) => ProseReader.Read(markup).SelectMany((line, at) => at == 0 ? line.Pieces : line.Pieces.Prepend(new ProsePiece(" ", false, false, null)));

    private static IEnumerable<ProsePiece> Until(string before, DateTimeOffset? until) => until is { } at ? [new ProsePiece(before, false, false, null), CardInstant.Of(at)] : [];
}
