using System.Net;
using System.Net.Sockets;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer.Protocol;

namespace IncidentBot.Tests.Paging;

/// <summary>Pages that leave the bot, by a real mail server and a program that takes webhooks.</summary>
public sealed class OutsidePageTests
{
    private const string Again = "(repeat: an earlier one may have reached you)";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_contact_is_paged_by_every_method_at_once_and_one_acknowledgement_ends_all(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        await scene.PageAsync("legal");

        Assert.Single(await scene.Bot.InboxAsync("lena"));
        var mail = Assert.Single(scene.Mail.Mails);
        Assert.Equal("INC-1 pearl-plover: you are paged", mail.Message.Subject);
        Assert.StartsWith("You are paged: INC-1 (pearl-plover), P5 informational.\nAcknowledge at https://incidents.example.com/page?ticket=", mail.Text, StringComparison.Ordinal);
        var call = Assert.Single(scene.Sink.Calls);
        Assert.Equal(("page", "INC-1", "pearl-plover", 5, false), (call.Json.GetProperty("kind").GetString(), call.Json.GetProperty("incident").GetString(), call.Json.GetProperty("codeName").GetString(), call.Json.GetProperty("severity").GetInt32(), call.Repeat));
        Assert.Equal(call.Key, call.Json.GetProperty("id").GetString());
        Assert.Equal("https://incidents.example.com/incidents/INC-1#pages", call.Json.GetProperty("link").GetString());
        Assert.Equal(["mail", "web", "webhook"], (await scene.TriesAsync()).Where(one => one.State is AttemptState.Delivered).Select(one => one.Method).Order());
        Assert.All(new[] { "web", "mail", "webhook" }, method => Assert.Contains($"Page 2: trying Lena Park by {method} (level 1, round 1)", scene.Bot.TimelineAsync("INC-1").Result));
        Assert.Contains("Lena Park: mail, web, webhook", await CardLinesAsync(scene.Bot));

        await scene.Bot.DoAsync("lena", "ack", "INC-1");
        await scene.Bot.PassAsync(TimeSpan.FromHours(1));
        Assert.All(await scene.TriesAsync(), one => Assert.Equal(AttemptState.Acknowledged, one.State));
        Assert.Single(scene.Mail.Mails);
        Assert.Single(scene.Sink.Calls);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_has_no_account_and_no_way_to_answer_is_told_whom_to_call(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database, settings: ["--PublicUrl", ""]);
        await scene.PageAsync("insurer");
        var mail = Assert.Single(scene.Mail.To(PagingScene.Desk));
        Assert.Equal("You are paged: INC-1 (pearl-plover), P5 informational.\nCall Northwind Managed Security and name INC-1.", mail.Text);
        Assert.Empty(scene.Sink.Calls);
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(scene.Sink.To("/soc"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_broken_sink_parks_its_own_lane_alone_and_gets_the_page_when_it_is_mended(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        scene.Sink.Answer = context => AnswerAsync(context, 500);
        await scene.PageAsync("legal");
        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("lena", "web")).State);
        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("lena", "mail")).State);
        Assert.Equal(AttemptState.Queued, (await scene.TryAsync("lena", "webhook")).State);
        Assert.Contains(await CardLinesAsync(scene.Bot, "Steps (`retry` tries again at once)"), line => line == "send a page: failed once (webhook: not taken now (500))");

        scene.Sink.Answer = _ => Task.CompletedTask;
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("lena", "webhook")).State);

        // A no is an answer: nothing arrived, so the second is no repeat. The key is the same all the same.
        Assert.Equal([false, false], scene.Sink.Calls.Select(call => call.Repeat));
        Assert.Single(scene.Sink.Calls.Select(call => call.Key).Distinct());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_try_that_waits_for_its_channel_is_not_sent_beside_the_one_of_the_next_round(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        scene.Mail.Recipient = _ => SmtpReplyCode.ServiceUnavailable;
        await scene.PageAsync("lena");
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(5));
        scene.Mail.Recipient = _ => null;
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(4.9));
        Assert.Single(scene.Mail.Mails);
        var tries = (await scene.TriesAsync()).Where(one => one.Method == "mail").OrderBy(one => one.Round).ToList();
        Assert.Equal([(AttemptState.Failed, "not sent before the next round"), (AttemptState.Delivered, "taken by the mail server")], tries.Select(one => (one.State, one.Answer)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_merged_incidents_page_goes_out_under_the_survivors_name_and_what_fails_is_told_there(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        await scene.Bot.DoAsync("sam", "declare the same smoke --client wingtip --severity 5");
        scene.Mail.Recipient = _ => SmtpReplyCode.ServiceUnavailable;
        scene.Sink.Answer = context => AnswerAsync(context, 503);
        await scene.PageAsync("legal");
        await scene.Bot.DoAsync("sam", "merge INC-2 one printer", "INC-1");
        (scene.Mail.Recipient, scene.Sink.Answer) = (_ => SmtpReplyCode.MailboxUnavailable, _ => Task.CompletedTask);
        await scene.Bot.DoAsync("sam", "retry", "INC-2");
        await scene.Bot.SettleAsync();
        Assert.Equal("INC-2", scene.Sink.Calls.Last().Json.GetProperty("incident").GetString());
        Assert.Contains("Page 2: Lena Park: mail refused (550): call by hand", await scene.Bot.TimelineAsync("INC-2"));
        await scene.Bot.VerifyAsync("INC-1");
        await scene.Bot.VerifyAsync("INC-2");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_that_is_refused_for_good_fails_its_try_and_the_others_go_on(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        scene.Mail.Recipient = _ => SmtpReplyCode.MailboxUnavailable;
        await scene.PageAsync("legal");
        var tried = await scene.TryAsync("lena", "mail");
        Assert.Equal((AttemptState.Failed, "mail refused (550): call by hand"), (tried.State, tried.Answer));
        Assert.Contains("Page 2: Lena Park: mail refused (550): call by hand", await scene.Bot.TimelineAsync("INC-1"));
        Assert.Contains("Lena Park: web, webhook – mail refused (550): call by hand", await CardLinesAsync(scene.Bot));
        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("lena", "webhook")).State);
        Assert.Equal(0, (await scene.Bot.ReadAsync(db => db.Pages.SingleAsync(page => page.Number == 2))).Level);
        Assert.Equal(0, await scene.FailuresAsync());
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task When_nobody_of_the_level_is_left_after_a_refusal_the_next_is_tried_at_once(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        scene.Mail.Recipient = to => to == PagingScene.Desk ? SmtpReplyCode.MailboxUnavailable : null;
        await scene.PageAsync("insurer");
        Assert.Equal(AttemptState.Failed, (await scene.TryAsync("desk", "mail")).State);
        Assert.Single(scene.Sink.To("/soc"));
        Assert.Empty(scene.Mail.Mails);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_that_is_not_taken_now_waits_in_its_lane_and_goes_out_unmarked(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        scene.Mail.Recipient = _ => SmtpReplyCode.Aborted;
        await scene.PageAsync("legal");
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(1));
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(AttemptState.Queued, (await scene.TryAsync("lena", "mail")).State);
        Assert.Equal(3, await scene.FailuresAsync());
        scene.Mail.Recipient = _ => null;
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(4));
        Assert.DoesNotContain(Again, Assert.Single(scene.Mail.Mails).Message.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_whose_line_broke_after_it_was_taken_is_repeated_once_and_marked(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        scene.Mail.Taken = mail => scene.Mail.Mails.Count == 1 ? MailServer.HangUp(mail) : Task.CompletedTask;
        await scene.PageAsync("legal");
        Assert.Single(scene.Mail.Mails);
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(1));

        var (first, second) = (scene.Mail.Mails.First(), scene.Mail.Mails.Last());
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.DoesNotContain(Again, first.Raw, StringComparison.Ordinal);
        Assert.EndsWith(Again, second.Message.Subject, StringComparison.Ordinal);
        Assert.EndsWith(Again, second.Text, StringComparison.Ordinal);
        Assert.Equal(first.Message.MessageId, second.Message.MessageId);
        Assert.Contains("Page 2: mail to Lena Park was sent again; an earlier one may have reached them", await scene.Bot.TimelineAsync("INC-1"));
        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("lena", "mail")).State);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_gets_no_answer_twice_is_not_sent_a_third_time_and_says_so(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        scene.Mail.Taken = MailServer.HangUp;
        scene.Sink.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await scene.PageAsync("legal");
        for (var second = 0; second < 60; second++)
        {
            await scene.Bot.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([false, true], scene.Mail.Mails.Select(mail => mail.Raw.Contains("repeat", StringComparison.Ordinal)));
        Assert.Equal([false, true], scene.Sink.Calls.Select(call => call.Repeat));
        Assert.Single(scene.Sink.Calls.Select(call => call.Key).Distinct());
        Assert.Equal("mail gave no answer twice and may have arrived: call by hand", (await scene.TryAsync("lena", "mail")).Answer);
        Assert.Contains("Page 2: Lena Park: webhook gave no answer twice and may have arrived: call by hand", await scene.Bot.TimelineAsync("INC-1"));
        Assert.Equal(0, await scene.Bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_process_that_dies_while_it_sends_leaves_a_trace_and_the_next_repeats_it_once_and_marked(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        var (reached, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene.Sink.Answer = async _ =>
        {
            if (reached.TrySetResult())
            {
                await hold.Task;
            }
        };
        await scene.Bot.DoAsync("sam", "page soc please join", "INC-1");
        using var kill = new CancellationTokenSource();
        var dying = ActivatorUtilities.CreateInstance<Relay>(scene.Bot.Services).DrainOutsideAsync(kill.Token);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, await scene.Bot.ReadAsync(db => db.Effects.Where(effect => effect.Kind == "page.call" && effect.State == EffectState.Pending).Select(effect => effect.Begun).SingleAsync()));
        await kill.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dying);
        hold.SetResult();

        await scene.Bot.SettleAsync();
        Assert.Single(scene.Sink.Calls);
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(61));
        Assert.Equal([false, true], scene.Sink.Calls.Select(call => call.Repeat));
        Assert.Single(scene.Sink.Calls.Select(call => call.Key).Distinct());
        Assert.EndsWith(Again, scene.Sink.Calls.Last().Json.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("soc", "webhook")).State);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_begun_twice_is_not_sent_again(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        await scene.Bot.DoAsync("sam", "page soc please join", "INC-1");
        await scene.Bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE \"Effects\" SET \"Begun\" = 2 WHERE \"Kind\" = 'page.call'"));
        await scene.Bot.SettleAsync();
        Assert.Empty(scene.Sink.Calls);
        Assert.Equal(AttemptState.Unknown, (await scene.TriesAsync())[0].State);

        // They may have it, so they have their time to answer before they are tried again.
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(5));
        Assert.False(Assert.Single(scene.Sink.Calls).Repeat);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_lost_the_lane_while_sending_records_nothing_and_the_new_holder_repeats(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        var (reached, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene.Sink.Answer = async context =>
        {
            if (reached.TrySetResult())
            {
                await hold.Task;
                context.Response.StatusCode = 404;
            }
        };
        await scene.Bot.DoAsync("sam", "page soc please join", "INC-1");
        var old = ActivatorUtilities.CreateInstance<Relay>(scene.Bot.Services).DrainOutsideAsync(CancellationToken.None);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(61));
        hold.SetResult();
        await old;
        await scene.Bot.SettleAsync();
        Assert.Equal([false, true], scene.Sink.Calls.Select(call => call.Repeat));
        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("soc", "webhook")).State);
        Assert.DoesNotContain(await scene.Bot.TimelineAsync("INC-1"), text => text.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_sink_that_asks_to_wait_is_left_alone_for_as_long(Database database)
    {
        await using var scene = await PagingScene.StartAsync(database);
        scene.Sink.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "90";
            return AnswerAsync(context, 429);
        };
        await scene.PageAsync("soc");
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(89));
        Assert.Single(scene.Sink.Calls);
        scene.Sink.Answer = _ => Task.CompletedTask;
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([false, false], scene.Sink.Calls.Select(call => call.Repeat));
        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("soc", "webhook")).State);
    }

    [Theory]
    [InlineData(302, "webhook answered with a redirect (302), and none is followed: call by hand")]
    [InlineData(307, "webhook answered with a redirect (307), and none is followed: call by hand")]
    [InlineData(404, "webhook refused (404): call by hand")]
    public async Task A_redirect_is_not_followed_and_a_refusal_is_final(int code, string answer)
    {
        await using var scene = await PagingScene.StartAsync(Database.Sqlite);
        scene.Sink.Answer = context =>
        {
            context.Response.Headers.Location = $"{scene.Sink.Address}elsewhere";
            return AnswerAsync(context, code);
        };
        await scene.PageAsync("soc");
        Assert.Equal((AttemptState.Failed, answer), ((await scene.TriesAsync())[0].State, (await scene.TriesAsync())[0].Answer));
        Assert.All(scene.Sink.Calls, call => Assert.Equal("/soc", call.Path));
    }

    [Fact]
    public async Task A_gateway_that_heard_nothing_leaves_it_unknown()
    {
        await using var scene = await PagingScene.StartAsync(Database.Sqlite);
        scene.Sink.Answer = context => scene.Sink.Calls.Count == 1 ? AnswerAsync(context, 504) : Task.CompletedTask;
        await scene.PageAsync("soc");
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([false, true], scene.Sink.Calls.Select(call => call.Repeat));
    }

    [Fact]
    public async Task A_webhook_reaches_neither_link_local_addresses_nor_plain_http_outside_development()
    {
        await using (var scene = await PagingScene.StartAsync(Database.Sqlite))
        {
            await scene.PageAsync("mia");
            var tries = (await scene.TriesAsync()).Where(one => one.Round == 1).ToList();
            Assert.Contains(tries, one => one.State is AttemptState.Failed && one.Answer == "webhook has an address that is not allowed (link-local): call by hand");
            Assert.Contains(tries, one => one.State is AttemptState.Queued);
        }

        await using var live = await PagingScene.StartAsync(Database.Sqlite, settings: ["--environment", "Production"]);
        await live.PageAsync("soc");
        Assert.Equal("webhook has no https address in the plan: call by hand", (await live.TriesAsync())[0].Answer);
        Assert.Empty(live.Sink.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --confidential")]
    public async Task Nothing_that_people_typed_leaves_the_bot_and_no_header_comes_of_it(string confidential)
    {
        await using var scene = await PagingScene.StartAsync(Database.Sqlite, $"declare ransom at Wingtip\r\nBcc: eve@example.com\r\n\r\nhello{confidential}");
        await scene.PageAsync("legal");
        await scene.Bot.DoAsync("sam", "page insurer the patients' files\r\nBcc: eve@example.com", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Equal(2, scene.Mail.Mails.Count);
        Assert.Single(scene.Sink.Calls);
        foreach (var said in scene.Mail.Mails.Select(mail => mail.Raw).Concat(scene.Sink.Calls.Select(call => call.Body)))
        {
            Assert.All(new[] { "ransom", "hello", "eve@", "patients", "Wingtip Toys" }, word => Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase));
        }

        Assert.All(scene.Mail.Mails, mail => Assert.Equal(["Auto-Submitted", "Content-Type", "Date", "From", "Importance", "Message-Id", "MIME-Version", "Subject", "To"],
            mail.Message.Headers.Concat(mail.Message.Body!.Headers).Select(header => header.Field).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)));
        Assert.All(scene.Mail.Mails, mail => Assert.Equal(Assert.Single(mail.Recipients), mail.Message.To.Mailboxes.Single().Address));
    }

    [Fact]
    public async Task The_plans_escalation_tells_nobody_without_an_account_of_a_confidential_incident()
    {
        await using var scene = await PagingScene.StartAsync(Database.Sqlite, "declare quiet --confidential");
        await scene.Bot.DoAsync("sam", "declare quieter --client wingtip --severity 5 --confidential");
        await scene.Bot.DoAsync("sam", "declare loud --client wingtip --severity 5");
        await scene.Bot.PassAsync(TimeSpan.FromMinutes(10));
        Assert.StartsWith("INC-3 ", Assert.Single(scene.Mail.To(PagingScene.Desk)).Message.Subject, StringComparison.Ordinal);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-2"), text => text.Contains("Claims desk is not let into this confidential incident", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mail_is_never_sent_in_clear_where_StartTls_is_asked_for()
    {
        await using var scene = await PagingScene.StartAsync(Database.Sqlite, settings: ["--Paging:Mail:Security", "StartTls"]);
        await scene.PageAsync("legal");
        Assert.Empty(scene.Mail.Mails);
        Assert.Equal(AttemptState.Queued, (await scene.TryAsync("lena", "mail")).State);
        Assert.Equal(0, await scene.Bot.ReadAsync(db => db.Effects.SumAsync(effect => effect.Begun * (effect.State == EffectState.Pending ? 1 : 0))));
    }

    [Fact]
    public async Task A_mail_server_that_hangs_holds_up_neither_the_inbox_nor_a_webhook()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var scene = await PagingScene.StartAsync(Database.Sqlite, settings: ["--Paging:Mail:Port", $"{((IPEndPoint)silent.LocalEndpoint).Port}"]);
        await scene.Bot.DoAsync("sam", "page legal please join", "INC-1");
        var (pages, relay) = (scene.Bot.Services.GetRequiredService<PageEscalator>(), scene.Bot.Services.GetRequiredService<Relay>());
        await pages.DrainAsync(CancellationToken.None);
        await relay.DrainPeopleAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Single(await scene.Bot.InboxAsync("lena"));
        using var stop = new CancellationTokenSource();
        var outside = relay.DrainOutsideAsync(stop.Token);
        using var caller = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        for (var wait = 0; wait < 100 && (await scene.TryAsync("lena", "webhook")).State is AttemptState.Queued; wait++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(AttemptState.Delivered, (await scene.TryAsync("lena", "webhook")).State);
        Assert.False(outside.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outside);
    }

    private static async Task AnswerAsync(HttpContext context, int code)
    {
        context.Response.StatusCode = code;
        await context.Response.WriteAsync(new string('x', 100_000));
    }

    private static async Task<IReadOnlyList<string>> CardLinesAsync(Bot bot, string heading = "Pages")
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var card = await scope.ServiceProvider.GetRequiredService<IncidentCard>().BuildAsync(await bot.IncidentAsync("INC-1"), CancellationToken.None);
        return [.. card.Sections.Where(section => section.Heading == heading).SelectMany(section => section.Lines).Select(line => line.Text)];
    }
}
