using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using SmtpServer.Protocol;

namespace IncidentBot.Tests.Paging;

/// <summary>Invitations that go out of band: the link by one way, the code by another.</summary>
public sealed class InvitationDeliveryTests
{
    private static readonly string[] SignIn = ["--Authentication:Authority", "https://id.example.com", "--Authentication:ClientId", "bot", "--Authentication:ClientSecret", "a-secret-of-the-provider"];

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_link_goes_by_mail_and_the_code_by_text_and_together_they_let_one_in(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database, settings: SignIn);
        var reply = await scene.Bot.DoAsync("sam", "invitation send ben --deliver", "INC-1");
        Assert.Equal("Invitation 1 for Ben Roth is on its way: the link by mail, the code by sms. It works once, within 24 hours; `invitation revoke 1` takes it back.", reply.Text);
        Assert.Null(reply.ShownOnce);
        await scene.Bot.SettleAsync();
        var mail = Assert.Single(scene.Mail.To(LadderScene.Ben));
        var text = Assert.Single(scene.Twilio.Texts);
        Assert.Equal((LadderScene.BenPhone, "INC-1 pearl-plover: you are invited"), (text.To, mail.Message.Subject));
        Assert.DoesNotContain("wind tunnel", mail.Raw + text.Body, StringComparison.Ordinal);
        var (link, code) = (new Uri(mail.Text.Split('\n')[1].Split(' ')[3]).PathAndQuery, text.Body.Split("Your code is ")[1].Split('.')[0]);
        Assert.DoesNotContain(code, mail.Raw, StringComparison.Ordinal);

        // Neither is stored in clear.
        var stored = string.Join('\n', await scene.Bot.ReadAsync(db => db.Effects.Select(one => one.Arguments).ToListAsync()));
        Assert.DoesNotContain(code, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(link.Split('=')[1], stored, StringComparison.Ordinal);

        using var ben = new Visitor(scene.Address);
        Assert.Contains("wind tunnel", await ben.PostAsync(link, await ben.GetAsync(link), ("code", code)), StringComparison.Ordinal);
        Assert.Contains("Ben Roth came in by invitation 1", await scene.Bot.TimelineAsync("INC-1"));
        Assert.Contains($"Invitation 1: the code to Ben Roth by sms: taken by Twilio ({text.Sid})", await scene.Bot.TimelineAsync("INC-1"));
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task Where_there_is_one_way_only_the_code_is_read_to_them_and_where_there_is_none_nothing_is_made()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        var reply = await scene.Bot.DoAsync("sam", "invitation send eve --deliver", "INC-1");
        Assert.StartsWith("Invitation 1 for Eve Stahl is on its way: the link by mail.", reply.Text, StringComparison.Ordinal);
        Assert.StartsWith("Read the code to Eve Stahl, by telephone or in person.", reply.ShownOnce, StringComparison.Ordinal);
        Assert.Equal("no-way", (await scene.Bot.SayAsync("sam", "invitation send soc --deliver", "INC-1")).Code);
        Assert.Single(await scene.Bot.ReadAsync(db => db.Invitations.ToListAsync()));
    }

    [Fact]
    public async Task What_is_taken_back_before_it_goes_out_does_not_and_what_is_refused_is_said()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.Bot.DoAsync("sam", "invitation send eve --deliver", "INC-1");
        await scene.Bot.DoAsync("sam", "invitation revoke 1", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Empty(scene.Mail.Mails);
        scene.Mail.Recipient = _ => SmtpReplyCode.MailboxUnavailable;
        await scene.Bot.DoAsync("sam", "invitation send eve --deliver", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Contains("Invitation 2: the link to Eve Stahl did not go out: mail refused (550): call by hand", await scene.Bot.TimelineAsync("INC-1"));
    }
}
