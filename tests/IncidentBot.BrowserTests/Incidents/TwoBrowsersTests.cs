using IncidentBot.BrowserTests.Support;

namespace IncidentBot.BrowserTests.Incidents;

/// <summary>What one does, the other sees: within a second of the moment at which the acting browser had its answer.</summary>
public sealed class TwoBrowsersTests(Site site, ITestOutputHelper output) : BrowserTest(site)
{
    private const string Shows = "([test, text]) => [...document.querySelectorAll(`[data-test=${test}]`)].some(one => one.textContent.includes(text))";

    [Fact]
    public async Task Two_browsers_on_one_incident_see_each_others_change_within_a_second()
    {
        var sam = await VisitAsync("sam");
        var nora = await VisitAsync("nora");
        var incident = await sam.DeclareAsync("Beacon on the scanner PC");
        await nora.GoAsync($"/incidents/{incident}");
        await nora["post"].First.WaitForAsync();

        await SeenAsync("said", nora, await sam.SayAsync("the scanner PC is unplugged"), "posts", "the scanner PC is unplugged");
        await SeenAsync("answered", sam, await nora.SayAsync("good, leave it on"), "posts", "good, leave it on");
        await SeenAsync("commander", sam, await nora.DoAsync("/incident ic @sam"), "card", "Sam Okafor");
        await sam.DoAsync("/incident scope systems=scanner total=0");
        await SeenAsync("state", nora, await sam.PressAsync("action-confirm"), "state", "containment");
        await SeenAsync("severity", sam, await nora.DoAsync("/incident severity 2 two more machines"), "severity", "high");
    }

    [Fact]
    public async Task A_tab_in_the_background_holds_no_connection_and_catches_up_when_it_is_looked_at()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("Many tabs");
        await sam["post"].First.WaitForAsync();
        await LookAtAsync(sam.Page, looked: false);
        for (var tab = 0; tab < 6; tab++)
        {
            var other = await sam.Context.NewPageAsync();
            await other.GotoAsync("/inbox", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.DOMContentLoaded });
            await LookAtAsync(other, looked: false);
        }

        var nora = await VisitAsync("nora");
        await nora.GoAsync($"/incidents/{incident}");
        var answer = await nora.SayAsync("said while nobody looked");
        Assert.Equal(0, await sam["post"].Filter(new() { HasText = "said while nobody looked" }).CountAsync());
        await LookAtAsync(sam.Page, looked: true);
        await sam.SeesAsync(Shows, answer, new[] { "posts", "said while nobody looked" }, within: 5000);
    }

    private static async Task LookAtAsync(Microsoft.Playwright.IPage page, bool looked) =>
        await page.EvaluateAsync("hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", !looked);

    private async Task SeenAsync(string what, Visitor by, Answer since, string test, string text)
    {
        var took = await by.SeesAsync(Shows, since, new[] { test, text });
        output.WriteLine($"{what}: seen {took.TotalMilliseconds:0} ms after the answer");
        await File.AppendAllTextAsync(Path.Combine(Artifacts.Folder, "two-browsers.txt"), $"{what}: {took.TotalMilliseconds:0} ms\n");
    }
}
