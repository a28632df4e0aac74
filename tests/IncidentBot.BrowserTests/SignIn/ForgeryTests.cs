using IncidentBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.SignIn;

/// <summary>Somebody else's page cannot act with the cookie of whoever is signed in.</summary>
public sealed class ForgeryTests(Site site) : BrowserTest(site)
{
    /// <summary>Another site altogether; and another port of this machine, which browsers count as the same site and send cookies to.</summary>
    private static readonly string[] Elsewhere = ["http://evil.example/", "http://127.0.0.1:58123/"];

    [Fact]
    public async Task A_post_without_the_forms_token_changes_nothing()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("No token");
        await sam["post"].First.WaitForAsync();
        var before = await EntriesAsync(sam, incident);
        foreach (var (path, fields) in Forged(incident))
        {
            var form = sam.Context.APIRequest.CreateFormData();
            foreach (var (name, value) in fields)
            {
                form.Set(name, value);
            }

            var answer = await sam.Context.APIRequest.PostAsync(path, new() { Form = form, Headers = [new("Accept", "application/json")] });
            Assert.Equal("stale-form", (await answer.JsonAsync())!.Value.GetProperty("code").GetString());
            var json = await sam.Context.APIRequest.PostAsync(path, new() { DataObject = fields, Headers = [new("Accept", "application/json")] });
            Assert.Equal("stale-form", (await json.JsonAsync())!.Value.GetProperty("code").GetString());
        }

        foreach (var path in new[] { "/sign-in", "/sign-out" })
        {
            await sam.Context.APIRequest.PostAsync(path, new() { Form = Handle(sam) });
        }

        Assert.Equal(before, await EntriesAsync(sam, incident));
        await Expect(sam["reader"]).ToHaveTextAsync("Sam Okafor");
    }

    [Fact]
    public async Task A_page_of_another_origin_changes_nothing()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("Another origin");
        await sam["post"].First.WaitForAsync();
        var before = await EntriesAsync(sam, incident);
        foreach (var origin in Elsewhere)
        {
            foreach (var (path, fields) in Forged(incident))
            {
                var inputs = string.Concat(fields.Select(field => $"<input name='{field.Key}' value='{field.Value}'>"));
                await sam.Page.RouteAsync($"{origin}**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<form method=post action='{new Uri(Site.Address, path)}'>{inputs}<button>Win</button></form>" }));
                await sam.GoAsync(origin);
                await sam.Page.GetByRole(AriaRole.Button).ClickAsync();
                await sam.Page.WaitForURLAsync($"{Site.Address}**");
                await sam.Page.UnrouteAllAsync();
            }
        }

        Assert.Equal(before, await EntriesAsync(sam, incident));
        await sam.GoAsync("/incidents?all=true");
        await Expect(sam.Page.Locator("main")).Not.ToContainTextAsync("forged");
    }

    [Fact]
    public async Task Pages_cannot_be_framed_by_others()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("Framed");
        foreach (var path in new[] { "/incidents", "/inbox", $"/incidents/{incident}", $"/incidents/{incident}/timeline", "/sign-in", "/no-such-page" })
        {
            var headers = (await sam.Context.APIRequest.GetAsync(path)).Headers;
            Assert.Equal("DENY", headers["x-frame-options"]);
            Assert.Contains("frame-ancestors 'none'", headers["content-security-policy"], StringComparison.Ordinal);
        }
    }

    private static IFormData Handle(Visitor who)
    {
        var form = who.Context.APIRequest.CreateFormData();
        form.Set("handle", "nora");
        return form;
    }

    private static (string Path, Dictionary<string, string> Fields)[] Forged(string incident) =>
    [
        ("/lines", new() { ["incident"] = incident, ["line"] = "/incident note forged", ["key"] = "forged-line" }),
        ("/lines", new() { ["incident"] = incident, ["line"] = "forged talk", ["key"] = "forged-talk" }),
        ("/actions", new() { ["incident"] = incident, ["verb"] = "note", ["arguments"] = "{&quot;text&quot;:&quot;forged&quot;}".Replace("&quot;", "\"", StringComparison.Ordinal), ["key"] = "forged-action" }),
        ("/forms/note", new() { ["incident"] = incident, ["text"] = "forged", ["key"] = "forged-form" }),
        ("/forms/declare", new() { ["title"] = "forged", ["client"] = "contoso-dental", ["key"] = "forged-declare" }),
    ];

    private static async Task<(int Entries, int Posts)> EntriesAsync(Visitor who, string incident)
    {
        await who.GoAsync($"/incidents/{incident}/timeline");
        var entries = await who["entry"].CountAsync();
        await who.GoAsync($"/incidents/{incident}");
        return (entries, await who["post"].CountAsync());
    }
}
