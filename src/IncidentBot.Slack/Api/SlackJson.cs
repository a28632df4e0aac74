using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Api;

/// <summary>How Slack writes JSON: snake case, and what is not there is left out.</summary>
internal static class SlackJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // It goes into a form or a JSON body and never into a page; every letter written as \u00e4 would count against the limits of blocks and values.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 32,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
