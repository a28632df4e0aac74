using System.Diagnostics;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Blocks;
using IncidentBot.SlackFake;

namespace IncidentBot.Tests.Slack.Api;

/// <summary>Tokens, response URLs, triggers and credentials stand in no log, no trace and no exception.</summary>
public sealed class SlackSecretTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task No_secret_is_in_a_log_a_trace_or_an_exception()
    {
        var traces = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(string.Join(' ', activity.TagObjects.Select(one => $"{one.Value}").Append(activity.DisplayName))),
        };
        ActivitySource.AddActivityListener(listener);
        await using var scene = await SlackScene.StartAsync();
        var url = new Uri(scene.Slack.Address, "commands/T0001/1/a-secret-hook").ToString();
        var faults = new List<Exception>();
        foreach (var broken in new Action<string>[] { method => scene.Slack.Faults.Refuse(method, "internal_error"), method => scene.Slack.Faults.Cut(method), method => scene.Slack.Faults.Fail(method, 502), method => scene.Slack.Faults.Limit(method, 1) })
        {
            foreach (var method in new[] { "response_url", "views.open", "oauth.v2.access" })
            {
                broken(method);
            }

            faults.Add(await SlackScene.FailAsync(() => scene.Client.Respond(url, new ResponseMessage { Text = "what was typed" }, None)));
            faults.Add(await SlackScene.FailAsync(() => scene.Bot.Views.Open("a-secret-trigger", new ViewDefinition { Type = "modal", Title = new PlainText("what was typed") }, None)));
            faults.Add(await SlackScene.FailAsync(() => scene.Client.OAuthV2.Access("an-id", "a-secret-of-the-app", "a-secret-code", null, None)));
        }

        faults.Add(await SlackScene.FailAsync(() => scene.Client.Respond("https://elsewhere.example/a-secret-hook", new ResponseMessage { Text = "x" }, None)));
        string[] secrets = [FakeSlack.BotToken, "a-secret", "what was typed", Convert.ToBase64String("an-id:a-secret-of-the-app"u8)];
        foreach (var text in faults.Select(one => one.ToString()).Concat(scene.Logs.Lines.Select(one => one.Text)).Concat(traces.Where(one => one.Contains(scene.Slack.Address.Authority, StringComparison.Ordinal))))
        {
            Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void What_an_installation_writes_of_itself_holds_no_token() =>
        Assert.DoesNotContain("xoxb-", new OauthV2AccessResponse { AccessToken = "xoxb-1", RefreshToken = "xoxe-1", Team = new() { Id = "T1" } }.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://hooks.slack.com.evil.example/commands/1")]
    [InlineData("http://hooks.slack.com/commands/1")]
    [InlineData("https://user@hooks.slack.com/commands/1")]
    [InlineData("https://hooks.slack.com:8443/commands/1")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("http://127.0.0.1:1/commands/1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("hooks.slack.com/commands/1")]
    [InlineData("")]
    public async Task A_response_URL_that_is_not_Slacks_is_not_called(string url)
    {
        await using var scene = await SlackScene.StartAsync();
        Assert.Equal(("invalid_response_url", SlackFailure.Configuration, false), await SlackScene.FailAsync(() => scene.Client.Respond(url, new ResponseMessage { Text = "x" }, None)) is var fault ? (fault.ErrorCode, fault.Failure, fault.OutcomeUnknown) : default);
    }
}
