using IncidentBot.Core.Chat;
using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Cards;

/// <summary>Renders what the bot says, and its cards, as Block Kit. It always fits: what is too long is cut, and the message says where the rest is; buttons are never left out for that.</summary>
/// <param name="rest">Where everything can be read, in words such as "the room on https://bot.example/incidents/1".</param>
public sealed class SlackCards(StoreAction store, string rest = "the web room")
{
    /// <summary>What a notification says of an answer that has no words of its own for it.</summary>
    private const string Answered = "IncidentBot answered. Open Slack to read it.";

    private const int MostButtons = 4 * SlackLimits.Buttons;

    /// <param name="text">Markup of <see cref="Prose"/>, above the card.</param>
    /// <param name="fallback">The words for notifications where there is no card.</param>
    public async Task<SlackContent> RenderAsync(string? text, Card? card, string? fallback, CancellationToken cancel)
    {
        var buttons = await ButtonsAsync(card, cancel);
        var writer = new RichTextWriter(SlackLimits.Letters - Spoken(card));
        var blocks = new List<Block>();
        if (!string.IsNullOrWhiteSpace(text))
        {
            Add(blocks, writer.Write(ProseReader.Read(text)));
        }

        if (card is not null)
        {
            Draw(card, writer, blocks, SlackLimits.Blocks - buttons.Count - 2);
        }

        if (writer.Cut || card?.Actions.Count > MostButtons)
        {
            blocks.Add(Small($"This is not all. The rest is in {rest}."));
        }

        return new SlackContent(SlackText.Escaped(PlainLetters.OneLine(card?.Fallback ?? fallback ?? "") is { Length: > 0 } words ? words : Answered, SlackLimits.Fallback), [.. blocks, .. buttons]);
    }

    private static void Draw(Card card, RichTextWriter writer, List<Block> blocks, int most)
    {
        blocks.Add(new HeaderBlock(Plain($"{ToneSigns.Title(card.Tone)}{PlainLetters.OneLine(card.Title)}", "IncidentBot", SlackLimits.Header)));
        if (card.Facts.Count > 0)
        {
            Add(blocks, writer.Paragraph(card.Facts.Select(Fact)));
        }

        foreach (var section in card.Sections)
        {
            if (blocks.Count >= most - 1)
            {
                writer.Stop();
                break;
            }

            // One line below its heading is a paragraph: a list of one thing is none.
            IReadOnlyList<ProsePiece> heading = [.. OnOneLine(section.Heading).Select(piece => piece with { Bold = true })];
            var lines = section.Lines.SelectMany(Line).ToList();
            Add(blocks, lines.Count == 1 ? writer.Paragraph([heading, lines[0]]) : [.. writer.Paragraph([heading]), .. writer.List(lines)]);
        }

        if (card.Footnote is { } footnote && SlackText.OneLine(footnote, SlackLimits.Context) is { Length: > 0 } small)
        {
            blocks.Add(Small(small));
        }
    }

    private static List<ProsePiece> Fact(CardFact fact) => [new ProsePiece($"{PlainLetters.OneLine(fact.Name)}: ", true, false, null), .. OnOneLine(fact.Value), .. Until(" (", fact.Until, ")").Select(piece => piece with { SaysYours = true })];

    /// <summary>What people typed in several lines stays several lines, under the first one's mark.</summary>
    private static IEnumerable<IReadOnlyList<ProsePiece>> Line(CardLine line)
    {
        var lines = ProseReader.Read(line.Text).Where(one => one.Pieces.Count > 0).ToList();
        for (var at = 0; at < lines.Count; at++)
        {
            IReadOnlyList<ProsePiece> pieces = [.. at == 0 && ToneSigns.Line(line.Tone) is { } mark ? [new ProsePiece(mark, false, false, null)] : (ProsePiece[])[], .. lines[at].Pieces, .. at == lines.Count - 1 ? Until(" ", line.Until, "") : []];
            yield return pieces;
        }
    }

    private static IEnumerable<ProsePiece> OnOneLine(string markup) => ProseReader.Read(markup).SelectMany((line, at) => at == 0 ? line.Pieces : line.Pieces.Prepend(new ProsePiece(" ", false, false, null)));

    private static IEnumerable<ProsePiece> Until(string before, DateTimeOffset? until, string after) =>
        until is { } at ? [new ProsePiece(before, false, false, null), new ProsePiece($"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC", true, false, at), new ProsePiece(after, false, false, null)] : [];

    private static void Add(List<Block> blocks, IReadOnlyList<RichTextElement> elements)
    {
        if (elements.Count > 0)
        {
            blocks.Add(new RichTextBlock(elements));
        }
    }

    private static ContextBlock Small(string text) => new([Plain(text, "", SlackLimits.Context)]);

    private static PlainText Plain(string text, string otherwise, int most) => new(PlainLetters.Cut(SlackLetters.Unread(text.Trim() is { Length: > 0 } words ? words : otherwise), most));

    /// <summary>Letters that are not rich text and count all the same.</summary>
    private static int Spoken(Card? card) => card is null ? 200 : SlackLimits.Header + Math.Min(card.Footnote?.Length ?? 0, SlackLimits.Context) + (card.Actions.Count * SlackLimits.ButtonText) + 200;

    private async Task<List<Block>> ButtonsAsync(Card? card, CancellationToken cancel)
    {
        var buttons = new List<Button>();
        foreach (var action in (card?.Actions ?? []).Take(MostButtons))
        {
            buttons.Add(new Button
            {
                // Slack wants them unique, and two buttons may carry one verb.
                ActionId = $"{buttons.Count}:{PlainLetters.Cut(action.Verb, 200)}",
                Text = Plain(PlainLetters.OneLine(action.Label), "…", SlackLimits.ButtonText),
                Value = await SlackButton.WriteAsync(action, store, cancel),
                Style = action.Primary ? "primary" : null,
            });
        }

        return [.. buttons.Chunk(SlackLimits.Buttons).Select(row => new ActionsBlock(row))];
    }
}
