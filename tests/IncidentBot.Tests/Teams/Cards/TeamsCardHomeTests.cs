using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>Somebody's home as the card of their personal chat.</summary>
public sealed class TeamsCardHomeTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_waits_comes_first_with_its_buttons_and_then_what_is_open()
    {
        var shown = await ShownAsync(Home(1, 1, 2) with { Declare = new CardAction("Declare an incident", "declare", "{}", "", null, null) { Form = "declare", Primary = true } });
        Assert.Empty(shown.Wrong);
        Assert.Equal(["You are paged", "🔴 Page 0", "INC-1 · {{DATE(2026-11-24T03:00:00Z,SHORT)}} {{TIME(2026-11-24T03:00:00Z)}} (2026-11-24 03:00 UTC)", "Legal deadlines", "🔴 Reminder 0", "INC-1 · due {{DATE(2026-11-27T03:00:00Z,SHORT)}} {{TIME(2026-11-27T03:00:00Z)}} (2026-11-27 03:00 UTC)", "Open incidents", "INC-0 Title 0 <b>", "P1 critical · triage · Contoso · since {{DATE(2026-11-24T03:00:00Z,SHORT)}} {{TIME(2026-11-24T03:00:00Z)}} (2026-11-24 03:00 UTC)"], shown.Letters.Take(9));
        Assert.Equal(["Declare an incident", "Answer 0", "Answer 1", "Answer 0", "Answer 1"], shown.Buttons.Select(one => (string?)one["title"]));
        Assert.DoesNotContain("Contoso", shown.Summary + shown.Card["fallbackText"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_much_waits_it_fits_and_says_how_much_more_there_is()
    {
        var shown = await ShownAsync(Home(10, 10, 25, actions: 6, arguments: 1200) with { MorePages = 3 });
        Assert.Empty(shown.Wrong);
        Assert.Contains(shown.Letters, line => line.StartsWith("And ", StringComparison.Ordinal) && line.EndsWith("more: see the web room.", StringComparison.Ordinal));
        var notices = shown.Letters.Count(line => line.StartsWith("🔴", StringComparison.Ordinal));
        Assert.InRange(notices, 3, 19);
        Assert.Equal(notices * 6, shown.Buttons.Count);
        Assert.Contains("INC-0 Title 0 <b>", shown.Letters);
    }

    [Fact]
    public async Task Nothing_and_nobody_are_said()
    {
        var shown = await ShownAsync(Home(0, 0, 0));
        Assert.Empty(shown.Wrong);
        Assert.Equal(["Open incidents", "None that you can see."], shown.Letters);
        Assert.Empty(new RenderedCard(TeamsHome.Stranger().Card).Wrong);
    }

    private static Home Home(int pages, int reminders, int incidents, int actions = 2, int arguments = 10) => new("Sam", null,
        [.. Enumerable.Range(0, pages).Select(one => Notice($"Page {one}", null, actions, arguments))],
        [.. Enumerable.Range(0, reminders).Select(one => Notice($"Reminder {one}", At.AddDays(3), actions, arguments))],
        [.. Enumerable.Range(0, incidents).Select(one => new HomeIncident(new IncidentReference(one), $"Title {one} <b>", one % 2 == 0 ? "Contoso" : null, Severity.Critical, IncidentState.Triage, At, one % 2 == 1, false))]);

    private static HomeNotice Notice(string title, DateTimeOffset? due, int actions, int arguments) => new(Id<Notice>.New(), new IncidentReference(1),
        new Card(title, "f", due is null ? [] : [new CardFact("Due", "soon", due)], [], [.. Enumerable.Range(0, actions).Select(one => new CardAction($"Answer {one}", "note", new string('x', arguments), "INC-1", null, null))]) { Tone = "danger" }, At);

    private static async Task<RenderedCard> ShownAsync(Home home) => new((await new TeamsHome(RenderedCard.Keep([])).RenderAsync(home, null, CancellationToken.None)).Card);
}
