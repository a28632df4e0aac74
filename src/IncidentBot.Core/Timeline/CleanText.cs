using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Core.Timeline;

/// <summary>Makes typed text storable everywhere: PostgreSQL refuses U+0000 and UTF-8 cannot carry half a surrogate pair, so both become U+FFFD before anything is hashed or stored.</summary>
public static class CleanText
{
    private const char Replacement = '\uFFFD';

    public static string AtTheDoor(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsClean(text) ? text : string.Create(text.Length, text, Replace);
    }

    /// <summary>A copy of the node with every string and property name cleaned.</summary>
    public static JsonNode? AtTheDoor(JsonNode? node) => Clean(JsonSerializer.SerializeToElement(node));

    private static JsonNode? Clean(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(p => KeyValuePair.Create(AtTheDoor(p.Name), Clean(p.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Clean)]),
        JsonValueKind.String => JsonValue.Create(AtTheDoor(element.GetString()!)),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonValue.Create(element),
    };

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || IsLone(text, i)) return false;
        }

        return true;
    }

    private static void Replace(Span<char> target, string text)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = text[i] == '\0' || IsLone(text, i) ? Replacement : text[i];
        }
    }

    private static bool IsLone(string text, int i) => char.IsSurrogate(text[i])
        && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        && !(char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]));
}
