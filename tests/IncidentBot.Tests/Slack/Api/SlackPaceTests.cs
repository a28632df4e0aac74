using IncidentBot.Slack.Api;

namespace IncidentBot.Tests.Slack.Api;

/// <summary>About one message a second in a channel, after a small burst; a long wait is handed up.</summary>
public sealed class SlackPaceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task After_a_burst_messages_wait_their_turn_and_other_channels_do_not()
    {
        await using var scene = await SlackScene.StartAsync(("Slack:PostBurst", "2"));
        var (room, other) = (Room(scene, "room"), Room(scene, "other"));
        await PostAsync(scene, room);
        await PostAsync(scene, room);
        var third = PostAsync(scene, room);
        await PostAsync(scene, other);
        await Task.Delay(50);
        Assert.False(third.IsCompleted);
        Assert.Equal(2, scene.Slack.Workspace.Channel("room").Messages.Count);

        scene.Time.Advance(TimeSpan.FromMilliseconds(999));
        await Task.Delay(50);
        Assert.False(third.IsCompleted);
        scene.Time.Advance(TimeSpan.FromMilliseconds(1));
        await third;
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_handed_up_and_nothing_is_sent()
    {
        await using var scene = await SlackScene.StartAsync(("Slack:PostBurst", "1"), ("Slack:LongestPostWaitSeconds", "1"));
        var room = Room(scene, "room");
        await PostAsync(scene, room);
        var second = PostAsync(scene, room);
        var fault = await SlackScene.FailAsync(() => PostAsync(scene, room));
        Assert.Equal(("ratelimited", SlackFailure.Retry, TimeSpan.FromSeconds(2)), (fault.ErrorCode, fault.Failure, fault.RetryAfter));
        Assert.Single(scene.Slack.CallsTo("chat.postMessage"));
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await second;
    }

    [Fact]
    public async Task A_quiet_channel_has_its_burst_again_and_no_more_than_that()
    {
        await using var scene = await SlackScene.StartAsync(("Slack:PostBurst", "2"), ("Slack:LongestPostWaitSeconds", "0"));
        var room = Room(scene, "room");
        scene.Time.Advance(TimeSpan.FromHours(1));
        await PostAsync(scene, room);
        await PostAsync(scene, room);
        await SlackScene.FailAsync(() => PostAsync(scene, room));
        scene.Time.Advance(TimeSpan.FromHours(1));
        await PostAsync(scene, room);
        await PostAsync(scene, room);
        await SlackScene.FailAsync(() => PostAsync(scene, room));
    }

    private static Task PostAsync(SlackScene scene, string channel) => scene.Bot.Chat.PostMessage(new Message { Channel = channel, Text = "x" }, None);

    private static string Room(SlackScene scene, string name) => scene.Slack.Workspace.AddChannel(name, false, scene.Slack.Workspace.Bot!).Id;
}
