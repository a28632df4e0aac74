using IncidentBot.Core.Effects;
using IncidentBot.Slack.Api;
using IncidentBot.SlackFake.World;

namespace IncidentBot.Tests.Slack.Api;

/// <summary>What goes wrong between us and Slack is told in words that say what to do next, and never by trying blindly again.</summary>
public sealed class SlackFaultTests
{
    private const string Post = "chat.postMessage";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("ratelimited", SlackFailure.Retry)]
    [InlineData("rate_limited", SlackFailure.Retry)]
    [InlineData("service_unavailable", SlackFailure.Retry)]
    [InlineData("request_timeout", SlackFailure.Retry)]
    [InlineData("fatal_error", SlackFailure.Retry)]
    [InlineData("invalid_auth", SlackFailure.Reauthorise)]
    [InlineData("account_inactive", SlackFailure.Reauthorise)]
    [InlineData("token_revoked", SlackFailure.Reauthorise)]
    [InlineData("token_expired", SlackFailure.Reauthorise)]
    [InlineData("team_access_not_granted", SlackFailure.Reauthorise)]
    [InlineData("missing_scope", SlackFailure.Configuration)]
    [InlineData("not_allowed_token_type", SlackFailure.Configuration)]
    [InlineData("invalid_blocks", SlackFailure.Configuration)]
    [InlineData("msg_blocks_too_long", SlackFailure.Configuration)]
    [InlineData("metadata_too_large", SlackFailure.Configuration)]
    [InlineData("invalid_name_specials", SlackFailure.Configuration)]
    [InlineData("channel_not_found", SlackFailure.Target)]
    [InlineData("not_in_channel", SlackFailure.Target)]
    [InlineData("is_archived", SlackFailure.Target)]
    [InlineData("name_taken", SlackFailure.Target)]
    [InlineData("user_is_restricted", SlackFailure.Target)]
    [InlineData("users_not_found", SlackFailure.Target)]
    [InlineData("restricted_action_thread_locked", SlackFailure.Target)]
    [InlineData("expired_trigger_id", SlackFailure.Target)]
    [InlineData("message_not_found", SlackFailure.Target)]
    [InlineData("already_in_channel", SlackFailure.Benign)]
    [InlineData("already_pinned", SlackFailure.Benign)]
    [InlineData("a_code_that_is_new", SlackFailure.Configuration)]
    [InlineData("already_did_something_new", SlackFailure.Benign)]
    [InlineData("huddle_not_found", SlackFailure.Target)]
    [InlineData("invalid_something_new", SlackFailure.Configuration)]
    public async Task Every_code_has_a_class(string code, SlackFailure failure)
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.Refuse(Post, code);
        var fault = await PostAsync(scene);
        Assert.Equal((code, failure), (fault.ErrorCode, fault.Failure));
        Assert.Equal($"Slack chat.postMessage: {code}", fault.Message);
    }

    [Fact]
    public void The_same_code_can_mean_that_it_was_so_already()
    {
        Assert.Equal(SlackFailure.Benign, SlackErrors.Class("chat.delete", "message_not_found"));
        Assert.Equal(SlackFailure.Benign, SlackErrors.Class("conversations.invite", "cant_invite_self"));
        Assert.Equal(SlackFailure.Target, SlackErrors.Class("conversations.open", "cant_invite_self"));
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Install(scene.Slack.Workspace, "xoxb-few", scopes: ["commands", "users:read"]);
        var fault = await SlackScene.FailAsync(() => scene.Client.WithAccessToken("xoxb-few").Users.LookupByEmail("alex@example.com", None));
        Assert.Equal(("missing_scope", "users:read.email", "commands,users:read"), (fault.ErrorCode, fault.Needed, fault.Provided));
        Assert.Contains("needs users:read.email", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_wrong_with_the_blocks_can_be_read_but_is_not_in_the_words()
    {
        await using var scene = await SlackScene.StartAsync();
        var fault = await SlackScene.FailAsync(() => scene.Bot.Chat.PostMessage(new Message { Channel = Room(scene), Text = "x", Blocks = [new IncidentBot.Slack.Blocks.HeaderBlock(new IncidentBot.Slack.Blocks.PlainText(new string('x', 151)))] }, None));
        Assert.Equal("[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]", Assert.Single(fault.Messages));
        Assert.Equal("Slack chat.postMessage: invalid_blocks", fault.Message);
    }

    [Fact]
    public async Task A_limited_method_is_left_alone_until_the_time_is_over_and_others_go_on()
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.Limit("conversations.info", 7);
        var channel = Room(scene);
        Assert.Equal(TimeSpan.FromSeconds(7), (await SlackScene.FailAsync(() => scene.Bot.Conversations.Info(channel, None))).RetryAfter);
        scene.Time.Advance(TimeSpan.FromSeconds(6));
        var second = await SlackScene.FailAsync(() => scene.Bot.Conversations.Info(channel, None));
        Assert.Equal(("ratelimited", TimeSpan.FromSeconds(1), false), (second.ErrorCode, second.RetryAfter, second.OutcomeUnknown));
        Assert.Single(scene.Slack.CallsTo("conversations.info"));
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<RetryAfterException>(second.ForRelay()).Wait);

        var other = scene.Slack.AddWorkspace("Other", "other");
        scene.Slack.Install(other, "xoxb-other");
        await scene.Client.WithAccessToken("xoxb-other").Conversations.Info(other.Channel("general").Id, None);
        await scene.Bot.Conversations.Members(channel, null, None);
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await scene.Bot.Conversations.Info(channel, None);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(86_400, 3_600)]
    public async Task However_long_Slack_asks_us_to_wait_the_wait_is_bounded(int asked, int waited)
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.Limit(Post, asked);
        Assert.Equal(TimeSpan.FromSeconds(waited), (await PostAsync(scene)).RetryAfter);
    }

    [Fact]
    public async Task A_lost_answer_of_a_write_is_an_unknown_outcome_and_is_not_sent_again()
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.LoseAnswer(Post);
        var fault = await PostAsync(scene);
        Assert.Equal(("broken", SlackFailure.Retry, true), (fault.ErrorCode, fault.Failure, fault.OutcomeUnknown));
        Assert.Single(scene.Slack.Workspace.Channel("room").Messages);
        Assert.Single(scene.Slack.CallsTo(Post));
        Assert.Equal(SendFailure.Unknown, Assert.IsType<SendException>(fault.ForRelay()).Failure);
    }

    [Fact]
    public async Task A_lost_answer_of_a_read_is_known_to_have_changed_nothing()
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.LoseAnswer("auth.test");
        var fault = await SlackScene.FailAsync(() => scene.Bot.Auth.Test(None));
        Assert.False(fault.OutcomeUnknown);
        Assert.Equal(SendFailure.NotTaken, Assert.IsType<SendException>(fault.ForRelay()).Failure);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_bare_failure_of_the_server_is_an_unknown_outcome_of_a_write(int status)
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.Fail(Post, status);
        var fault = await PostAsync(scene);
        Assert.Equal(($"http_{status}", SlackFailure.Retry, true), (fault.ErrorCode, fault.Failure, fault.OutcomeUnknown));
    }

    [Theory]
    [InlineData("<html>Please sign in to the network</html>", "unreadable")]
    [InlineData("", "unreadable")]
    [InlineData("[]", "unreadable")]
    [InlineData("{\"ok\":false}", "unreadable")]
    [InlineData("{\"ok\":false,\"error\":\"<script>xoxb-1</script>\"}", "unreadable")]
    [InlineData("{\"ok\":\"yes\"}", "unreadable")]
    public async Task An_answer_that_cannot_be_read_is_no_yes_and_is_not_repeated(string body, string code)
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.Garble(Post, body);
        var fault = await PostAsync(scene);
        Assert.Equal((code, $"Slack chat.postMessage: {code}"), (fault.ErrorCode, fault.Message));
        Assert.Equal(!body.Contains("error", StringComparison.Ordinal) && !body.Contains("false", StringComparison.Ordinal), fault.OutcomeUnknown);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.Garble(Post, new string(' ', 9 * 1024 * 1024));
        Assert.True(await PostAsync(scene) is { ErrorCode: "unreadable", OutcomeUnknown: true });
    }

    [Fact]
    public async Task Something_that_is_not_Slack_is_said_to_be_none()
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.Fail(Post, 404);
        Assert.Equal(("http_404", SlackFailure.Configuration), (await PostAsync(scene)) is var fault ? (fault.ErrorCode, fault.Failure) : default);
    }

    [Fact]
    public async Task A_hang_ends_by_our_own_time()
    {
        await using var scene = await SlackScene.StartAsync(("Slack:CallTimeoutSeconds", "1"));
        scene.Slack.Faults.Hang(Post);
        var fault = await PostAsync(scene);
        Assert.Equal(("timeout", true), (fault.ErrorCode, fault.OutcomeUnknown));
    }

    [Fact]
    public async Task Whoever_stops_waiting_for_a_write_is_told_that_it_may_have_arrived()
    {
        await using var scene = await SlackScene.StartAsync();
        scene.Slack.Faults.Hang(Post);
        using var stop = new CancellationTokenSource();
        var waiting = scene.Bot.Chat.PostMessage(new Message { Channel = Room(scene), Text = "x" }, stop.Token);
        while (scene.Slack.CallsTo(Post).Count == 0)
        {
            await Task.Delay(10);
        }

        await stop.CancelAsync();
        Assert.True((await SlackScene.FailAsync(() => waiting)).OutcomeUnknown);

        scene.Slack.Faults.Hang("auth.test");
        using var stopRead = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Bot.Auth.Test(stopRead.Token));
    }

    [Fact]
    public async Task A_Slack_that_is_not_there_has_done_nothing()
    {
        await using var scene = await SlackScene.StartAsync(("Slack:ApiBaseUrl", "http://127.0.0.1:1/api/"));
        var fault = await PostAsync(scene);
        Assert.Equal(("unreachable", false), (fault.ErrorCode, fault.OutcomeUnknown));
        Assert.Equal(SendFailure.NotTaken, Assert.IsType<SendException>(fault.ForRelay()).Failure);
    }

    [Fact]
    public async Task Without_force_one_bad_guest_fails_the_invitation_and_with_it_the_others_come()
    {
        await using var scene = await SlackScene.StartAsync();
        var channel = Room(scene);
        scene.Slack.Workspace.AddUser("guest", guest: Guest.One, id: "UGUEST");
        scene.Slack.Workspace.AddChannel("elsewhere", false, scene.Slack.Workspace.User("guest"));
        var fault = await SlackScene.FailAsync(() => scene.Bot.Conversations.Invite(channel, ["U0001", "UGUEST"], force: false, None));
        Assert.Equal(("ura_max_channels", "UGUEST"), (fault.ErrorCode, Assert.Single(fault.Errors).User));
        Assert.DoesNotContain("U0001", scene.Slack.Workspace.Channel("room").Members);
        Assert.Equal("ura_max_channels", Assert.Single(await scene.Bot.Conversations.Invite(channel, ["U0001", "UGUEST"], force: true, None)).Error);
        Assert.Contains("U0001", scene.Slack.Workspace.Channel("room").Members);
    }

    [Fact]
    public async Task Any_number_is_invited_by_the_hundred_and_who_is_there_already_is_no_failure()
    {
        await using var scene = await SlackScene.StartAsync();
        var channel = Room(scene);
        var many = Enumerable.Range(0, 150).Select(number => scene.Slack.Workspace.AddUser($"p{number}").Id).ToList();
        Assert.Empty(await scene.Bot.Conversations.Invite(channel, many, force: true, None));
        Assert.Equal([100, 50], scene.Slack.CallsTo("conversations.invite").Select(call => call.Args["users"].Split(',').Length));
        Assert.Empty(await scene.Bot.Conversations.Invite(channel, [.. many.Take(2), "U0BOT"], force: true, None));
        Assert.Equal("UNONE", Assert.Single(await scene.Bot.Conversations.Invite(channel, ["UNONE", many[0]], force: true, None)).User);
        Assert.Equal("channel_not_found", (await SlackScene.FailAsync(() => scene.Bot.Conversations.Invite("CNONE", many, force: true, None))).ErrorCode);
    }

    private static async Task<SlackException> PostAsync(SlackScene scene) => await SlackScene.FailAsync(() => scene.Bot.Chat.PostMessage(new Message { Channel = Room(scene), Text = "x" }, None));

    private static string Room(SlackScene scene) => (scene.Slack.Workspace.Find("room") ?? scene.Slack.Workspace.AddChannel("room", false, scene.Slack.Workspace.Bot!)).Id;
}
