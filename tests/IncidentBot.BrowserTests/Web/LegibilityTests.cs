using IncidentBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Web;

/// <summary>Every page can be read and pressed by tired people on a telephone, in light and in dark.</summary>
public sealed class LegibilityTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Every_page_is_legible_on_a_telephone_and_on_a_desk_in_light_and_in_dark()
    {
        var nora = await VisitAsync("nora");
        var incident = await BusyIncidentAsync(nora);
        var lena = await VisitAsync("lena");
        var nobody = await VisitAsync();
        nobody.Forgive("404");
        lena.Forgive("404");
        (Visitor Who, string Path, string Name, bool? Pictured)[] pages =
        [
            (nobody, "/sign-in", "01-sign-in", false), (nora, "/incidents", "incidents", null), (nora, $"/incidents/{incident}", "17-busy-room", false), (nora, $"/incidents/{incident}", "17-busy-room", true),
            (lena, $"/incidents/{incident}", "room of counsel", null), (lena, "/inbox", "inbox of counsel", null), (nora, $"/incidents/{incident}/timeline", "timeline", null), (lena, "/incidents/INC-9999", "18-missing", false), (lena, "/no-such-page", "nowhere", null),
        ];
        var found = new List<string>();
        foreach (var (who, path, name, dark) in pages)
        {
            await who.GoAsync(path);
            if (dark is { } scheme)
            {
                await Screens.TakeAsync(who, name, scheme);
            }

            await who.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => one.open = true)");
            found.AddRange(await LookAsync(who, name));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task A_refusal_and_a_completion_list_are_legible_too()
    {
        var sam = await VisitAsync("sam");
        await sam.DeclareAsync("Legible answers");
        await sam["post"].First.WaitForAsync();
        await sam["action-confirm"].First.ClickAsync();
        await Expect(sam["answer"]).ToContainTextAsync("Not done.");
        await sam["composer"].PressSequentiallyAsync("/incident cl");
        await Expect(sam.Page.Locator("#completions [role=option]").First).ToBeVisibleAsync();
        var found = await LookAsync(sam, "answers");
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>On a telephone in both schemes, on a desk in the dark; the measure of controls counts on the telephone.</summary>
    private static async Task<List<string>> LookAsync(Visitor who, string name)
    {
        var found = new List<string>();
        foreach (var (width, height, dark) in new[] { (Screens.Phone, 800, false), (Screens.Phone, 800, true), (1440, 900, true) })
        {
            await who.Page.SetViewportSizeAsync(width, height);
            await who.Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            var seen = await Legibility.OfAsync(who);
            var where = $"{name} at {width} in {(dark ? "dark" : "light")}";
            found.AddRange(seen.Pale.Select(one => $"{where}: too pale: {one}"));
            found.AddRange(seen.Wide.Select(one => $"{where}: sticks out: {one}"));
            found.AddRange(seen.Small.Select(one => $"{where}: too small: {one}"));
            found.AddRange(width == Screens.Phone ? seen.Low.Select(one => $"{where}: hard to press: {one}") : []);
        }

        return found;
    }

    /// <summary>An incident in which something of everything can be seen.</summary>
    private static async Task<string> BusyIncidentAsync(Visitor nora)
    {
        var incident = await nora.DeclareAsync("Ransom note on the imaging server, three practices cannot open their charts", severity: "1");
        await nora["post"].First.WaitForAsync();
        foreach (var line in new[]
        {
            "/incident ic @sam", "/incident scope systems=FS01,FS02 accounts=svc-backup data=patient-records total=1800 US-TX=1150 US-CA=620 US-NY=30", "/incident clock event discovered 2026-11-23", "/incident task done 1",
            "/incident task assign 2 @dana", "/incident confirm", "/incident summary Two file servers of the imaging system are encrypted; the practices work on paper.", "/incident page insurer please open a claim",
        })
        {
            await nora.DoAsync(line);
        }

        await nora.SayAsync("A_very_long_word_that_nobody_would_type_but_a_log_line_has_" + new string('x', 120));
        return incident;
    }
}
