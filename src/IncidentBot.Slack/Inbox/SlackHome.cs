namespace IncidentBot.Slack.Inbox;

public sealed class SlackHome
{
    public Task PublishAsync(SlackVisitor visitor, CancellationToken cancel) => Task.CompletedTask;
}
