using IncidentBot.Core.Effects;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using SmtpServer.Protocol;

namespace IncidentBot.Tests.Outside;

/// <summary>Legal reminders, invitations and updates that leave the bot beside their notice in the web room.</summary>
public sealed class OutsideNoticeTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_legal_deadline_reminds_the_plans_legal_role_by_every_method_beside_the_inbox(Database database)
    {
        await using var scene = await RemindedAsync(database);
        Assert.Single(await scene.Bot.InboxAsync("lena"));
        Assert.Equal("INC-1 pearl-plover: a legal deadline needs you", Assert.Single(scene.Mail.To(PagingScene.Lena)).Message.Subject);
        Assert.Equal("A legal deadline needs you: INC-1 (pearl-plover), P5 informational.\nSee it at https://incidents.example.com/incidents/INC-1#clocks", scene.Mail.To(PagingScene.Lena)[0].Text);
        Assert.Equal("A legal deadline needs you: INC-1 (pearl-plover), P5 informational.\nCall Northwind Managed Security and name INC-1.", Assert.Single(scene.Mail.To(PagingScene.Counsel)).Text);
        Assert.Equal("reminder", Assert.Single(scene.Sink.To("/lena")).Json.GetProperty("kind").GetString());
        Assert.DoesNotContain("GDPR", scene.Mail.Mails.First().Raw + scene.Sink.Calls.First().Body, StringComparison.Ordinal);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), text => text.StartsWith("Reminder (50 %) of GDPR Art. 33(1)", StringComparison.Ordinal) && text.EndsWith(", to Lena Park; Lena Park by mail, Lena Park by webhook, Night counsel by mail", StringComparison.Ordinal));
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_server_that_is_away_holds_up_neither_inbox_nor_webhook_and_says_once_what_it_missed(Database database)
    {
        await using var scene = await RemindedAsync(database, scene => scene.Mail.Recipient = _ => SmtpReplyCode.ServiceUnavailable);
        Assert.Single(await scene.Bot.InboxAsync("lena"));
        Assert.Single(scene.Sink.To("/lena"));
        await scene.Bot.PassAsync(TimeSpan.FromHours(18));
        await scene.Bot.PassAsync(TimeSpan.FromHours(11));
        Assert.Equal(3, (await scene.Bot.InboxAsync("lena")).Count);
        Assert.Equal(3, scene.Sink.To("/lena").Count);
        Assert.Empty(scene.Mail.Mails);

        scene.Mail.Recipient = _ => null;
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(scene.Mail.To(PagingScene.Lena));
        Assert.Single(scene.Mail.To(PagingScene.Counsel));
        Assert.Equal(0, await scene.Bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_seen_before_it_could_go_out_is_not_sent_any_more(Database database)
    {
        await using var scene = await RemindedAsync(database, scene => scene.Sink.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await scene.Bot.DoAsync("lena", "clock ack", "INC-1");
        scene.Sink.Answer = _ => Task.CompletedTask;
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single(scene.Sink.Calls);
        Assert.Equal(0, await scene.Bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_reminder_that_is_refused_says_whom_to_call_and_one_without_answer_is_repeated_once(Database database)
    {
        await using var scene = await RemindedAsync(database, scene =>
        {
            scene.Mail.Recipient = to => to == PagingScene.Counsel ? SmtpReplyCode.MailboxUnavailable : null;
            scene.Mail.Taken = MailServer.HangUp;
        });
        for (var second = 0; second < 30; second++)
        {
            await scene.Bot.PassAsync(TimeSpan.FromSeconds(1));
        }

        var told = await scene.Bot.TimelineAsync("INC-1");
        Assert.Contains("The reminder to Night counsel did not go out: mail refused (550): call by hand", told);
        Assert.Contains("Nobody knows whether the reminder to Lena Park arrived: mail gave no answer twice and may have arrived: call by hand", told);
        Assert.Equal(2, scene.Mail.To(PagingScene.Lena).Count);
        Assert.EndsWith("(repeat: an earlier one may have reached you)", scene.Mail.To(PagingScene.Lena)[1].Message.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Invitations_and_updates_go_out_as_well_without_what_they_say(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        await scene.Bot.DoAsync("sam", "invite @lena", "INC-1");
        await scene.Bot.DoAsync("sam", "update the vault is open --to client", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Equal(["INC-1 pearl-plover: there is an update", "INC-1 pearl-plover: you are invited"], scene.Mail.To(PagingScene.Lena).Select(mail => mail.Message.Subject).Order());
        Assert.DoesNotContain(scene.Mail.Mails, mail => mail.Raw.Contains("vault", StringComparison.Ordinal));
        Assert.Empty(scene.Mail.To(PagingScene.Counsel));
    }

    /// <summary>Half of the time of GDPR Art. 33(1) is gone.</summary>
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_reminder_waits_for_working_hours_where_there_is_time_and_for_nothing_where_there_is_not(Database database)
    {
        await using var scene = await RemindedAsync(database, plan: Evenings);
        Assert.Single(await scene.Bot.InboxAsync("lena"));
        Assert.Empty(scene.Mail.To(PagingScene.Lena));
        Assert.Single(scene.Mail.To(PagingScene.Counsel));
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), text => text.Contains("Lena Park by mail when they work again (2026-11-25 16:00 UTC)", StringComparison.Ordinal));
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(scene.Mail.To(PagingScene.Lena));
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single(scene.Mail.To(PagingScene.Lena));

        // Eighteen hours before the end, in the morning: nothing waits any more.
        await scene.Bot.PassAsync(TimeSpan.FromHours(17));
        Assert.Equal(2, scene.Mail.To(PagingScene.Lena).Count);
    }

    [Fact]
    public async Task What_was_seen_while_a_reminder_waited_is_not_sent_in_the_working_hours()
    {
        await using var scene = await RemindedAsync(Database.Sqlite, plan: Evenings);
        await scene.Bot.DoAsync("lena", "clock ack", "INC-1");
        await scene.Bot.PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(scene.Mail.To(PagingScene.Lena));
        Assert.Equal(0, await scene.Bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));
    }

    [Theory]
    [InlineData("updates: [webhook], ", 0, 1)]
    [InlineData("updates: [], ", 0, 0)]
    [InlineData("", 1, 1)]
    public async Task Updates_come_by_the_methods_that_a_contact_wants_them_by(string wanted, int mails, int calls)
    {
        await using var scene = await PagingScene.StartAsync(Database.Sqlite, plan: text => text.Replace("key: lena, ", $"key: lena, {wanted}", StringComparison.Ordinal));
        await scene.Bot.DoAsync("sam", "update the printer is off --to all", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Equal((mails, calls), (scene.Mail.To(PagingScene.Lena).Count, scene.Sink.To("/lena").Count));
    }

    /// <summary>The first reminder comes at four in the afternoon by her clock, an hour before these.</summary>
    private static string Evenings(string plan) => plan.Replace("key: lena, ", "key: lena, hours: Mon-Fri 17:00-20:00, ", StringComparison.Ordinal);

    private static async Task<PagingScene> RemindedAsync(Database database, Action<PagingScene>? before = null, Func<string, string>? plan = null)
    {
        var scene = await PagingScene.StartAsync(database, plan: plan);
        before?.Invoke(scene);
        await scene.Bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await scene.Bot.PassAsync(TimeSpan.FromHours(36));
        return scene;
    }
}
