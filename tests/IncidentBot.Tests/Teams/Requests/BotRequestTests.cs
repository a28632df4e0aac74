using System.Text.Json.Nodes;
using IncidentBot.Teams.Requests;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Teams.Requests;

/// <summary>What is posted to /api/messages is read with care, and answered in time.</summary>
public sealed class BotRequestTests
{
    [Theory]
    [InlineData("", "This is not JSON.")]
    [InlineData("{", "This is not JSON.")]
    [InlineData("null", "An activity is a JSON object.")]
    [InlineData("[]", "An activity is a JSON object.")]
    [InlineData("\"message\"", "An activity is a JSON object.")]
    [InlineData("{}", "The activity has no type.")]
    [InlineData("""{"type":7,"serviceUrl":"https://x","conversation":{"id":"c"}}""", "The activity has no type.")]
    [InlineData("""{"type":"message"}""", "The activity has no serviceUrl.")]
    [InlineData("""{"type":"message","serviceUrl":"https://x"}""", "The activity has no conversation.")]
    [InlineData("""{"type":"message","serviceUrl":"https://x","conversation":"c"}""", "The activity has no conversation.")]
    [InlineData("""{"type":"message","serviceUrl":"https://x","conversation":{"id":""}}""", "The activity has no conversation.")]
    public async Task What_is_no_activity_is_refused_with_words(string body, string words)
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal((400, words), await scene.SendAsync(body, $"Bearer {scene.Token()}"));
        Assert.Empty(scene.Inbox.Taken);
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Only_JSON_is_read(string type)
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal(415, (await scene.SendAsync(scene.Activity().ToJsonString(), $"Bearer {scene.Token()}", type)).Status);
        Assert.Equal(200, (await scene.SendAsync(scene.Activity().ToJsonString(), $"Bearer {scene.Token()}", "application/json; charset=utf-8")).Status);
    }

    [Fact]
    public async Task A_megabyte_is_the_most()
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal(200, (await scene.SendAsync(scene.Activity(but: one => one["text"] = new string('x', 1_000_000)))).Status);
        try
        {
            Assert.Equal(413, (await scene.SendAsync(scene.Activity(but: one => one["text"] = new string('x', 1_100_000)))).Status);
        }
        catch (HttpRequestException)
        {
            // The server does not wait for the rest, and the client may be writing still.
        }

        Assert.Single(scene.Inbox.Taken);
    }

    [Fact]
    public async Task Half_a_letter_and_depth_without_end_break_nothing()
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal(400, (await scene.SendAsync(new string('[', 100_000), null)).Status);
        var activity = scene.Activity(but: one => one["text"] = "HALF").ToJsonString().Replace("HALF", "a\\ud83db", StringComparison.Ordinal);
        Assert.Equal(200, (await scene.SendAsync(activity, $"Bearer {scene.Token()}")).Status);
        Assert.Equal("a\ufffdb", Assert.IsType<MessageReceived>(scene.Inbox.Taken.Single()).Said.Text);
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("endOfConversation")]
    [InlineData("event")]
    [InlineData("conversationUpdate")]
    [InlineData("installationUpdate")]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("something new")]
    public async Task What_nobody_wants_to_hear_of_is_acknowledged(string type)
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal((200, ""), await scene.SendAsync(scene.Activity(type)));
        Assert.Empty(scene.Inbox.Taken);
    }

    [Theory]
    [InlineData("signin/verifyState")]
    [InlineData("fileConsent/invoke")]
    [InlineData("composeExtension/query")]
    [InlineData("adaptiveCard/action")]
    [InlineData("composeExtension/fetchTask")]
    [InlineData("")]
    public async Task What_nobody_can_answer_is_said_not_to_be_there(string name)
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal((501, ""), await scene.SendAsync(scene.Activity("invoke", one => one["name"] = name)));
        Assert.Empty(scene.Inbox.Taken);
    }

    [Fact]
    public async Task A_press_is_answered_with_what_the_inbox_says()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Inbox.Answer = _ => Task.FromResult(TeamsAnswer.Card(new JsonObject { ["type"] = "AdaptiveCard", ["title"] = "für „Müller“ <b>" }));
        var press = scene.Activity("invoke", one => (one["name"], one["value"]) = ("adaptiveCard/action", new JsonObject { ["action"] = new JsonObject { ["verb"] = "ack" } }));
        Assert.Equal((200, """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","title":"für „Müller“ <b>"}}"""), await scene.SendAsync(press));

        scene.Inbox.Answer = _ => Task.FromResult(TeamsAnswer.Refusal(403, "notYours", "You may not."));
        Assert.Equal((200, """{"statusCode":403,"type":"application/vnd.microsoft.error","value":{"code":"notYours","message":"You may not."}}"""), await scene.SendAsync(press));

        scene.Inbox.Answer = _ => Task.FromResult(TeamsAnswer.Dialog("Declare", new JsonObject { ["type"] = "AdaptiveCard" }, DialogSize.Medium, DialogSize.Large));
        Assert.Equal((200, """{"task":{"type":"continue","value":{"title":"Declare","height":"medium","width":"large","card":{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"}}}}}"""), await scene.SendAsync(scene.Activity("invoke", one => one["name"] = "task/fetch")));

        scene.Inbox.Answer = _ => Task.FromResult(TeamsAnswer.DialogWords("Done."));
        Assert.Equal((200, """{"task":{"type":"message","value":"Done."}}"""), await scene.SendAsync(scene.Activity("invoke", one => one["name"] = "task/submit")));
        Assert.Equal((200, ""), await scene.SendAsync(scene.Activity("typing")));
    }

    [Fact]
    public async Task Whoever_waits_before_a_button_is_answered_within_five_seconds_and_the_work_goes_on()
    {
        await using var scene = await TeamsScene.StartAsync();
        var (go, ended) = (new TaskCompletionSource(), false);
        scene.Inbox.Answer = async _ =>
        {
            await go.Task;
            ended = true;
            return TeamsAnswer.Words("late");
        };
        var sent = scene.SendAsync(scene.Activity("invoke", one => (one["name"], one["value"]) = ("adaptiveCard/action", new JsonObject { ["action"] = new JsonObject { ["verb"] = "ack" } })));
        await scene.UntilAsync(() => !scene.Inbox.Taken.IsEmpty);
        scene.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Contains("Still working on it", (await sent).Body, StringComparison.Ordinal);
        go.SetResult();
        await scene.UntilAsync(() => ended);
    }

    [Fact]
    public async Task A_message_is_acknowledged_in_time_and_the_work_goes_on_even_while_the_server_stops()
    {
        await using var scene = await TeamsScene.StartAsync();
        var (go, ended) = (new TaskCompletionSource(), false);
        scene.Inbox.Answer = async _ =>
        {
            await go.Task;
            ended = true;
            return TeamsAnswer.Empty;
        };
        var sent = scene.SendAsync(scene.Activity());
        await scene.UntilAsync(() => !scene.Inbox.Taken.IsEmpty);
        scene.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((200, ""), await sent);
        Assert.False(ended);
        go.SetResult();
        await scene.UntilAsync(() => ended);
    }

    [Fact]
    public async Task Whoever_wrote_or_pressed_is_told_when_it_may_not_have_been_recorded()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Inbox.Answer = _ => throw new InvalidOperationException("ransom note on FS01");
        scene.Microsoft.Expect("POST /v3/conversations/19%3Aroom%40thread.tacv2%3Bmessageid%3D1700000000000/activities?isTargetedActivity=true", 201, """{"id":"5"}""");
        Assert.Equal((200, ""), await scene.SendAsync(scene.Activity()));
        var told = scene.Microsoft.Calls.Last().Json;
        Assert.Equal("29:alex", (string?)told["recipient"]!["id"]);
        Assert.Contains("may not have been recorded. Look at the timeline", (string?)told["text"], StringComparison.Ordinal);

        var press = await scene.SendAsync(scene.Activity("invoke", one => (one["name"], one["value"]) = ("adaptiveCard/action", new JsonObject { ["action"] = new JsonObject { ["verb"] = "ack" } })));
        Assert.Contains("may not have been recorded", press.Body, StringComparison.Ordinal);
        var dialog = await scene.SendAsync(scene.Activity("invoke", one => one["name"] = "task/submit"));
        Assert.Equal("message", (string?)JsonNode.Parse(dialog.Body)!["task"]!["type"]);

        // Nobody waits for this one, so that Teams may bring it again.
        Assert.Equal((500, ""), await scene.SendAsync(scene.Activity("installationUpdate", one => one["action"] = "add")));
        Assert.Equal(4, scene.Logs.Lines.Count(line => line.Level is LogLevel.Error && line.Category.StartsWith("IncidentBot", StringComparison.Ordinal)));
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Text.Contains("ransom", StringComparison.Ordinal));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task Whoever_only_looks_is_not_told_that_something_went_wrong_or_takes_long()
    {
        await using var scene = await TeamsScene.StartAsync();
        var look = scene.Activity("invoke", one => (one["name"], one["value"]) = ("adaptiveCard/action", new JsonObject { ["action"] = new JsonObject { ["verb"] = "refresh" }, ["trigger"] = "automatic" }));
        scene.Inbox.Answer = _ => throw new InvalidOperationException("the database is away");
        Assert.Equal("application/vnd.microsoft.error", (string?)JsonNode.Parse((await scene.SendAsync(look)).Body)!["type"]);

        var (go, ended) = (new TaskCompletionSource(), false);
        scene.Inbox.Answer = async _ =>
        {
            await go.Task;
            ended = true;
            throw new InvalidOperationException("the database is away");
        };
        var sent = scene.SendAsync(look);
        await scene.UntilAsync(() => scene.Inbox.Taken.Count == 2);
        scene.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("application/vnd.microsoft.error", (string?)JsonNode.Parse((await sent).Body)!["type"]);
        go.SetResult();
        await scene.UntilAsync(() => ended && scene.Logs.Lines.Count(line => line.Level is LogLevel.Error && line.Category.StartsWith("IncidentBot", StringComparison.Ordinal)) == 2);
        Assert.DoesNotContain(scene.Microsoft.Calls, one => one.Request.Contains("/activities", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_key_there_is_no_such_address()
    {
        await using var scene = await TeamsScene.StartAsync(("AppType", null), ("AppId", null), ("AppPassword", null), ("TenantId", null));
        Assert.Equal((404, ""), await scene.SendAsync(scene.Activity()));
        Assert.Empty(scene.Inbox.Taken);
        Assert.Empty(scene.Microsoft.Calls);
    }

    [Fact]
    public async Task On_one_machine_alone_nobody_has_to_show_a_token_but_a_wrong_one_stays_wrong()
    {
        await using var scene = await TeamsScene.StartAsync(("AppType", null), ("AppId", null), ("AppPassword", null), ("TenantId", null), ("AllowUnauthenticated", "true"));
        Assert.Equal((200, ""), await scene.SendAsync(scene.Activity(but: one => one["channelId"] = "emulator").ToJsonString(), null));
        Assert.Equal(401, (await scene.SendAsync(scene.Activity())).Status);
        var taken = Assert.Single(scene.Inbox.Taken);
        Assert.True(taken.Registration.IsAnonymous);

        // And the bot shows none to what it speaks with.
        scene.Microsoft.Expect("POST /v3/conversations/19%3Aroom%40thread.tacv2%3Bmessageid%3D1700000000000/activities", 201, """{"id":"5"}""");
        await scene.Connector.PostAsync(taken.Address, new IncidentBot.Teams.Connector.TeamsMessage { Text = "hello" }, CancellationToken.None);
        Assert.Equal("", scene.Microsoft.Calls.Last().Authorization);
    }
}
