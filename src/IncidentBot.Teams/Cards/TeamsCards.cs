using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>Renders what the bot says, and its cards, as Adaptive Cards. It always fits: what is too long is cut, and the card says where the rest is; buttons are never left out for that.</summary>
/// <param name="web">Where everything can be read; null where nobody can be sent there.</param>
/// <param name="dialogs">Whether clients open dialogs.</param>
public sealed class TeamsCards(StoreAction store, Uri? web = null, bool dialogs = true)
{
    /// <summary>What a notification says of an answer that has no words of its own for it.</summary>
    private const string Answered = "IncidentBot answered. Open Teams to read it.";

    /// <param name="text">Markup of <see cref="Prose"/>, above the card.</param>
    /// <param name="fallback">The words for notifications where there is no card.</param>
    /// <param name="refresh">For whom the card is to renew itself.</param>
    public async Task<TeamsContent> RenderAsync(string? text, Card? card, string? fallback, CardRefresh? refresh, CancellationToken cancel)
    {
        var shown = await DrawAsync(text, card, fallback, refresh?.Render(), inDialog: false, cancel);
        return new TeamsContent(Summary(card?.Fallback ?? fallback), shown);
    }

    internal async Task<AdaptiveCard> DrawAsync(string? text, Card? card, string? fallback, Refresh? refresh, bool inDialog, CancellationToken cancel)
    {
        var actions = (card?.Actions ?? []).Take(TeamsLimits.Buttons).ToList();
        var buttons = await new ButtonRows(store, inDialog, dialogs).RenderAsync(actions, TeamsLimits.ButtonBytes, cancel);
        var frame = new AdaptiveCard { FallbackText = Fallback(card?.Fallback ?? fallback), Body = [], Refresh = refresh, Actions = buttons.Count is 0 or > TeamsLimits.Row ? null : buttons };
        IReadOnlyList<ActionSet> rows = frame.Actions is null ? [.. ButtonRows.Rows(buttons)] : [];
        var notice = TeamsNotice.Cut(web);
        var writer = new CardWriter(TeamsLimits.Bytes - CardJson.Size(frame) - CardJson.Size<IReadOnlyList<CardElement>>([notice, .. rows]));

        var body = new List<CardElement>();
        if (!string.IsNullOrWhiteSpace(text))
        {
            body.AddRange(CardBody.Paragraphs(text, writer));
        }

        if (card is not null)
        {
            body.AddRange(CardBody.Of(card, writer));
        }

        if (writer.Cut || card?.Actions.Count > TeamsLimits.Buttons)
        {
            body.Add(notice);
        }

        return frame with { Body = [.. body, .. rows] };
    }

    /// <summary>For notifications and lock screens.</summary>
    internal static string Summary(string? words) => TeamsLetters.Unread(PlainLetters.Cut(Words(words), TeamsLimits.Fallback));

    internal static string Fallback(string? words) => TeamsLetters.Escaped(PlainLetters.Cut(Words(words), TeamsLimits.Fallback));

    private static string Words(string? words) => PlainLetters.OneLine(words ?? "") is { Length: > 0 } said ? said : Answered;
}
