using System.Text;
using System.Text.Json;
using IncidentBot.Core.Outside;
using Microsoft.AspNetCore.WebUtilities;

namespace IncidentBot.Slack.Requests;

/// <summary>Reads what Slack sends, whichever way it came. Null for what cannot be read or lacks what every such payload has.</summary>
internal static class PayloadReader
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static JsonElement? Read(SlackDeliveryKind kind, ReadOnlySpan<byte> body) => kind switch
    {
        SlackDeliveryKind.Event => Json(body) is { ValueKind: JsonValueKind.Object } payload && Has(payload, "type") ? payload : null,
        SlackDeliveryKind.Command => Form(body) is { } form && JsonSerializer.SerializeToElement(form) is var payload && IsWhole(kind, payload) ? payload : null,
        _ => Form(body) is { } form && form.TryGetValue("payload", out var text) && Json(Encoding.UTF8.GetBytes(text)) is { } payload && IsWhole(kind, payload) ? payload : null,
    };

    /// <summary>Whether it has what nobody can do without.</summary>
    public static bool IsWhole(SlackDeliveryKind kind, JsonElement payload) => payload.ValueKind is JsonValueKind.Object && kind switch
    {
        SlackDeliveryKind.Command => Has(payload, "command") && Has(payload, "user_id") && Has(payload, "team_id"),
        SlackDeliveryKind.Event => Has(payload, "type") && (Text(payload, "type") != "event_callback" || (Has(payload, "event_id") && payload.TryGetProperty("event", out var inner) && inner.ValueKind is JsonValueKind.Object && Has(inner, "type"))),
        _ => Has(payload, "type"),
    };

    public static string? Text(JsonElement payload, string name) =>
        payload.ValueKind is JsonValueKind.Object && payload.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static JsonElement? Json(ReadOnlySpan<byte> bytes) => OutsideJson.Read(bytes);

    /// <summary>A field that stands there twice is nobody's form.</summary>
    private static Dictionary<string, string>? Form(ReadOnlySpan<byte> body)
    {
        try
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in new QueryStringEnumerable(Strict.GetString(body)))
            {
                if (!fields.TryAdd(Clean(pair.DecodeName()), Clean(pair.DecodeValue())))
                {
                    return null;
                }
            }

            return fields;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Clean(ReadOnlyMemory<char> text) => Core.Timeline.CleanText.AtTheDoor(text.ToString());

    private static bool Has(JsonElement payload, string name) => Text(payload, name) is { Length: > 0 };
}
