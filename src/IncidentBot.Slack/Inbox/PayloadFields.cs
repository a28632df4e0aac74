using System.Text.Json;

namespace IncidentBot.Slack.Inbox;

/// <summary>Reads fields of what Slack sends; one that is not there, or is of another kind, is null.</summary>
internal static class PayloadFields
{
    public static string? Text(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    public static bool Flag(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path) is { ValueKind: JsonValueKind.True };

    public static JsonElement? At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json;
    }
}
