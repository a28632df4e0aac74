using IncidentBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.SignIn;

/// <summary>Nobody, and those who may not see an incident.</summary>
public sealed class DoorTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Nobody_comes_to_the_door_first_and_then_to_where_they_wanted_to_go()
    {
        var nobody = await VisitAsync();
        await nobody.GoAsync("/inbox");
        await Expect(nobody.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await nobody["sign-in-evan"].ClickAsync();
        await Expect(nobody.Page).ToHaveURLAsync(new Uri(Site.Address, "/inbox").ToString());
        await nobody["sign-out"].ClickAsync();
        await Expect(nobody["sign-in-evan"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nobody_reads_and_does_nothing()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("Not for nobody");
        var nobody = await VisitAsync();
        foreach (var path in new[] { "/incidents", $"/incidents/{incident}", $"/incidents/{incident}/timeline", $"/incidents/{incident}/timeline.json", $"/incidents/{incident}/events", "/events", "/inbox", "/complete?line=/inc", "/hangfire" })
        {
            var answer = await nobody.Context.APIRequest.GetAsync(path, new() { MaxRedirects = 0 });
            Assert.True(answer.Status is 302 or 401, $"{path}: {answer.Status}");
            Assert.DoesNotContain("Not for nobody", await answer.TextAsync(), StringComparison.Ordinal);
        }

        var form = nobody.Context.APIRequest.CreateFormData();
        form.Set("incident", incident).Set("line", "said by nobody").Set("key", "nobody");
        var post = await nobody.Context.APIRequest.PostAsync("/lines", new() { Form = form, MaxRedirects = 0 });
        Assert.True(post.Status is 302 or 401, $"{post.Status}");
        await sam.Page.ReloadAsync();
        await Expect(sam["posts"]).Not.ToContainTextAsync("said by nobody");
    }

    [Fact]
    public async Task A_confidential_incident_answers_a_member_exactly_as_a_missing_one()
    {
        var nora = await VisitAsync("nora");
        var incident = await nora.DeclareByFormAsync("Insider at reception", confidential: true);
        var dana = await VisitAsync("dana");
        dana.Forgive("404");
        await dana.GoAsync("/incidents");
        await Expect(dana.Page.Locator("main")).Not.ToContainTextAsync("Insider at reception");
        await dana.GoAsync($"/incidents/{incident}");
        var hidden = await dana.Page.Locator("main").TextContentAsync();
        await dana.GoAsync("/incidents/INC-9999");
        Assert.Equal(hidden!.Replace(incident, "INC-9999", StringComparison.Ordinal), await dana.Page.Locator("main").TextContentAsync());

        await nora.DoAsync("/incident invite @dana");
        await dana.GoAsync($"/incidents/{incident}");
        await Expect(dana["title"]).ToHaveTextAsync("Insider at reception");
    }
}
