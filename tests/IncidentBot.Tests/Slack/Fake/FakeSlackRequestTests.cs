using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Tests.Slack.Fake;

/// <summary>Over HTTP the fake signs what it sends, and tries events again as Slack does.</summary>
public sealed class FakeSlackRequestTests
{
    [Fact]
    public async Task Commands_events_and_presses_come_signed_in_their_own_forms()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var sink = await RequestSink.StartAsync(scene.Slack);
        sink.Answer = context => context.Request.Path == "/commands" ? context.Response.WriteAsJsonAsync(new { text = "only for you" }) : Task.CompletedTask;
        var (alex, general) = (scene.Slack.As("alex"), scene.Slack.Workspace.Channel("general"));
        general.Members.Add("U0BOT");
        await alex.CommandAsync(general, "/incident", "a & b=c");
        await alex.ShortcutAsync("declare_incident");
        alex.Say(general, "<@U0BOT> status");
        foreach (var one in scene.Slack.Deliveries.Events)
        {
            Assert.True((await one.EndAsync()).Acknowledged);
        }

        Assert.All(sink.Requests, one => Assert.True(one.Signed));
        var command = HttpUtility.ParseQueryString(sink.Requests.Single(one => one.Path == "/commands").Body);
        Assert.Equal(("a & b=c", "/incident", "false"), (command["text"], command["command"], command["is_enterprise_install"]));
        Assert.Equal("shortcut", (string?)JsonNode.Parse(HttpUtility.ParseQueryString(sink.Requests.Single(one => one.Path == "/interactions").Body)["payload"]!)!["type"]);
        Assert.Equal(["app_mention", "message"], sink.Requests.Where(one => one.Path == "/events").Select(one => (string?)JsonNode.Parse(one.Body)!["event"]!["type"]).Order());
        Assert.Equal("only for you", Assert.Single(alex.Ephemerals).Text);
    }

    [Fact]
    public async Task An_event_is_tried_three_times_more_and_says_why()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var sink = await RequestSink.StartAsync(scene.Slack);
        sink.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        scene.Slack.Deliveries.RetryPace = 0;
        var delivery = scene.Slack.Deliveries.Emit(scene.Slack.Workspace, null, "team_join", new { type = "team_join" })!;
        Assert.False((await delivery.EndAsync()).Acknowledged);
        Assert.Equal([null, "1", "2", "3"], sink.Requests.Select(one => one.RetryNumber is { Length: > 0 } number ? number : null));
        Assert.Equal("http_error", sink.Requests.Last().RetryReason);
        Assert.Single(sink.Requests.Select(one => one.Body).Distinct());
    }

    [Fact]
    public async Task Who_says_so_is_not_asked_again()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var sink = await RequestSink.StartAsync(scene.Slack);
        sink.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers["X-Slack-No-Retry"]) = (StatusCodes.Status503ServiceUnavailable, "1");
            return Task.CompletedTask;
        };
        await scene.Slack.Deliveries.Emit(scene.Slack.Workspace, null, "team_join", new { type = "team_join" })!.EndAsync();
        Assert.Single(sink.Requests);
    }

    [Fact]
    public async Task An_answer_that_Slack_would_not_show_is_told()
    {
        await using var scene = await SlackScene.StartAsync();
        await using var sink = await RequestSink.StartAsync(scene.Slack);
        sink.Answer = context => context.Response.WriteAsJsonAsync(new { text = "x", blocks = new[] { new { type = "no_such_block" } } });
        await scene.Slack.As("alex").CommandAsync(scene.Slack.Workspace.Channel("general"), "/incident", "x");
        Assert.Contains("invalid_blocks", Assert.Single(scene.Slack.Wrongs), StringComparison.Ordinal);
    }
}
