using IncidentBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Web;

/// <summary>What people type is shown as they typed it, everywhere, and never becomes markup. A dialog or a failed request fails the test by itself.</summary>
public sealed class InjectionTests(Site site) : BrowserTest(site)
{
    private const string Script = "<script>alert(1)</script>";
    private const string Image = "\"><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Typed_markup_is_shown_as_text_wherever_it_appears()
    {
        var nora = await VisitAsync("nora");
        var sam = await VisitAsync("sam");
        var incident = await nora.DeclareByFormAsync(Script, severity: "1");
        await Expect(nora["answer"]).ToContainTextAsync(Script);
        await Expect(nora["title"]).ToHaveTextAsync(Script);
        await nora["post"].First.WaitForAsync();
        await sam.GoAsync($"/incidents/{incident}");

        string[] typed = [Image, "**bold**", "<!channel>", "`code` & <b>bold</b>", "[link](javascript:alert(1))"];
        foreach (var said in typed)
        {
            await nora.SayAsync(said);
            await Expect(sam["post"].Filter(new() { HasText = said }).Last.Locator(".said")).ToHaveTextAsync(said);
        }

        await nora.DoAllAsync([.. typed.SelectMany(said => new[] { $"/incident note {said}", $"/incident task add {said}" })]);
        foreach (var said in typed)
        {
            await Expect(sam.Page.Locator("#tasks .what", new() { HasText = said }).Last).ToHaveTextAsync(said);
        }

        await nora.DoAsync($"/incident summary {Image}");
        await Expect(sam["card"]).ToContainTextAsync(Image);
        await nora.DoAsync($"/incident scope systems={Image[2..].Replace(' ', '/')} total=1");
        await nora.DoAsync($"/incident page legal {Image}");
        await nora.DoAsync($"/incident update {Image} {Script}");
        await Expect(sam["posts"]).ToContainTextAsync($"{Image} {Script}");
        await nora.SayAsync($"/incident {Image}");
        await Expect(nora["answer"]).ToContainTextAsync("Not done.");
        await Screens.TakeAsync(sam, "16-injection");

        var lena = await VisitAsync("lena");
        foreach (var (who, path) in new[] { (nora, "/incidents"), (lena, "/inbox"), (nora, $"/incidents/{incident}"), (nora, $"/incidents/{incident}/timeline") })
        {
            await who.GoAsync(path);
            await Expect(who.Page.Locator("main")).ToContainTextAsync(Script);
            await CleanAsync(who);
        }

        await CleanAsync(sam);
    }

    [Fact]
    public async Task An_address_with_markup_is_a_page_that_does_not_exist()
    {
        var nora = await VisitAsync("nora");
        nora.Forgive("404");
        await nora.GoAsync($"/incidents/{Uri.EscapeDataString("<img src=x onerror=alert(1)>")}");
        await Expect(nora["missing"]).ToBeVisibleAsync();
        await CleanAsync(nora);
    }

    private static async Task CleanAsync(Visitor who)
    {
        await Expect(who.Page.Locator("main img, main script, main b:text('bold'), main a[href^=javascript], #answer img, #answer script")).ToHaveCountAsync(0);
    }
}
