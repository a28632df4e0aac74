using IncidentBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.Incidents;

/// <summary>Nervous hands: a button pressed twice acts once, with script, without it, and when the network repeats itself.</summary>
public sealed class DoubleClickTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_double_click_on_send_says_it_once()
    {
        var sam = await VisitAsync("sam");
        await sam.DeclareAsync("Double click");
        await sam["composer"].FillAsync("said once");
        await sam["send"].DblClickAsync();
        await Expect(sam["posts"]).ToContainTextAsync("said once");
        await sam.SayAsync("and then this");
        await sam.Page.ReloadAsync();
        await Expect(sam["post"].Filter(new() { HasText = "said once" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_double_click_on_a_task_decides_it_once()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("Double click on a task");
        await sam["task-1-done"].DblClickAsync();
        await Expect(sam["task-1-done"]).ToHaveCountAsync(0);
        await sam.GoAsync($"/incidents/{incident}/timeline");
        Assert.Single(await sam["entry"].AllTextContentsAsync(), entry => entry.Contains("ask 1", StringComparison.Ordinal) && entry.Contains("done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_form_sent_twice_at_once_acts_once()
    {
        var sam = await VisitAsync("sam");
        await sam.DeclareAsync("Sent twice");
        var codes = await sam.Page.EvaluateAsync<string?[]>(
            """
            async () => {
              const form = document.querySelector("[data-test=composer-form]");
              form.elements.line.value = "/incident task add look at the mail rules";
              const body = () => new URLSearchParams(new FormData(form));
              const send = () => fetch("/lines", { method: "POST", body: body(), headers: { Accept: "application/json" } }).then(one => one.json()).then(one => one.code);
              return await Promise.all([send(), send(), send()]);
            }
            """);
        Assert.All(codes, code => Assert.Null(code));
        await sam.Page.ReloadAsync();
        await Expect(sam.Page.Locator("#tasks .what", new() { HasText = "look at the mail rules" })).ToHaveCountAsync(1);
    }
}
