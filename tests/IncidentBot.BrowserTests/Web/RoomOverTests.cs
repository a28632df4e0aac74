using IncidentBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Web;

/// <summary>A room that is over says what can still be done, in the place of the composer.</summary>
public sealed class RoomOverTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_dismissed_incident_offers_a_note_and_to_the_manager_its_reopening()
    {
        var nora = await VisitAsync("nora");
        var sam = await VisitAsync("sam");
        var incident = await nora.DeclareAsync("A false alarm");
        await nora["post"].First.WaitForAsync();
        await sam.GoAsync($"/incidents/{incident}");
        await Expect(sam["composer"]).ToBeVisibleAsync();
        await nora.DoAsync("/incident dismiss false-positive a test file");

        await Expect(sam["room-over"]).ToContainTextAsync("ask the incident manager");
        await Expect(sam["composer"]).ToHaveCountAsync(0);
        await Expect(sam["reopen"]).ToHaveCountAsync(0);
        await sam.OpenAsync("late-note");
        await sam["late-note-text"].FillAsync("the file came from the auditors");
        await sam.PressAsync("late-note-send");
        await Expect(sam["late-note-text"]).ToBeHiddenAsync();

        await Screens.TakeAsync(nora, "19-dismissed");
        await nora.OpenAsync("reopen");
        await nora["reopen-reason"].FillAsync("there is a second file");
        await nora.PressAsync("action-reopen");
        await Expect(sam["composer"]).ToBeVisibleAsync();
        await Expect(sam["room-over"]).ToHaveCountAsync(0);
        await sam["composer"].PressSequentiallyAsync("/incident no");
        await Expect(sam.Page.Locator("#completions [role=option]").First).ToBeVisibleAsync();
        await sam.SayAsync("back again");
        await Expect(nora["posts"]).ToContainTextAsync("back again");
    }

    [Fact]
    public async Task A_merged_incident_leads_to_the_one_that_it_goes_on_as()
    {
        var nora = await VisitAsync("nora");
        var survivor = await nora.DeclareAsync("The same attacker, first seen");
        var merged = await nora.DeclareAsync("The same attacker, seen again");
        await nora["post"].First.WaitForAsync();
        await nora.DoAsync($"/incident merge {survivor}");
        await nora.GoAsync($"/incidents/{merged}");
        await Expect(nora["room-over"]).ToContainTextAsync("merged");
        await Expect(nora["composer"]).ToHaveCountAsync(0);
        await nora["survivor"].ClickAsync();
        await Expect(nora["title"]).ToHaveTextAsync("The same attacker, first seen");
    }
}
