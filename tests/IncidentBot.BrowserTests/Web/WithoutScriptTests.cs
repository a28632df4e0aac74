using IncidentBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Web;

/// <summary>A browser without JavaScript: plain forms, and the answer on top of the page that one is sent back to.</summary>
public sealed class WithoutScriptTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Signing_in_declaring_and_confirming_need_no_script()
    {
        var sam = await VisitAsync("sam", script: false);
        await sam.SignInAsync("sam");
        var incident = await DeclareAsync(sam, "No script at the practice");
        await Expect(sam["answer"]).ToContainTextAsync($"{incident} is declared");
        await Expect(sam["title"]).ToHaveTextAsync("No script at the practice");

        await sam["action-confirm"].First.ClickAsync();
        await Expect(sam["answer"]).ToContainTextAsync("Not done.");
        Assert.Equal(incident, sam.Reference);
        await Screens.TakeAsync(sam, "15-without-script");

        await sam["give-role"].ClickAsync();
        await sam["role"].SelectOptionAsync("commander");
        await sam["form-role"].GetByLabel("Who").SelectOptionAsync(new SelectOptionValue { Label = "Sam Okafor (@sam)" });
        await sam["role-send"].ClickAsync();
        await Expect(sam["answer"]).ToContainTextAsync("Sam Okafor is");
        await sam["composer"].FillAsync("/incident scope systems=FS01 total=0");
        await sam["send"].ClickAsync();
        await Expect(sam["answer"]).ToContainTextAsync("The scope of");
        await sam["action-confirm"].First.ClickAsync();
        await Expect(sam["answer"]).ToContainTextAsync("is now in containment");
        await Expect(sam["state"]).ToHaveTextAsync("containment");

        await sam.Page.ReloadAsync();
        await Expect(sam["answer"]).ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_double_click_without_script_acts_once()
    {
        var sam = await VisitAsync("sam", script: false);
        await sam.SignInAsync("sam");
        var incident = await DeclareAsync(sam, "Double click without script");
        await sam["composer"].FillAsync("/incident task add call the lab");
        await sam["send"].DblClickAsync();
        await Expect(sam["answer"]).ToContainTextAsync("is on the list");
        await sam.GoAsync($"/incidents/{incident}");
        await Expect(sam.Page.Locator("#tasks .what", new() { HasText = "call the lab" })).ToHaveCountAsync(1);
    }

    private static async Task<string> DeclareAsync(Visitor sam, string title)
    {
        await sam.GoAsync("/incidents");
        if (await sam["declare-title"].IsHiddenAsync())
        {
            await sam["declare"].ClickAsync();
        }

        await sam["declare-title"].FillAsync(title);
        await sam["declare-send"].ClickAsync();
        await sam.Page.WaitForURLAsync("**/incidents/INC-*");
        return sam.Reference;
    }
}
