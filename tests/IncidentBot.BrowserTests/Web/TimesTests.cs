using IncidentBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Web;

/// <summary>Everybody reads instants in one form, in their own zone with its name; UTC is in the title, and in the text where no script runs.</summary>
public sealed class TimesTests(Site site) : BrowserTest(site)
{
    private const string Wrong =
        """
        ([zone, utc]) => [...document.querySelectorAll("main time:not([data-until]), #answer time")]
          .filter(time => !zone || !new RegExp(zone).test(time.textContent) || !new RegExp(utc).test(time.title)).map(time => time.outerHTML)
          .concat([...document.querySelectorAll("main .card, #answer, main .post-head, main .incidents, main .notice > p")].map(one => one.innerText).filter(text => /UTC/.test(text) !== (zone === "UTC$") && /\d\d:\d\d/.test(text)))
        """;

    [Fact]
    public async Task Cards_talk_lists_and_answers_show_the_readers_zone_by_name()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("What time is it", severity: "1");
        await sam["post"].First.WaitForAsync();
        var lena = await VisitAsync("lena");
        await lena.GoAsync("/inbox");
        await lena["notice"].Filter(new() { HasText = incident }).First.WaitForAsync();
        await sam.DoAsync("/incident status");
        await sam["answer"].Locator("time").First.WaitForAsync();
        foreach (var (who, path) in new[] { (sam, ""), (lena, ""), (sam, $"/incidents/{incident}/timeline"), (sam, "/incidents") })
        {
            if (path.Length > 0)
            {
                await who.GoAsync(path);
            }

            await Expect(who.Page.Locator("main time").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}, [0-9]{2}:[0-9]{2}(:[0-9]{2})? GMT-[56]$"));
            Assert.Empty(await who.Page.EvaluateAsync<string[]>(Wrong, new[] { "GMT-[56]$", "^20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC$" }));
        }
    }

    [Fact]
    public async Task Without_script_every_instant_says_that_it_is_UTC()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("What time is it without script", severity: "1");
        await sam["post"].First.WaitForAsync();
        var plain = await VisitAsync("sam", script: false);
        await plain.SignInAsync("sam");
        foreach (var path in new[] { $"/incidents/{incident}", "/incidents", $"/incidents/{incident}/timeline" })
        {
            await plain.GoAsync(path);
            Assert.All(await plain.Page.Locator("main time").AllTextContentsAsync(), text => Assert.EndsWith(" UTC", text, StringComparison.Ordinal));
        }
    }
}
