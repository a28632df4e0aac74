namespace IncidentBot.Slack.Api;

/// <summary>Pinned messages.</summary>
public sealed class PinsApi
{
    private readonly ISlackApiClient client;

    internal PinsApi(ISlackApiClient client) => this.client = client;

    public Task Add(string channelId, string timestamp, CancellationToken cancel) => client.Post<SlackResponse>("pins.add", new SlackArgs().With("channel", channelId).With("timestamp", timestamp), cancel);
}

/// <summary>Reactions to messages.</summary>
public sealed class ReactionsApi
{
    private readonly ISlackApiClient client;

    internal ReactionsApi(ISlackApiClient client) => this.client = client;

    /// <param name="name">Without colons.</param>
    public Task Add(string name, string channelId, string timestamp, CancellationToken cancel) =>
        client.Post<SlackResponse>("reactions.add", new SlackArgs().With("channel", channelId).With("name", name).With("timestamp", timestamp), cancel);
}
