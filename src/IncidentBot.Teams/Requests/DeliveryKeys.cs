using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IncidentBot.Teams.Requests;

/// <summary>By what a repeat is known. The id of an activity counts in its conversation, an edit keeps the id of its message, and some activities have none.</summary>
internal static class DeliveryKeys
{
    public static string Of(string appId, Envelope envelope)
    {
        var activity = envelope.Activity;
        string?[] parts = activity.Text("id") is { Length: > 0 } id
            ? [appId, envelope.ConversationId, envelope.Type, activity.Text("name"), activity.Text("channelData", "eventType"), id, envelope.Type is "message" or "invoke" ? null : activity.Text("timestamp")]
            : [appId, JsonSerializer.Serialize(activity)];
        return $"teams:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))}";
    }
}
