using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Teams.Cards;

/// <summary>Renders somebody's home as the card of their personal chat: what waits for them first. What does not fit is counted, and is in the web room; a notice is shown with all of its buttons or not at all.</summary>
/// <param name="web">Where everything can be read; null where nobody can be sent there.</param>
/// <param name="dialogs">Whether clients open dialogs.</param>
public sealed class TeamsHome(StoreAction store, Uri? web = null, bool dialogs = true)
{
    private const string Waits = "IncidentBot: open Teams to see what waits for you.";

    /// <summary>Kept for the open incidents, however much waits.</summary>
    private const int ListBytes = 6000;

    public async Task<TeamsContent> RenderAsync(Home home, CardRefresh? refresh, CancellationToken cancel)
    {
        var frame = new AdaptiveCard { FallbackText = TeamsCards.Fallback(Waits), Body = [], Refresh = refresh?.Render() };
        var body = new List<CardElement>();
        var writer = new CardWriter(TeamsLimits.Bytes - CardJson.Size(frame) - ListBytes - 1500);
        if (home.Declare is { } declare)
        {
            body.Add(await ButtonsAsync([declare], cancel));
            writer.Takes(CardJson.Size(body));
        }

        await NoticesAsync(body, "You are paged", home.Pages, home.MorePages, writer, cancel);
        await NoticesAsync(body, "Legal deadlines", home.Reminders, home.MoreReminders, writer, cancel);
        Incidents(body, home, new CardWriter(ListBytes));
        return new TeamsContent(TeamsCards.Summary(Waits), frame with { Body = body });
    }

    /// <summary>For somebody who is not known yet.</summary>
    public static TeamsContent Stranger() => new(TeamsCards.Summary(Waits), new AdaptiveCard
    {
        FallbackText = TeamsCards.Fallback(Waits),
        Body = [new RichTextBlock([new TextRun("IncidentBot does not know you yet. Ask your incident manager to add you to the response plan.")])],
    });

    private async Task NoticesAsync(List<CardElement> body, string heading, IReadOnlyList<HomeNotice> notices, int more, CardWriter writer, CancellationToken cancel)
    {
        if (notices.Count == 0)
        {
            return;
        }

        body.Add(Heading(heading));
        foreach (var notice in notices)
        {
            // Drawn first and weighed then: half a notice is none.
            List<CardElement> drawn = [.. Lines(Words(notice), new CardWriter(TeamsLimits.Line)), .. notice.Card.Actions.Count == 0 ? [] : ButtonRows.Rows(await RowAsync(notice.Card.Actions, cancel))];
            if (writer.Takes(CardJson.Size(drawn)))
            {
                body.AddRange(drawn);
            }
            else
            {
                more++;
            }
        }

        Cut(body, more);
    }

    private void Incidents(List<CardElement> body, Home home, CardWriter writer)
    {
        body.Add(Heading("Open incidents"));
        if (home.Incidents.Count == 0)
        {
            body.Add(new RichTextBlock([new TextRun("None that you can see.")]));
        }

        var more = home.MoreIncidents;
        foreach (var one in home.Incidents)
        {
            List<CardElement> drawn = [.. Lines(Words(one), new CardWriter(TeamsLimits.Line))];
            if (writer.Takes(CardJson.Size(drawn)))
            {
                body.AddRange(drawn);
            }
            else
            {
                more++;
            }
        }

        Cut(body, more);
    }

    /// <summary>A name, and small below it what is to be known about it.</summary>
    private static IEnumerable<CardElement> Lines((string Name, IReadOnlyList<ProsePiece> About) words, CardWriter writer)
    {
        if (writer.Line([new ProsePiece(words.Name, true, false, null)], "Medium") is { } name)
        {
            yield return name;
        }

        if (writer.Line(words.About, "None", run => run with { IsSubtle = true }) is { } about)
        {
            yield return about;
        }
    }

    private static (string Name, IReadOnlyList<ProsePiece> About) Words(HomeNotice notice)
    {
        var due = notice.Card.Facts.FirstOrDefault(fact => fact.Until is not null)?.Until;
        return (Letters($"{ToneSigns.Title(notice.Card.Tone)}{notice.Card.Title}"), [Plain($"{notice.Incident} · {(due is null ? "" : "due ")}"), CardInstant.Of(due ?? notice.At) with { Bold = due is not null }]);
    }

    private static (string Name, IReadOnlyList<ProsePiece> About) Words(HomeIncident one) => (Letters($"{one.Reference} {one.Name}"),
    [
        Plain($"{one.Severity.Words()} · {one.State.Words()}{(one.Client is { } client ? $" · {Letters(client)}" : "")}{(one.Confidential ? " · confidential" : "")}{(one.Drill ? " · drill" : "")} · since "),
        CardInstant.Of(one.Since) with { Bold = false },
    ]);

    private static ProsePiece Plain(string words) => new(words, false, false, null);

    private static RichTextBlock Heading(string words) => new([new TextRun(words) { Weight = "Bolder", Size = "Large" }]) { Spacing = "Large", Separator = true };

    private static string Letters(string words) => PlainLetters.Cut(PlainLetters.OneLine(words), TeamsLimits.Title);

    private void Cut(List<CardElement> body, int more)
    {
        if (more > 0)
        {
            body.Add(TeamsNotice.More(more, web));
        }
    }

    private async Task<ActionSet> ButtonsAsync(IReadOnlyList<CardAction> actions, CancellationToken cancel) => new(await RowAsync(actions, cancel));

    private Task<IReadOnlyList<ElementAction>> RowAsync(IReadOnlyList<CardAction> actions, CancellationToken cancel) => new ButtonRows(store, inDialog: false, dialogs).RenderAsync([.. actions.Take(TeamsLimits.Row)], TeamsLimits.ButtonBytes / 4, cancel);
}
