using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using SmtpServer.Protocol;

namespace IncidentBot.Tests.Paging;

/// <summary>Friendly tests of contacts, before an incident needs them.</summary>
public sealed class ContactCheckTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_test_says_that_it_is_one_and_is_confirmed_with_one_tap(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database);
        await scene.Bot.PassAsync(TimeSpan.FromHours(6));
        var reply = await scene.Bot.DoAsync("sam", "contact verify --client tailspin");
        Assert.StartsWith("8 tests go out to Ada Moss, Ben Roth, Cho Lim, Eve Stahl, Fay Ruiz,", reply.Text, StringComparison.Ordinal);
        await scene.Bot.SettleAsync();
        var mail = Assert.Single(scene.Mail.To(LadderScene.Eve));
        Assert.Equal("Test, no incident: can Northwind Managed Security reach you here?", mail.Message.Subject);
        Assert.DoesNotContain("INC-", mail.Raw, StringComparison.Ordinal);
        var link = new Uri(mail.Text.Split('\n').Single(line => line.Contains("https://", StringComparison.Ordinal)).Split(' ')[^1]).PathAndQuery;

        // A scanner looks, and nothing happens.
        using var eve = new Visitor(scene.Address);
        var page = await eve.GetAsync(link);
        Assert.Contains("This is a test", page, StringComparison.Ordinal);
        Assert.Equal(CheckState.Asked, await StateAsync(scene, "eve", "mail"));
        Assert.Contains("Thank you", await eve.PostAsync(link, page), StringComparison.Ordinal);
        Assert.Equal(CheckState.Confirmed, await StateAsync(scene, "eve", "mail"));

        var text = scene.Twilio.Texts.Single(one => one.To == LadderScene.Ada);
        Assert.Equal($"This is a test, there is no incident. Northwind Managed Security checks that this reaches you.\nReply {text.Code} to confirm.", text.Body);
        Assert.Equal("Thank you, that was the test.", await scene.TextAsync(LadderScene.Ada, text.Code));
        Assert.Equal(CheckState.Confirmed, await StateAsync(scene, "ada", "sms"));

        var phone = new Telephone(scene.Address, scene.Twilio.Calls.Single(call => call.To == LadderScene.Fay));
        await phone.PickUpAsync();
        Assert.Equal("This is a test, there is no incident. Northwind Managed Security checks that this telephone reaches you. Press 1 to confirm.", phone.Heard);
        await phone.PressAsync("1");
        Assert.Equal("Thank you. That is all. Goodbye.", phone.Heard);
        Assert.Equal(CheckState.Confirmed, await StateAsync(scene, "fay", "voice"));

        var list = await scene.Bot.DoAsync("sam", "contact list --client tailspin");
        Assert.Contains("**Eve Stahl** (eve): mail confirmed on 2026-11-24", list.Text, StringComparison.Ordinal);
        Assert.Contains("**Ben Roth** (ben): mail asked on 2026-11-24, not confirmed yet, sms asked on 2026-11-24, not confirmed yet", list.Text, StringComparison.Ordinal);
        Assert.Contains("**Sam Okafor** (sam): only in the bot", list.Text, StringComparison.Ordinal);

        // Nothing is tested twice at once, and no test is on any timeline.
        Assert.StartsWith("3 tests go out to Ada Moss, Eve Stahl, Fay Ruiz,", (await scene.Bot.DoAsync("sam", "contact verify --client tailspin")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("test", StringComparison.Ordinal));
        Assert.Single(await scene.Bot.ReadAsync(db => db.Pages.ToListAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_does_not_confirm_is_asked_again_and_then_shown_as_unreached(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database);
        await scene.Bot.PassAsync(TimeSpan.FromHours(6));
        scene.Mail.Recipient = to => to == LadderScene.Ben ? SmtpReplyCode.MailboxUnavailable : null;
        await scene.Bot.DoAsync("sam", "contact verify eve --client tailspin");
        await scene.Bot.DoAsync("sam", "contact verify ben --client tailspin");
        await scene.Bot.SettleAsync();
        Assert.Equal(CheckState.Failed, await StateAsync(scene, "ben", "mail"));
        await scene.Bot.PassAsync(TimeSpan.FromDays(2));
        await scene.Bot.SettleAsync();
        Assert.Equal(2, scene.Mail.To(LadderScene.Eve).Count);
        await scene.Bot.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(CheckState.Unanswered, await StateAsync(scene, "eve", "mail"));
        await scene.Bot.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(2, scene.Mail.To(LadderScene.Eve).Count);
        var check = (await scene.Bot.DoAsync("sam", "plan check --client tailspin")).Text;
        Assert.Contains("Eve Stahl did not confirm the test by mail (nobody confirmed, 2026-11-28); ask them, mend the address, and send another with `contact verify eve`.", check.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Ben Roth did not confirm the test by mail (mail refused (550), 2026-11-24)", check.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);

        // A late tap counts.
        using var eve = new Visitor(scene.Address);
        var link = new Uri(scene.Mail.To(LadderScene.Eve)[^1].Text.Split('\n').Single(line => line.Contains("https://", StringComparison.Ordinal)).Split(' ')[^1]).PathAndQuery;
        await eve.PostAsync(link, await eve.GetAsync(link));
        Assert.Equal(CheckState.Confirmed, await StateAsync(scene, "eve", "mail"));
    }

    [Fact]
    public async Task A_test_waits_for_working_hours_and_the_plans_own_rhythm_sends_it_again()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await WritePlanAsync(scene, text => text.Replace("key: eve, name: Eve Stahl, kind: insurer,", "key: eve, name: Eve Stahl, kind: insurer, hours: Mon-Fri 09:00-17:00,", StringComparison.Ordinal));
        await scene.Bot.DoAsync("sam", "contact verify eve --client tailspin");
        await scene.MinutesAsync(10);
        Assert.Empty(scene.Mail.To(LadderScene.Eve));

        // Nine in the morning in Berlin is eight by UTC, five hours after the test begins.
        await scene.Bot.PassAsync(TimeSpan.FromHours(4.9));
        Assert.Single(scene.Mail.To(LadderScene.Eve));
        await ConfirmAsync(scene);

        await WritePlanAsync(scene, text => text.Replace("protocols:", "verify_contacts: 30d\nprotocols:", StringComparison.Ordinal));
        await scene.Bot.PassAsync(TimeSpan.FromDays(29));
        Assert.Single(scene.Mail.To(LadderScene.Eve));
        await scene.Bot.PassAsync(TimeSpan.FromDays(1.1));
        await scene.Bot.SettleAsync();
        Assert.Equal(2, scene.Mail.To(LadderScene.Eve).Count);
    }

    [Fact]
    public async Task A_ticket_of_a_test_answers_no_page_and_a_forged_one_nothing()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.Bot.PassAsync(TimeSpan.FromHours(6));
        await scene.PageAsync("eve");
        await scene.Bot.DoAsync("sam", "contact verify eve --client tailspin");
        await scene.Bot.SettleAsync();
        var (page, check) = (new Uri(scene.Mail.To(LadderScene.Eve)[0].Text.Split("Acknowledge at ")[1]).Query, new Uri(scene.Mail.To(LadderScene.Eve)[1].Text.Split('\n')[1].Split(' ')[^1]).Query);
        using var visitor = new Visitor(scene.Address);
        foreach (var (path, query) in new[] { ("/page", check), ("/check", page), ("/check", "?ticket=abc"), ("/check", $"{check[..^2]}00") })
        {
            Assert.Contains("This link is not good any more", await visitor.PostAsync($"{path}{query}", await visitor.GetAsync($"/check{check}")), StringComparison.Ordinal);
        }

        Assert.Equal((CheckState.Asked, PageState.Paging), (await StateAsync(scene, "eve", "mail"), (await scene.PageAsync(2)).State));
    }

    private static async Task ConfirmAsync(LadderScene scene)
    {
        using var eve = new Visitor(scene.Address);
        var link = new Uri(scene.Mail.To(LadderScene.Eve)[^1].Text.Split('\n')[1].Split(' ')[^1]).PathAndQuery;
        await eve.PostAsync(link, await eve.GetAsync(link));
    }

    private static async Task WritePlanAsync(LadderScene scene, Func<string, string> change)
    {
        var file = Path.Combine(scene.Plans, "tailspin.yaml");
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file)));
        await scene.ReloadAsync();
    }

    private static Task<CheckState> StateAsync(LadderScene scene, string contact, string method) =>
        scene.Bot.ReadAsync(db => db.ContactChecks.Where(one => one.Contact == contact && one.Method == method).OrderByDescending(one => one.SentAt).Select(one => one.State).FirstAsync());
}
