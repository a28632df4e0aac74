namespace IncidentBot.Core.Chat;

/// <summary>A card in plain words, for platforms and people that see no cards.</summary>
public static class CardText
{
    public static Prose For(Card card)
    {
        var text = new ProseLines().Add($"**{card.Title}**");
        foreach (var fact in card.Facts)
        {
            text.Add($"{fact.Name}: {Prose.Own(fact.Value)}{Until(fact.Until)}");
        }

        foreach (var section in card.Sections)
        {
            text.Add($"**{Prose.Own(section.Heading)}**");
            foreach (var line in section.Lines)
            {
                text.Add($"- {Prose.Own(line.Text)}{Until(line.Until)}");
            }
        }

        return (card.Footnote is null ? text : text.Add(Prose.Own(card.Footnote))).Done();
    }

    private static Prose Until(DateTimeOffset? until) => until is { } at ? (Prose)$" ({at:yyyy-MM-dd HH:mm:ss} UTC)" : default;
}
