using System.Text.Json;

namespace IncidentBot.Slack.Requests;

/// <summary>Something that Slack sent, however it came: by a socket or by a signed request. What it is about stands in the payload, in Slack's own words.</summary>
/// <param name="Payload">Of a command its fields, of an event the envelope, of an interaction the payload.</param>
/// <param name="Retry">0 for the first try.</param>
public sealed record SlackDelivery(SlackDeliveryKind Kind, JsonElement Payload, int Retry);

/// <summary>What Slack sends.</summary>
public enum SlackDeliveryKind
{
    Command,
    Event,
    Interaction,
}

/// <summary>What goes back beside the acknowledgement.</summary>
/// <param name="Json">The answer as Slack reads it; null for an empty one.</param>
public sealed record SlackAnswer(string? Json)
{
    public static SlackAnswer Empty { get; } = new((string?)null);
}

/// <summary>Takes whatever Slack sends. It answers in time: what takes longer goes on, and is answered by the response URL.</summary>
public interface ISlackInbox
{
    /// <param name="delivery">Its sender is known to be Slack.</param>
    /// <param name="cancel">Set when the server stops: what is begun is finished.</param>
    Task<SlackAnswer> ReceiveAsync(SlackDelivery delivery, CancellationToken cancel);
}
