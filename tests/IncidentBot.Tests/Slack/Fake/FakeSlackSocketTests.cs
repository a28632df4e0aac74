using System.Net.WebSockets;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake;

namespace IncidentBot.Tests.Slack.Fake;

/// <summary>Socket Mode of the fake: as strict and as forgetful as Slack's.</summary>
public sealed class FakeSlackSocketTests
{
    [Fact]
    public async Task A_command_is_answered_in_the_acknowledgement_and_later_by_its_response_URL()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var app = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope, new JsonObject { ["text"] = "declared", ["response_type"] = "in_channel" }));
        var general = scene.Slack.Workspace.Channel("general");
        var alex = scene.Slack.As("alex");
        var answer = await alex.CommandAsync(general, "/incident", "ransom note on FS01");
        Assert.True(answer.Acknowledged);
        Assert.Equal("declared", general.Messages.Single().Text);

        var envelope = await app.SeenAsync(frame => (string?)frame["type"] == "slash_commands");
        Assert.Equal(("ransom note on FS01", "U0001", "T0001"), ((string?)envelope["payload"]!["text"], (string?)envelope["payload"]!["user_id"], (string?)envelope["payload"]!["team_id"]));
        var url = (string)envelope["payload"]!["response_url"]!;
        for (var use = 0; use < 5; use++)
        {
            await scene.Client.Respond(url, new() { Text = $"more {use}" }, CancellationToken.None);
        }

        Assert.Equal("used_url", (await SlackScene.FailAsync(() => scene.Client.Respond(url, new() { Text = "too much" }, CancellationToken.None))).ErrorCode);
        Assert.Equal(5, alex.Ephemerals.Count);

        await alex.CommandAsync(general, "/incident", "again");
        var second = (string)app.Frames.Last(frame => (string?)frame["type"] == "slash_commands")["payload"]!["response_url"]!;
        scene.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal("expired_url", (await SlackScene.FailAsync(() => scene.Client.Respond(second, new() { Text = "too late" }, CancellationToken.None))).ErrorCode);
        Assert.Empty(scene.Slack.Wrongs);
    }

    [Fact]
    public async Task An_event_that_is_not_acknowledged_comes_again_and_says_so()
    {
        await using var scene = await SlackScene.StartAsync();
        var seen = 0;
        await using var app = await SocketApp.OpenAsync(scene, envelope => Interlocked.Increment(ref seen) == 3 ? SocketApp.Ack(envelope) : null);
        var general = scene.Slack.Workspace.Channel("general");
        general.Members.Add("U0BOT");
        scene.Slack.As("alex").Say(general, "hello");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await app.SeenAsync(frame => frame["envelope_id"] is not null && (int)frame["retry_attempt"]! == attempt - 1);
            if (attempt < 3)
            {
                await Task.Delay(100);
                scene.Time.Advance(TimeSpan.FromSeconds(3));
                await Task.Delay(100);
                scene.Time.Advance(TimeSpan.FromMinutes(1));
            }
        }

        var delivery = scene.Slack.Deliveries.Events.Single();
        var end = await delivery.EndAsync();
        Assert.True(end is { Acknowledged: true, Retry: 2, RetryReason: "timeout" });
        Assert.Single(app.Frames.Where(frame => frame["envelope_id"] is not null).Select(frame => (string?)frame["payload"]!["event_id"]).Distinct());
    }

    [Fact]
    public async Task A_command_that_is_not_acknowledged_is_not_sent_again()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var app = await SocketApp.OpenAsync(scene, _ => null);
        var waiting = scene.Slack.As("alex").CommandAsync(scene.Slack.Workspace.Channel("general"), "/incident", "x");
        await app.SeenAsync(frame => frame["envelope_id"] is not null);
        scene.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.False((await waiting).Acknowledged);
        Assert.Single(app.Frames, frame => frame["envelope_id"] is not null);
    }

    [Fact]
    public async Task A_ticket_is_good_once_and_each_payload_goes_to_one_socket()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var one = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope));
        await using var two = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope));
        Assert.Equal(2, (int)(await two.SeenAsync(frame => (string?)frame["type"] == "hello"))["num_connections"]!);
        for (var number = 0; number < 4; number++)
        {
            await scene.Slack.As("alex").ShortcutAsync("declare_incident");
        }

        Assert.Equal((2, 2), (one.Frames.Count(IsEnvelope), two.Frames.Count(IsEnvelope)));
        var ticket = await scene.Client.WithAccessToken(FakeSlack.AppToken).AppsConnections.Open(CancellationToken.None);
        using var first = new ClientWebSocket();
        await first.ConnectAsync(ticket, CancellationToken.None);
        using var again = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => again.ConnectAsync(ticket, CancellationToken.None));
    }

    [Fact]
    public async Task The_eleventh_socket_is_sent_away()
    {
        await using var scene = await SlackScene.StartAsync();
        var apps = new List<SocketApp>();
        for (var number = 0; number < 10; number++)
        {
            apps.Add(await SocketApp.OpenAsync(scene, _ => null));
        }

        using var eleventh = new ClientWebSocket();
        await eleventh.ConnectAsync(await scene.Client.WithAccessToken(FakeSlack.AppToken).AppsConnections.Open(CancellationToken.None), CancellationToken.None);
        var buffer = new byte[4096];
        var got = await eleventh.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Contains("too_many_websockets", System.Text.Encoding.UTF8.GetString(buffer, 0, got.Count), StringComparison.Ordinal);
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task Slack_says_that_it_will_close_and_closes()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var old = await SocketApp.OpenAsync(scene, _ => null);
        await scene.Slack.Sockets.DisconnectAsync("refresh_requested");
        await old.SeenAsync(frame => (string?)frame["type"] == "disconnect" && (string?)frame["reason"] == "refresh_requested");
        await using var young = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope));
        scene.Slack.Sockets.Drop(keepNewest: 1);
        await old.Ended;
        await scene.Slack.Sockets.OpenAsync();
        Assert.True((await scene.Slack.As("alex").ShortcutAsync("declare_incident")).Acknowledged);
        Assert.Single(young.Frames, IsEnvelope);
    }

    [Fact]
    public async Task A_button_is_pressed_and_a_form_opens_in_time_once()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var app = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope, (string?)envelope["payload"]!["type"] == "view_submission" ? new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject { ["t"] = "say more" } } : null));
        var room = scene.Slack.Workspace.AddChannel("room", false, scene.Slack.Workspace.Bot!, scene.Slack.Workspace.User("alex"));
        await scene.Bot.Post<IncidentBot.Slack.Api.SlackResponse>("chat.postMessage", new IncidentBot.Slack.Api.SlackArgs().With("channel", room.Id).With("text", "x")
            .With("blocks", """[{"type":"actions","elements":[{"type":"button","action_id":"ack","text":{"type":"plain_text","text":"Acknowledge"},"value":"v"}]}]"""), CancellationToken.None);
        var alex = scene.Slack.As("alex");
        await alex.PressAsync(room, room.Messages.Single(), "Acknowledge");
        var press = (await app.SeenAsync(frame => (string?)frame["payload"]?["type"] == "block_actions"))["payload"]!;
        Assert.Equal(("ack", "v", room.Id), ((string?)press["actions"]![0]!["action_id"], (string?)press["actions"]![0]!["value"], (string?)press["channel"]!["id"]));

        const string Form = """{"type":"modal","callback_id":"declare","title":{"type":"plain_text","text":"Declare"},"submit":{"type":"plain_text","text":"Declare"},"blocks":[{"type":"input","block_id":"t","label":{"type":"plain_text","text":"Title"},"element":{"type":"plain_text_input","action_id":"t"}}]}""";
        await OpenAsync(scene, (string)press["trigger_id"]!, Form);
        Assert.Equal("exchanged_trigger_id", (await SlackScene.FailAsync(() => OpenAsync(scene, (string)press["trigger_id"]!, Form))).ErrorCode);
        var view = Assert.Single(alex.Views);
        await alex.SubmitAsync(view, new JsonObject { ["t"] = new JsonObject { ["t"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = "x" } } });
        Assert.Equal("say more", view.Errors["t"]);
        Assert.Single(alex.Views);

        await alex.PressAsync(room, room.Messages.Single(), "ack");
        var late = app.Frames.Last(frame => (string?)frame["payload"]?["type"] == "block_actions")["payload"]!;
        scene.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("expired_trigger_id", (await SlackScene.FailAsync(() => OpenAsync(scene, (string)late["trigger_id"]!, Form))).ErrorCode);
        Assert.Empty(scene.Slack.Wrongs);
    }

    [Fact]
    public async Task What_people_do_to_a_channel_is_told_and_what_the_app_says_itself_only_where_it_listens()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var app = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope));
        var room = scene.Slack.Workspace.AddChannel("room", false, scene.Slack.Workspace.Bot!);
        var alex = scene.Slack.As("alex");
        alex.Join(room);
        alex.React(room, alex.Say(room, "look"), "pushpin");
        alex.Rename(room, "room-2");
        alex.Archive(room);
        alex.Unarchive(room);
        alex.OpenHome();
        foreach (var type in new[] { "member_joined_channel", "message", "reaction_added", "channel_rename", "channel_archive", "channel_unarchive", "app_home_opened" })
        {
            await app.SeenAsync(frame => (string?)frame["payload"]?["event"]?["type"] == type);
        }

        await scene.Bot.Chat.PostMessage(new() { Channel = room.Id, Text = "quiet" }, CancellationToken.None);
        scene.Slack.TellsOfOwnMessages = true;
        await scene.Bot.Chat.PostMessage(new() { Channel = room.Id, Text = "loud" }, CancellationToken.None);
        var own = await app.SeenAsync(frame => frame["payload"]?["event"]?["bot_id"] is not null);
        Assert.Equal(("loud", scene.Slack.App.Id), ((string?)own["payload"]!["event"]!["text"], (string?)own["payload"]!["event"]!["app_id"]));
    }

    private static Task OpenAsync(SlackScene scene, string trigger, string form) =>
        scene.Bot.Post<IncidentBot.Slack.Api.ViewResponse>("views.open", new IncidentBot.Slack.Api.SlackArgs().With("trigger_id", trigger).With("view", form), CancellationToken.None);

    private static bool IsEnvelope(JsonObject frame) => frame["envelope_id"] is not null;
}
