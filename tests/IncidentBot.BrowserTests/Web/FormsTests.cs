using IncidentBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Web;

/// <summary>How forms behave: folds, dates, an update, and the first line typed before there is a room.</summary>
public sealed class FormsTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_fold_closes_when_its_form_is_done_and_keeps_what_was_typed_when_it_is_refused()
    {
        var sam = await VisitAsync("sam");
        await sam.DeclareAsync("Folds");
        await sam["post"].First.WaitForAsync();
        await sam.OpenAsync("add-task");
        await sam["task-title"].FillAsync("call the lab");
        await sam.PressAsync(sam["form-task-add"].GetByRole(AriaRole.Button));
        await Expect(sam.Page.Locator("#tasks")).ToContainTextAsync("call the lab");
        await Expect(sam["task-title"]).ToBeHiddenAsync();

        await sam.OpenAsync("scope");
        await sam["scope-values"].FillAsync("systems=FS01\ntotal=many");
        Assert.NotNull((await sam.AnswerAsync(() => sam["scope-send"].ClickAsync())).Code);
        await sam.SayAsync("something else changes the page");
        await Expect(sam["answer"]).ToBeEmptyAsync();
        await Expect(sam["posts"]).ToContainTextAsync("something else changes");
        await Expect(sam["scope-values"]).ToBeVisibleAsync();
        await Expect(sam["scope-values"]).ToHaveValueAsync("systems=FS01\ntotal=many");
        await sam["scope-values"].FillAsync("systems=FS01\ntotal=3");
        await sam.PressAsync("scope-send");
        await Expect(sam["scope-values"]).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Help_about_a_verb_leads_to_its_form_and_the_form_back_to_the_room()
    {
        var sam = await VisitAsync("sam");
        await sam.DeclareAsync("Help leads on");
        await sam["post"].First.WaitForAsync();
        var room = sam.Page.Url;
        await sam.DoAsync("/incident help task waive");
        await sam["answer-task-waive"].ClickAsync();
        await sam["task-waive-number"].SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await sam["task-waive-reason"].FillAsync("there is no such server");
        await sam["send-task-waive"].ClickAsync();
        await sam.Page.WaitForURLAsync(room);
        await Expect(sam.Page.Locator("#tasks")).ToContainTextAsync("there is no such server");

        // What has nothing to fill in is done at once.
        await sam.DoAsync("/incident help who");
        await sam["answer-who"].ClickAsync();
        await Expect(sam["answer"]).ToContainTextAsync("Sam Okafor");
    }

    [Fact]
    public async Task Dates_are_typed_year_first_in_every_country()
    {
        var lena = await VisitAsync("lena");
        await lena.DeclareAsync("Dates", severity: "1");
        await lena["post"].First.WaitForAsync();
        await lena.DoAsync("/incident clock event discovered 2026-11-23");
        Assert.Equal(0, await lena.Page.Locator("input[type=date], input[type=datetime-local]").CountAsync());
        await lena.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        foreach (var (test, typed, valid) in new[] { ("event-at", "11/24/2026", false), ("event-at", "24.11.2026 14:30", false), ("event-at", "2026-11-24", true), ("event-at", "2026-11-24 14:30", true), ("event-at", "2026-11-24T14:30:00+01:00", true), ("event-at", "", true), ("hold-until", "12/10/26", false), ("hold-until", "2026-12-10 09:00", true) })
        {
            await lena[test].First.FillAsync(typed);
            Assert.True(valid == await lena[test].First.EvaluateAsync<bool>("one => one.checkValidity()"), $"{test}: \"{typed}\" is {(valid ? "refused" : "taken")}");
        }

        Assert.StartsWith("YYYY-MM-DD HH:MM", await lena["event-at"].GetAttributeAsync("placeholder"), StringComparison.Ordinal);
        Assert.Contains("America/Chicago", await lena["event-at"].GetAttributeAsync("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_is_said_once_with_its_hash_short_and_whole_to_copy()
    {
        var sam = await VisitAsync("sam");
        await sam.DeclareAsync("Said once");
        await sam["post"].First.WaitForAsync();
        await sam.DoAsync("/incident update the file servers are off the network");
        await sam.DoAsync("/incident note this comes after it");
        await Expect(sam["posts"]).ToContainTextAsync("this comes after it");
        var update = sam["post"].Filter(new() { HasText = "the file servers are off the network" });
        await Expect(update).ToHaveCountAsync(1);
        await Expect(update).ToContainTextAsync("Sam Okafor");
        var hash = update.Locator("details.hash");
        await Expect(hash.Locator("code")).ToBeHiddenAsync();
        Assert.Matches("^[0-9a-f]{12}…$", await hash.Locator("summary").InnerTextAsync());
        await hash.Locator("summary").ClickAsync();
        Assert.Matches("^[0-9a-f]{64}$", await hash.Locator("code").InnerTextAsync());
    }

    [Fact]
    public async Task The_first_line_is_typed_before_there_is_a_room()
    {
        var sam = await VisitAsync("sam");
        await sam.GoAsync("/incidents");
        await sam["composer"].PressSequentiallyAsync("/incident dec");
        await Expect(sam.Page.Locator("#completions [role=option]").First).ToContainTextAsync("declare");
        await Screens.TakeAsync(sam, "20-typed-declare");
        await sam.Page.Keyboard.PressAsync("Tab");
        await sam["composer"].PressSequentiallyAsync("typed before the room --severity 2");
        await sam.Page.Keyboard.PressAsync("Enter");
        await sam.Page.WaitForURLAsync("**/incidents/INC-*");
        await Expect(sam["title"]).ToHaveTextAsync("typed before the room");
        await Expect(sam["answer"]).ToContainTextAsync("is declared");
    }
}
