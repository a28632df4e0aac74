using IncidentBot.Slack.Blocks;

namespace IncidentBot.Slack.Api;

/// <summary>Messages.</summary>
public sealed class ChatApi
{
    private readonly ISlackApiClient client;

    internal ChatApi(ISlackApiClient client) => this.client = client;

    public Task<PostMessageResponse> PostMessage(Message message, CancellationToken cancel) => client.Post<PostMessageResponse>("chat.postMessage", Content(message.Text, message.Blocks, message.Metadata)
        .With("channel", message.Channel).With("thread_ts", message.ThreadTs).With("reply_broadcast", message.ReplyBroadcast ? true : null)

        // Whatever fetches a link to show what is behind it is one more that has seen it.
        .With("unfurl_links", false).With("unfurl_media", false), cancel);

    /// <summary>Shown to one person, with no promise that it is.</summary>
    public Task<PostEphemeralResponse> PostEphemeral(string userId, Message message, CancellationToken cancel) => client.Post<PostEphemeralResponse>("chat.postEphemeral", Content(message.Text, message.Blocks, null)
        .With("channel", message.Channel).With("user", userId).With("thread_ts", message.ThreadTs), cancel);

    /// <summary>Metadata that is left out stays as it is.</summary>
    public Task<MessageUpdateResponse> Update(MessageUpdate message, CancellationToken cancel) => client.Post<MessageUpdateResponse>("chat.update", Content(message.Text, message.Blocks, message.Metadata)
        .With("channel", message.ChannelId).With("ts", message.Ts), cancel);

    public Task Delete(string ts, string channelId, CancellationToken cancel) => client.Post<SlackResponse>("chat.delete", new SlackArgs().With("channel", channelId).With("ts", ts), cancel);

    public async Task<string> GetPermalink(string channelId, string messageTs, CancellationToken cancel) =>
        (await client.Post<PermalinkResponse>("chat.getPermalink", new SlackArgs().With("channel", channelId).With("message_ts", messageTs), cancel)).Permalink;

    private static SlackArgs Content(string? text, IReadOnlyList<Block>? blocks, MessageMetadata? metadata) => new SlackArgs().With("text", text).WithJson("blocks", blocks).WithJson("metadata", metadata);
}

/// <summary>A message to post.</summary>
public sealed record Message
{
    /// <summary>A channel's id, or a person's for the app's direct message with them.</summary>
    public required string Channel { get; init; }

    /// <summary>What notifications and screen readers say; with blocks nobody else sees it.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<Block>? Blocks { get; init; }

    public string? ThreadTs { get; init; }

    /// <summary>Shows a reply in the channel as well.</summary>
    public bool ReplyBroadcast { get; init; }

    /// <summary>By this the message is found again when the answer was lost.</summary>
    public MessageMetadata? Metadata { get; init; }
}

/// <summary>What a message is to become.</summary>
public sealed record MessageUpdate
{
    public required string ChannelId { get; init; }

    public required string Ts { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<Block>? Blocks { get; init; }

    public MessageMetadata? Metadata { get; init; }
}

/// <summary>What a message carries unseen: the kind, and values by name.</summary>
public sealed record MessageMetadata
{
    public required string EventType { get; init; }

    public IReadOnlyDictionary<string, string> EventPayload { get; init; } = new Dictionary<string, string>();
}

/// <summary>Where a message was posted; channel and ts name it.</summary>
public sealed record PostMessageResponse : SlackResponse
{
    public string Channel { get; init; } = "";

    public string Ts { get; init; } = "";
}

/// <summary>The changed message.</summary>
public sealed record MessageUpdateResponse : SlackResponse
{
    public string Channel { get; init; } = "";

    public string Ts { get; init; } = "";
}

/// <summary>Names the message to one person, which cannot be changed by it.</summary>
public sealed record PostEphemeralResponse : SlackResponse
{
    public string MessageTs { get; init; } = "";
}

internal sealed record PermalinkResponse : SlackResponse
{
    public string Permalink { get; init; } = "";
}
