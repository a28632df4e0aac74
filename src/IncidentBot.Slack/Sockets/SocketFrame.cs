using System.Text.Json;
using IncidentBot.Slack.Requests;

namespace IncidentBot.Slack.Sockets;

/// <summary>What Slack sends on a socket.</summary>
internal abstract record SocketFrame
{
    /// <returns>Null for what is no frame of Slack's, or lacks what it needs.</returns>
    public static SocketFrame? Read(ReadOnlySpan<byte> bytes)
    {
        if (PayloadReader.Json(bytes) is not { ValueKind: JsonValueKind.Object } frame)
        {
            return null;
        }

        return PayloadReader.Text(frame, "type") switch
        {
            "hello" => new Hello(frame.TryGetProperty("connection_info", out var info) ? PayloadReader.Text(info, "app_id") : null),
            "disconnect" => new Leave(PayloadReader.Text(frame, "reason") ?? "no reason"),
            "slash_commands" => Envelope(frame, SlackDeliveryKind.Command),
            "events_api" => Envelope(frame, SlackDeliveryKind.Event),
            "interactive" => Envelope(frame, SlackDeliveryKind.Interaction),
            _ => null,
        };
    }

    private static SocketEnvelope? Envelope(JsonElement frame, SlackDeliveryKind kind) =>
        PayloadReader.Text(frame, "envelope_id") is { Length: > 0 } id && frame.TryGetProperty("payload", out var payload) && PayloadReader.IsWhole(kind, payload)
            ? new SocketEnvelope(id, new SlackDelivery(kind, payload, Retry(frame)), frame.TryGetProperty("accepts_response_payload", out var accepts) && accepts.ValueKind is JsonValueKind.True)
            : null;

    private static int Retry(JsonElement frame) => frame.TryGetProperty("retry_attempt", out var attempt) && attempt.ValueKind is JsonValueKind.Number && attempt.TryGetInt32(out var number) && number is >= 0 and <= 100 ? number : 0;
}

/// <summary>The socket may be used.</summary>
internal sealed record Hello(string? AppId) : SocketFrame;

/// <summary>Slack is about to close it.</summary>
internal sealed record Leave(string Reason) : SocketFrame;

/// <summary>A delivery that is to be acknowledged on the socket on which it came.</summary>
internal sealed record SocketEnvelope(string Id, SlackDelivery Delivery, bool TakesAnswer) : SocketFrame;
