using IncidentBot.BrowserTests.Support;

namespace IncidentBot.BrowserTests.Web;

/// <summary>However long the card is: its words, its buttons, the talk and the composer can all be reached.</summary>
public sealed class LayoutTests(Site site) : BrowserTest(site)
{
    /// <summary>Scrolls each to where it can be and asks what lies on top of it.</summary>
    private const string Covered =
        """
        () => [...document.querySelectorAll("#card .line, #card .facts dd, #card .actions button, #card .actions summary, #talk .post:last-child, [data-test=composer], [data-test=send]")].filter(one => one.checkVisibility()).filter(one => {
          one.scrollIntoView({ block: "end" });
          const box = one.getBoundingClientRect(), hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.bottom - Math.min(box.height / 2, 8));
          return !(hit && (one.contains(hit) || hit.contains(one)));
        }).map(one => one.textContent.trim().slice(0, 60) || one.dataset.test)
        """;

    [Fact]
    public async Task A_long_card_hides_neither_its_words_nor_its_buttons_nor_the_talk()
    {
        var nora = await VisitAsync("nora");
        await nora.DeclareAsync("Ransom note on the imaging server, three practices cannot open their charts", severity: "1");
        await nora["post"].First.WaitForAsync();
        await nora.DoAllAsync(["/incident scope systems=FS01 total=1800 US-TX=1150 US-CA=620 US-NY=30", "/incident clock event discovered 2026-11-23", "/incident page insurer", "/incident page legal", $"/incident summary {string.Concat(Enumerable.Repeat("Two file servers of the imaging system are encrypted; the practices work on paper. ", 8))}"]);
        await nora.SayAsync("the last thing said");
        await nora["posts"].GetByText("the last thing said").WaitForAsync();
        foreach (var (width, height) in new[] { (1440, 900), (1024, 700), (Screens.Phone, 800) })
        {
            await nora.Page.SetViewportSizeAsync(width, height);
            Assert.Empty(await nora.Page.EvaluateAsync<string[]>(Covered));
        }

        await nora.Page.SetViewportSizeAsync(Screens.Desk.Width, Screens.Desk.Height);
        Assert.True(await nora.Page.Locator(".scroller").EvaluateAsync<double>("one => one.clientHeight") >= 200, "The talk is squeezed.");
        await Screens.TakeAsync(nora, "21-long-card");
        await nora.OpenAsync("action-update");
        Assert.Empty(await nora.Page.EvaluateAsync<string[]>(Covered));
        await Screens.TakeAsync(nora, "22-update-form");
    }
}
