using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Teams;

/// <summary>How Teams writes JSON: camel case, and what is not there is left out.</summary>
internal static class TeamsJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // It goes into a JSON body and never into a page; every letter written as \u00e4 would count against the limits of messages.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };

    /// <summary>The text at a path of names; null where it does not lead to a text.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>What stands at a path of names; null where it leads nowhere.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    /// <summary>The rows at a name; none where there is no list.</summary>
    public static IEnumerable<JsonElement> Rows(this JsonElement element, string name) => element.At(name) is { ValueKind: JsonValueKind.Array } rows ? rows.EnumerateArray() : [];
}
