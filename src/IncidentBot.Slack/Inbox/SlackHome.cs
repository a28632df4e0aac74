namespace IncidentBot.Slack.Inbox;

public sealed class SlackHome(SlackReplies replies)
{
    public Task PublishAsync(SlackVisitor visitor, CancellationToken cancel) => Task.FromResult(replies);
}
