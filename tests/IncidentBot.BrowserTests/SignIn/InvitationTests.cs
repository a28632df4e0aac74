using System.Text.RegularExpressions;
using IncidentBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace IncidentBot.BrowserTests.SignIn;

/// <summary>Somebody without an account is let into one room, on a telephone.</summary>
public sealed partial class InvitationTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task A_contact_comes_in_with_link_and_code_speaks_and_is_out_when_it_is_taken_back()
    {
        var sam = await VisitAsync("sam");
        var incident = await sam.DeclareAsync("Beacon on the imaging server");
        await sam.DoAsync("/incident invitation send tailspin-forensics");
        var shown = await sam["answer"].InnerTextAsync();
        var link = Link().Match(shown).Value;
        var code = Code().Match(shown).Groups[1].Value;
        await Screens.TakeAsync(sam, "invitation-made");

        var guest = await VisitAsync();
        await guest.GoAsync(link);
        await Expect(guest.Page.Locator("main")).Not.ToContainTextAsync("imaging");
        await Screens.TakeAsync(guest, "invitation-door");
        await guest["code"].FillAsync("ZZZZ-ZZZZ");
        await guest["enter"].ClickAsync();
        await Expect(guest["problem"]).ToBeVisibleAsync();
        await guest["code"].FillAsync(code.ToLowerInvariant());
        await guest["enter"].ClickAsync();
        await Expect(guest.Page).ToHaveURLAsync(new Uri(Site.Address, $"/incidents/{incident}").ToString());
        await guest.SayAsync("The image of the server is taken");
        await Screens.TakeAsync(guest, "invitation-room");
        await Expect(sam["posts"]).ToContainTextAsync("The image of the server is taken");

        await sam.DoAsync("/incident invitation revoke 1");

        // Their page hears of it and goes to the door by itself.
        await Expect(guest.Page).ToHaveURLAsync(new Regex("/sign-in"));
        guest.Forgive("302|404|401");
    }

    [Fact]
    public async Task The_account_shows_who_one_is_and_makes_a_code()
    {
        var ravi = await VisitAsync("ravi");
        await ravi["reader"].ClickAsync();
        await Expect(ravi.Page.Locator("main")).ToContainTextAsync("Ravi");
        await ravi["make-code"].ClickAsync();
        await Expect(ravi["answer"]).ToContainTextAsync(CodeOfThree());
        await Screens.TakeAsync(ravi, "account");
        var olga = await VisitAsync("olga");
        await olga.GoAsync("/audit");
        await Expect(olga["audit"]).ToContainTextAsync("Signed in");
        await Screens.TakeAsync(olga, "audit");
    }

    [GeneratedRegex(@"/enter\?invitation=[0-9a-f]{64}")]
    private static partial Regex Link();

    [GeneratedRegex("Code: ([2-9B-Z]{4}-[2-9B-Z]{4})")]
    private static partial Regex Code();

    [GeneratedRegex("[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}")]
    private static partial Regex CodeOfThree();
}
