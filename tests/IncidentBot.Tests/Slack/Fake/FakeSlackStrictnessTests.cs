using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Slack.Api;
using IncidentBot.SlackFake;

namespace IncidentBot.Tests.Slack.Fake;

/// <summary>What Slack does not take, the fake does not take either.</summary>
public sealed class FakeSlackStrictnessTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("chat.postMessage", "channel=C1&text=x&nonsense=1", "invalid_arguments")]
    [InlineData("chat.postMessage", "text=x", "invalid_arguments")]
    [InlineData("no.such.method", "", "unknown_method")]
    [InlineData("conversations.create", "name=Bad Name", "invalid_name_specials")]
    [InlineData("conversations.create", "name=", "invalid_name_required")]
    [InlineData("conversations.create", "name=--", "invalid_name_punctuation")]
    [InlineData("conversations.create", "name=general", "name_taken")]
    [InlineData("conversations.list", "limit=1000", "invalid_limit")]
    [InlineData("conversations.list", "cursor=abc", "invalid_cursor")]
    [InlineData("conversations.list", "types=secret", "invalid_types")]
    [InlineData("chat.postMessage", "channel=CNONE&text=x", "channel_not_found")]
    [InlineData("users.info", "user=UNONE", "user_not_found")]
    [InlineData("usergroups.users.list", "usergroup=SNONE", "no_such_subteam")]
    [InlineData("views.open", "trigger_id=1&view={\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"t\"},\"blocks\":[]}", "invalid_trigger_id")]
    [InlineData("conversations.archive", "channel=GENERAL", "cant_archive_general")]
    [InlineData("chat.postMessage", "channel=GENERAL&text=x", "not_in_channel")]
    public async Task A_wrong_call_gets_Slacks_own_code(string method, string form, string code)
    {
        await using var scene = await SlackScene.StartAsync();
        var general = scene.Slack.Workspace.Channel("general");
        Assert.Equal(code, (string?)(await PostAsync(scene, method, form.Replace("GENERAL", general.Id, StringComparison.Ordinal)))["error"]);
    }

    [Fact]
    public async Task An_unknown_argument_is_named()
    {
        await using var scene = await SlackScene.StartAsync();
        var answer = await PostAsync(scene, "auth.test", "nonsense=1");
        Assert.Equal("[ERROR] invalid additional property: nonsense", (string?)answer["response_metadata"]!["messages"]![0]);
    }

    [Fact]
    public async Task Some_methods_read_no_JSON_and_others_warn_of_a_missing_charset()
    {
        await using var scene = await SlackScene.StartAsync();
        Assert.Equal("invalid_arguments", (string?)(await PostAsync(scene, "users.info", "{\"user\":\"U0001\"}", "application/json; charset=utf-8"))["error"]);
        Assert.Equal("missing_charset", (string?)(await PostAsync(scene, "auth.test", "{}", "application/json"))["warning"]);
        Assert.Null((await PostAsync(scene, "auth.test", "{}", "application/json; charset=utf-8"))["warning"]);
        Assert.Equal("invalid_json", (string?)(await PostAsync(scene, "auth.test", "{", "application/json; charset=utf-8"))["error"]);
        Assert.Equal("json_not_object", (string?)(await PostAsync(scene, "auth.test", "[]", "application/json; charset=utf-8"))["error"]);
        Assert.Equal("invalid_post_type", (string?)(await PostAsync(scene, "auth.test", "x", "text/plain"))["error"]);
    }

    [Theory]
    [InlineData("""[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]""", "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]")]
    [InlineData("""[{"type":"header","text":{"type":"plain_text","text":""}}]""", "must be more than 0 characters [json-pointer:/blocks/0/text/text]")]
    [InlineData("""[{"type":"section"}]""", "missing required field: text [json-pointer:/blocks/0]")]
    [InlineData("""[{"type":"section","text":{"type":"mrkdwn","text":"x"},"color":"red"}]""", "invalid additional property: color [json-pointer:/blocks/0]")]
    [InlineData("""[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]""", "block_id a already exists [json-pointer:/blocks/1]")]
    [InlineData("""[{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"plain_text_input","action_id":"a"}}]""", "unsupported type: input [json-pointer:/blocks/0/type]")]
    [InlineData("""[{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"},"style":"green"}]}]""", "must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]")]
    [InlineData("""[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"date","timestamp":"1","format":"{date}"}]}]}]""", "must provide an integer [json-pointer:/blocks/0/elements/0/elements/0/timestamp]")]
    public async Task Blocks_are_held_against_their_limits(string blocks, string message)
    {
        await using var scene = await SlackScene.StartAsync();
        var room = scene.Slack.Workspace.AddChannel("room", false, scene.Slack.Workspace.Bot!);
        var answer = await PostAsync(scene, "chat.postMessage", $"channel={room.Id}&text=x&blocks={Uri.EscapeDataString(blocks)}");
        Assert.Equal("invalid_blocks", (string?)answer["error"]);
        Assert.Contains($"[ERROR] {message}", answer["response_metadata"]!["messages"]!.AsArray().Select(one => (string?)one));
        Assert.Empty(room.Messages);
    }

    [Fact]
    public async Task Private_channels_are_seen_from_inside_alone()
    {
        await using var scene = await SlackScene.StartAsync();
        var secret = scene.Slack.Workspace.AddChannel("secret", true, scene.Slack.Workspace.User("alex"));
        Assert.Equal("channel_not_found", (await SlackScene.FailAsync(() => scene.Bot.Conversations.Info(secret.Id, None))).ErrorCode);
        Assert.DoesNotContain((await scene.Bot.Conversations.List("public_channel,private_channel", false, null, null, None)).Channels, one => one.Name == "secret");
        Assert.Equal("channel_not_found", (await SlackScene.FailAsync(() => scene.Bot.Conversations.Join(secret.Id, None))).ErrorCode);
        secret.Members.Add("U0BOT");
        Assert.Equal("method_not_supported_for_channel_type", (await SlackScene.FailAsync(() => scene.Bot.Conversations.Join(secret.Id, None))).ErrorCode);
        Assert.Equal("name_taken", (await SlackScene.FailAsync(() => scene.Bot.Conversations.Create("secret", false, null, None))).ErrorCode);
    }

    [Fact]
    public async Task A_channel_that_is_archived_takes_nothing_keeps_its_name_and_no_bot_wakes_it()
    {
        await using var scene = await SlackScene.StartAsync();
        var room = await scene.Bot.Conversations.Create("inc-1", true, null, None);
        await scene.Bot.Conversations.Archive(room.Id, None);
        foreach (var call in new Func<Task>[] { () => scene.Bot.Chat.PostMessage(new Message { Channel = room.Id, Text = "x" }, None), () => scene.Bot.Conversations.SetTopic(room.Id, "x", None), () => scene.Bot.Conversations.Invite(room.Id, ["U0001"], false, None) })
        {
            Assert.Equal("is_archived", (await SlackScene.FailAsync(call)).ErrorCode);
        }

        Assert.Equal("name_taken", (await SlackScene.FailAsync(() => scene.Bot.Conversations.Create("inc-1", true, null, None))).ErrorCode);
        Assert.Equal("not_in_channel", (string?)(await PostAsync(scene, "conversations.unarchive", $"channel={room.Id}"))["error"]);
    }

    [Fact]
    public async Task Strangers_of_a_shared_channel_are_seen_as_such_and_cannot_be_brought_elsewhere()
    {
        await using var scene = await SlackScene.StartAsync();
        var contoso = scene.Slack.AddWorkspace("Contoso", "contoso");
        var carla = contoso.AddUser("carla", "carla@contoso.example");
        Assert.Equal("user_not_visible", (await SlackScene.FailAsync(() => scene.Bot.Users.Info(carla.Id, None))).ErrorCode);
        var shared = scene.Slack.Workspace.AddChannel("ext-contoso", false, scene.Slack.Workspace.Bot!, carla);
        scene.Slack.Workspace.Share(shared, contoso);
        Assert.True((await scene.Bot.Users.Info(carla.Id, None)) is { IsStranger: true } known && known.TeamId == contoso.Id);
        Assert.True((await scene.Bot.Conversations.Info(shared.Id, None)).IsExtShared);
        var room = await scene.Bot.Conversations.Create("inc-1", true, null, None);
        Assert.Equal("cant_invite", (await SlackScene.FailAsync(() => scene.Bot.Conversations.Invite(room.Id, [carla.Id], false, None))).ErrorCode);

        await using var app = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope));
        scene.Slack.As(carla).Say(shared, "<@U0BOT> status");
        var told = (await app.SeenAsync(frame => (string?)frame["payload"]?["event"]?["type"] == "app_mention"))["payload"]!;
        Assert.Equal((scene.Slack.Workspace.Id, true, contoso.Id), ((string?)told["team_id"], (bool)told["is_ext_shared_channel"]!, (string?)told["event"]!["team"]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Slack.As(carla).CommandAsync(shared, "/incident", "x"));
    }

    [Fact]
    public async Task Tiers_are_kept_where_a_test_wants_them()
    {
        await using var scene = await SlackScene.StartAsync();
        for (var number = 0; number < 25; number++)
        {
            await scene.Bot.UserGroups.List(null, None);
        }

        scene.Slack.RateLimits.On = true;
        for (var number = 0; number < 20; number++)
        {
            await scene.Bot.UserGroups.List(null, None);
        }

        scene.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(40), (await SlackScene.FailAsync(() => scene.Bot.UserGroups.List(null, None))).RetryAfter);
        scene.Time.Advance(TimeSpan.FromSeconds(40));
        await scene.Bot.UserGroups.List(null, None);
    }

    [Fact]
    public async Task A_view_of_another_hash_is_in_conflict_and_a_third_push_is_too_many()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var app = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope));
        var alex = scene.Slack.As("alex");
        await alex.ShortcutAsync("x");
        var view = await scene.Bot.Views.Open(Trigger(app), Modal(), None);
        var changed = await scene.Bot.Views.Update(Modal(), view.View.Id, view.View.Hash, None);
        Assert.Equal("hash_conflict", (await SlackScene.FailAsync(() => scene.Bot.Views.Update(Modal(), view.View.Id, view.View.Hash, None))).ErrorCode);
        Assert.NotEqual(view.View.Hash, changed.View.Hash);
        for (var depth = 1; depth <= 3; depth++)
        {
            await alex.PressAsync(alex.Views[^1], "go");
            if (depth < 3)
            {
                Assert.Equal(view.View.Id, (await scene.Bot.Views.Push(Trigger(app), Modal(), None)).View.RootViewId);
            }
        }

        Assert.Equal("push_limit_reached", (await SlackScene.FailAsync(() => scene.Bot.Views.Push(Trigger(app), Modal(), None))).ErrorCode);
        await alex.ShortcutAsync("y");
        Assert.Equal("invalid_trigger_id", (await SlackScene.FailAsync(() => scene.Bot.Views.Push(Trigger(app), Modal(), None))).ErrorCode);
        Assert.Equal("invalid_arguments", (await SlackScene.FailAsync(() => scene.Bot.Views.Open(Trigger(app), Modal() with { Title = new IncidentBot.Slack.Blocks.PlainText(new string('x', 25)) }, None))).ErrorCode);
        Assert.Equal("view_too_large", (await SlackScene.FailAsync(() => scene.Bot.Views.Open(Trigger(app), Modal() with { PrivateMetadata = new string('x', 250_000) }, None))).ErrorCode);
        Assert.Equal("home", (string?)(await PublishAsync(scene))["view"]!["type"]);
        scene.Slack.App.HomeTab = false;
        Assert.Equal("not_enabled", (string?)(await PublishAsync(scene))["error"]);
    }

    private static Task<JsonObject> PublishAsync(SlackScene scene) => PostAsync(scene, "views.publish", $"user_id=U0001&view={Uri.EscapeDataString("""{"type":"home","blocks":[]}""")}");

    private static string Trigger(SocketApp app) => (string)app.Frames.Last(frame => frame["payload"]?["trigger_id"] is not null)["payload"]!["trigger_id"]!;

    private static IncidentBot.Slack.Blocks.ViewDefinition Modal() => new()
    {
        Type = "modal",
        Title = new IncidentBot.Slack.Blocks.PlainText("t"),
        Blocks = [new IncidentBot.Slack.Blocks.ActionsBlock([new IncidentBot.Slack.Blocks.Button { ActionId = "go", Text = new IncidentBot.Slack.Blocks.PlainText("Go") }])],
    };

    private static async Task<JsonObject> PostAsync(SlackScene scene, string method, string body, string type = "application/x-www-form-urlencoded")
    {
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", FakeSlack.BotToken) } };
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type) } };
        using var answer = await client.PostAsync(new Uri(scene.Slack.ApiBaseUrl, method), content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
