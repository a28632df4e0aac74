using System.Text;
using IncidentBot.Slack.Requests;
using IncidentBot.Slack.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Slack.Sockets;

/// <summary>Sockets to Slack: what comes in on them is handled and acknowledged, however often Slack replaces them and whatever it sends.</summary>
public sealed class SocketModeTests
{
    private static readonly SlackAnswer Declared = new("""{"text":"declared","response_type":"in_channel"}""");

    [Fact]
    public async Task Commands_events_and_presses_are_acknowledged_with_their_answers()
    {
        await using var scene = await InboxScene.BySocketsAsync();
        scene.Inbox.Answer = delivery => Task.FromResult(delivery.Kind is SlackDeliveryKind.Interaction ? SlackAnswer.Empty : Declared);
        var general = scene.Slack.Workspace.Channel("general");
        general.Members.Add("U0BOT");
        var alex = scene.Slack.As("alex");
        Assert.True((await alex.CommandAsync(general, "/incident", "ransom note")).Acknowledged);
        Assert.Null((await alex.ShortcutAsync("declare_incident")).Answer);
        alex.Say(general, "hello");

        // An event takes no answer, whatever the inbox says.
        Assert.Null((await scene.Slack.Deliveries.Events.Single().EndAsync()).Answer);
        Assert.Equal("declared", general.Messages[0].Text);
        Assert.Equal("ransom note", scene.Inbox.Taken.Single(one => one.Kind is SlackDeliveryKind.Command).Payload.GetProperty("text").GetString());
        Assert.Equal((1, scene.Time.GetUtcNow(), null, "A0001"), (scene.Sockets.Connected, scene.Sockets.LastHello, scene.Sockets.LastError, scene.Sockets.AppId));
        Assert.Empty(scene.Slack.Wrongs);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task While_sockets_are_replaced_no_delivery_is_lost(string reason)
    {
        await using var scene = await InboxScene.BySocketsAsync(sockets: 2);
        scene.Inbox.Answer = async _ =>
        {
            await Task.Delay(Random.Shared.Next(5));
            return Declared;
        };
        var (alex, general, over) = (scene.Slack.As("alex"), scene.Slack.Workspace.Channel("general"), false);
        var senders = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var lost = 0;
            while (!over)
            {
                lost += (await alex.CommandAsync(general, "/incident", "x")).Acknowledged ? 0 : 1;
            }

            return lost;
        })).ToList();
        await Task.Delay(100);
        for (var number = 1; number <= 4; number++)
        {
            // One after the other, and the replacements too.
            await scene.Slack.Sockets.DisconnectAsync(reason, only: number);
            await scene.UntilAsync(() => scene.Slack.Sockets.Opened == number + 2, TimeSpan.FromMilliseconds(50));
            await Task.Delay(100);
        }

        over = true;
        Assert.Equal(0, (await Task.WhenAll(senders)).Sum());
        Assert.Equal(scene.Slack.Deliveries.All.Count, scene.Inbox.Taken.Count);
        Assert.True(scene.Inbox.Taken.Count > 20, $"only {scene.Inbox.Taken.Count} came");
        Assert.True(scene.Slack.Sockets.Opened >= 6, $"only {scene.Slack.Sockets.Opened} were opened");

        // Those that were replaced are given up after half a minute.
        await scene.UntilAsync(() => scene.Slack.Sockets.Count == 2 && scene.Sockets.Connected == 2, TimeSpan.FromSeconds(1));
        Assert.True((await alex.CommandAsync(general, "/incident", "after")).Acknowledged);
    }

    [Fact]
    public async Task The_replacement_is_greeted_before_the_old_one_is_closed_and_what_came_on_the_old_one_is_acknowledged_there()
    {
        await using var scene = await InboxScene.BySocketsAsync();
        var go = new TaskCompletionSource();
        scene.Inbox.Answer = async _ =>
        {
            await go.Task;
            return Declared;
        };
        var general = scene.Slack.Workspace.Channel("general");
        var first = scene.Slack.As("alex").CommandAsync(general, "/incident", "begun before");
        await scene.UntilAsync(() => scene.Inbox.Taken.Count == 1);
        scene.Slack.Sockets.Mute = 1;
        await scene.Slack.Sockets.DisconnectAsync("warning");
        await scene.UntilAsync(() => scene.Slack.Sockets.Mute == 0);

        // Its replacement is open and not greeted: the old one goes on receiving.
        var second = scene.Slack.As("alex").CommandAsync(general, "/incident", "begun meanwhile");
        await scene.UntilAsync(() => scene.Inbox.Taken.Count == 2);
        go.SetResult();
        Assert.True((await first).Acknowledged);
        Assert.True((await second).Acknowledged);
        Assert.Equal((1, 1), (scene.Slack.Sockets.Count, scene.Sockets.Connected));
        await scene.UntilAsync(() => scene.Slack.Sockets.Opened == 3, TimeSpan.FromSeconds(1));
        await scene.UntilAsync(() => scene.Slack.Sockets.Count == 1 && scene.Sockets.Connected == 1, TimeSpan.FromSeconds(5));
        Assert.True((await scene.Slack.As("alex").CommandAsync(general, "/incident", "on the new one")).Acknowledged);
    }

    [Fact]
    public async Task A_socket_that_is_cut_while_an_event_is_handled_is_opened_again_and_the_event_comes_again()
    {
        await using var scene = await InboxScene.BySocketsAsync();
        var go = new TaskCompletionSource();
        scene.Inbox.Answer = async delivery =>
        {
            await (delivery.Retry == 0 ? go.Task : Task.CompletedTask);
            return SlackAnswer.Empty;
        };
        var delivery = scene.Slack.Deliveries.Emit(scene.Slack.Workspace, null, "team_join", new { type = "team_join" })!;
        await scene.UntilAsync(() => scene.Inbox.Taken.Count == 1);
        scene.Slack.Sockets.Drop();
        await scene.UntilAsync(() => scene.Slack.Sockets.Opened == 2 && scene.Slack.Sockets.Count == 1);
        go.SetResult();
        await scene.UntilAsync(() => scene.Logs.Lines.Any(line => line.Text.Contains("its socket ended before", StringComparison.Ordinal)));
        await scene.UntilAsync(() => delivery.Ended, TimeSpan.FromMilliseconds(500));
        Assert.True(await delivery.EndAsync() is { Acknowledged: true, Retry: 1 });
        Assert.Equal([0, 1], scene.Inbox.Taken.Select(one => one.Retry));
        Assert.Equal(1, scene.Sockets.Connected);
    }

    [Fact]
    public async Task Two_sockets_share_what_comes_and_one_is_enough()
    {
        await using var scene = await InboxScene.BySocketsAsync(sockets: 2);
        scene.Inbox.Answer = _ => Task.FromResult(Declared);
        var (alex, general) = (scene.Slack.As("alex"), scene.Slack.Workspace.Channel("general"));
        await scene.Slack.Sockets.DisconnectAsync("refresh_requested", only: 1);
        await scene.UntilAsync(() => scene.Slack.Sockets.Opened == 3);
        for (var number = 0; number < 6; number++)
        {
            Assert.True((await alex.CommandAsync(general, "/incident", $"{number}")).Acknowledged);
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5"], scene.Inbox.Taken.Select(one => one.Payload.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_socket_that_is_not_greeted_is_given_up()
    {
        await using var scene = await InboxScene.BySocketsAsync(before: slack => slack.Sockets.Mute = 1, wait: false);
        await scene.UntilAsync(() => scene.Slack.Sockets.Mute == 0);
        await scene.UntilAsync(() => scene.Sockets.LastError is not null, TimeSpan.FromSeconds(1));
        Assert.Equal("Slack opened a socket and then did not greet it within 15 seconds.", scene.Sockets.LastError);
        await scene.UntilAsync(() => scene.Sockets.Connected == 1, TimeSpan.FromMilliseconds(200));
        Assert.Null(scene.Sockets.LastError);
    }

    [Fact]
    public async Task Frames_in_pieces_are_put_together_and_garbage_is_skipped()
    {
        await using var scene = await InboxScene.BySocketsAsync();
        static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
        byte[][] garbage = [Bytes("{"), Bytes(""), Bytes("[]"), Bytes("null"), Bytes("""{"type":7}"""), Bytes("""{"type":"no_such"}"""), Bytes("""{"type":"events_api","payload":{}}"""), Bytes("""{"type":"slash_commands","envelope_id":"1"}"""),
            Bytes("""{"type":"interactive","envelope_id":"1","payload":[]}"""), Bytes("""{"type":"slash_commands","envelope_id":"1","payload":{"command":5}}"""), [0xff, 0xfe, 0x80], Bytes(new string('[', 5000)), new byte[1_048_577], Bytes("""{"type":"hello"}""")];
        foreach (var frame in garbage)
        {
            await scene.Slack.Sockets.PushAsync(frame, binary: frame is [0xff, ..]);
        }

        await scene.Slack.Sockets.PushAsync(Bytes("""{"type":"slash_commands","envelope_id":"big","accepts_response_payload":true,"payload":{"command":"/incident","user_id":"U1","team_id":"T1","text":"TEXT","api_app_id":"A0001"}}""".Replace("TEXT", new string('ü', 500_000), StringComparison.Ordinal)), pieces: 97);
        await scene.UntilAsync(() => scene.Slack.Sockets.Acks.Count == 1);
        Assert.Equal("big", (string?)scene.Slack.Sockets.Acks.Single()["envelope_id"]);
        Assert.Equal(500_000, Assert.Single(scene.Inbox.Taken).Payload.GetProperty("text").GetString()!.Length);
        Assert.Equal((1, 1), (scene.Slack.Sockets.Opened, scene.Sockets.Connected));
        Assert.Equal(garbage.Length - 1, scene.Logs.Lines.Count(line => line.Text.Contains("skipped", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("invalid_auth", "Slack does not accept Slack:AppToken.")]
    [InlineData("not_authed", "Slack does not accept Slack:AppToken.")]
    [InlineData("account_inactive", "no longer active (account_inactive)")]
    [InlineData("user_removed_from_team", "no longer active (user_removed_from_team)")]
    [InlineData("team_disabled", "no longer active (team_disabled)")]
    [InlineData("missing_scope", "the scope connections:write")]
    public async Task What_somebody_has_to_mend_is_told_once_and_tried_every_five_minutes(string error, string words)
    {
        await using var scene = await InboxScene.BySocketsAsync(sockets: 2, before: slack => slack.Faults.Refuse("apps.connections.open", error, int.MaxValue), wait: false);
        await scene.UntilAsync(() => scene.Slack.CallsTo("apps.connections.open").Count == 2);
        await scene.UntilAsync(() => scene.Sockets.LastError is not null);
        for (var minute = 1; minute <= 4; minute++)
        {
            scene.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(30);
        }

        Assert.Equal(2, scene.Slack.CallsTo("apps.connections.open").Count);
        await scene.UntilAsync(() => scene.Slack.CallsTo("apps.connections.open").Count == 4, TimeSpan.FromSeconds(1));
        Assert.Contains(words, Assert.Single(scene.Logs.Lines, line => line.Level is LogLevel.Warning).Text, StringComparison.Ordinal);
        Assert.Contains(words, scene.Sockets.LastError, StringComparison.Ordinal);

        scene.Slack.Faults.Clear();
        await scene.UntilAsync(() => scene.Sockets.Connected == 2, TimeSpan.FromSeconds(30));
        Assert.Null(scene.Sockets.LastError);
        Assert.Single(scene.Logs.Lines, line => line.Text.Contains("open again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Socket_Mode_that_is_switched_off_is_tried_every_five_minutes()
    {
        await using var scene = await InboxScene.BySocketsAsync();
        await scene.Slack.Sockets.DisconnectAsync("link_disabled");
        await scene.UntilAsync(() => scene.Sockets.LastError is not null);
        scene.Slack.Sockets.Drop();
        await scene.UntilAsync(() => scene.Sockets.Connected == 0);
        Assert.Contains("Socket Mode is switched off", scene.Sockets.LastError, StringComparison.Ordinal);
        scene.Time.Advance(TimeSpan.FromMinutes(4.9));
        await Task.Delay(100);
        Assert.Equal(1, scene.Slack.Sockets.Opened);
        await scene.UntilAsync(() => scene.Sockets.Connected == 1, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task While_Slack_is_down_it_is_tried_more_and_more_rarely_and_no_secret_is_told()
    {
        await using var scene = await InboxScene.BySocketsAsync(before: slack => slack.Faults.Fail("apps.connections.open", 503, 6), wait: false);
        await scene.UntilAsync(() => scene.Slack.CallsTo("apps.connections.open").Count >= 1);
        var start = scene.Time.GetUtcNow();
        await scene.UntilAsync(() => scene.Sockets.Connected == 1, TimeSpan.FromMilliseconds(500));
        Assert.InRange(scene.Time.GetUtcNow() - start, TimeSpan.FromSeconds(1 + 2 + 4 + 8 + 16 + 30 - 1), TimeSpan.FromSeconds(2 + 4 + 8 + 16 + 32 + 60 + 15));

        scene.Slack.Faults.Garble("apps.connections.open", """{"ok":true,"url":"ws://evil.example/link/?ticket=stolen"}""");
        scene.Slack.Faults.Garble("apps.connections.open", $$"""{"ok":true,"url":"ws://{{scene.Slack.Address.Authority}}/link/?ticket=used-already"}""");
        scene.Slack.Faults.Garble("apps.connections.open", """{"ok":true,"url":"ws://127.0.0.1:1/link/?ticket=nobody"}""");
        scene.Slack.Faults.Garble("apps.connections.open", """{"ok":true}""");
        var opened = scene.Slack.Sockets.Opened;
        scene.Slack.Sockets.Drop();
        await scene.UntilAsync(() => scene.Slack.Sockets.Opened > opened && scene.Sockets.Connected == 1, TimeSpan.FromMilliseconds(500));
        Assert.Contains(scene.Logs.Lines, line => line.Text.Contains("not encrypted", StringComparison.Ordinal));
        Assert.Contains(scene.Logs.Lines, line => line.Text.Contains("answered with status 404", StringComparison.Ordinal));
        Assert.All(scene.Logs.Lines, line => Assert.DoesNotMatch("ticket|xapp|xoxb", line.Text));
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(3, 4, 8)]
    [InlineData(6, 30, 60)]
    [InlineData(1000, 30, 60)]
    public void The_pause_grows_from_a_second_to_a_minute(int failures, int shortest, int longest)
    {
        for (var number = 0; number < 100; number++)
        {
            Assert.InRange(SocketMode.Pause(failures).TotalSeconds, shortest, longest);
        }
    }

    [Fact]
    public async Task Sixty_four_are_handled_at_once_and_the_others_in_their_turn()
    {
        await using var scene = await InboxScene.BySocketsAsync(sockets: 2);
        var go = new TaskCompletionSource();
        scene.Inbox.Answer = async _ =>
        {
            await go.Task;
            return SlackAnswer.Empty;
        };
        var sent = Enumerable.Range(0, 200).Select(_ => scene.Slack.Deliveries.Emit(scene.Slack.Workspace, null, "team_join", new { type = "team_join" })!).ToList();
        await scene.UntilAsync(() => scene.Inbox.Taken.Count == 64);
        await Task.Delay(100);
        Assert.Equal(64, scene.Inbox.Taken.Count);
        go.SetResult();
        Assert.All(await Task.WhenAll(sent.Select(one => one.EndAsync())), one => Assert.True(one.Acknowledged));
        Assert.Equal((200, 64), (scene.Inbox.Taken.Count, scene.Inbox.Most));
    }

    [Fact]
    public async Task What_fails_is_not_acknowledged_when_it_is_an_event_and_told_to_whoever_typed()
    {
        await using var scene = await InboxScene.BySocketsAsync();
        scene.Inbox.Answer = delivery => delivery.Retry > 0 ? Task.FromResult(SlackAnswer.Empty) : throw new InvalidOperationException("ransom note on FS01");
        var alex = scene.Slack.As("alex");
        await alex.CommandAsync(scene.Slack.Workspace.Channel("general"), "/incident", "ransom note on FS01");
        Assert.Contains("may not have been recorded", Assert.Single(alex.Ephemerals).Text, StringComparison.Ordinal);
        var delivery = scene.Slack.Deliveries.Emit(scene.Slack.Workspace, null, "team_join", new { type = "team_join" })!;
        await scene.UntilAsync(() => delivery.Ended, TimeSpan.FromMilliseconds(500));
        Assert.True(await delivery.EndAsync() is { Acknowledged: true, Retry: 1 });
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Text.Contains("ransom", StringComparison.Ordinal));
        Assert.Equal(1, scene.Slack.Sockets.Opened);
    }

    [Fact]
    public async Task When_the_server_stops_what_is_begun_is_finished_and_acknowledged_and_the_sockets_are_closed()
    {
        await using var scene = await InboxScene.BySocketsAsync(sockets: 2);
        var go = new TaskCompletionSource();
        scene.Inbox.Answer = async _ =>
        {
            await go.Task;
            return Declared;
        };
        var sent = scene.Slack.As("alex").CommandAsync(scene.Slack.Workspace.Channel("general"), "/incident", "x");
        await scene.UntilAsync(() => !scene.Inbox.Taken.IsEmpty);
        var stopping = scene.StopAsync();
        await Task.Delay(100);
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        Assert.True((await sent).Acknowledged);
        await stopping;
        await scene.Slack.Sockets.OpenAsync(0);
        Assert.Equal(0, scene.Sockets.Connected);
    }

    [Fact]
    public async Task A_token_of_another_app_is_told_and_nothing_of_it_is_taken()
    {
        await using var scene = await InboxScene.BySocketsAsync();
        scene.Services.GetRequiredService<KnownApp>().Id = "A9999";
        Assert.True((await scene.Slack.As("alex").ShortcutAsync("declare_incident")).Acknowledged);
        scene.Slack.Sockets.Drop();
        await scene.UntilAsync(() => scene.Slack.Sockets.Opened == 2 && scene.Sockets.Connected == 1);
        Assert.Contains(scene.Logs.Lines, line => line.Text.Contains("Slack:AppToken belongs to the app A0001, the bot's token to A9999", StringComparison.Ordinal));
        Assert.Empty(scene.Inbox.Taken);
    }

    [Fact]
    public async Task The_eleventh_socket_waits_for_room()
    {
        await using var scene = await InboxScene.BySocketsAsync(sockets: 10);
        await scene.Slack.Sockets.DisconnectAsync("refresh_requested", only: 1);
        await scene.UntilAsync(() => scene.Sockets.LastError is not null);
        Assert.Contains("ten sockets", scene.Sockets.LastError, StringComparison.Ordinal);
        scene.Slack.Sockets.Drop(keepNewest: 9);
        await scene.UntilAsync(() => scene.Slack.Sockets.Count == 10 && scene.Sockets.Connected == 10, TimeSpan.FromMilliseconds(500));
        Assert.True((await scene.Slack.As("alex").ShortcutAsync("declare_incident")).Acknowledged);
    }
}
