using System.Text;

namespace IncidentBot.Core.Chat;

/// <summary>A card in plain words, for platforms and people that see no cards.</summary>
public static class CardText
{
    public static string For(Card card)
    {
        var text = new StringBuilder($"**{card.Title}**\n");
        foreach (var fact in card.Facts)
        {
            text.Append($"{fact.Name}: {fact.Value}{Until(fact.Until)}\n");
        }

        foreach (var section in card.Sections)
        {
            text.Append($"**{section.Heading}**\n");
            foreach (var line in section.Lines)
            {
                text.Append($"- {line.Text}{Until(line.Until)}\n");
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Until(DateTimeOffset? until) => until is { } at ? $" ({at:yyyy-MM-dd HH:mm:ss} UTC)" : "";
}
