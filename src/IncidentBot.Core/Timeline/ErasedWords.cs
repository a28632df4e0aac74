using System.Globalization;
using System.Text.Json.Nodes;

namespace IncidentBot.Core.Timeline;

/// <summary>What somebody typed in an entry, apart from the bot's own words around it.</summary>
public static class ErasedWords
{
    /// <summary>Shorter words are everywhere; nobody is recognised by them.</summary>
    private const int Shortest = 3;

    private static readonly HashSet<string> Typed = ["note", "title", "summary", "lesson", "update", "conditions", "actions", "need", "said", "why", "because", "reason", "overridden", "message", "reference"];

    public static IReadOnlyList<string> Of(string kind, string body)
    {
        if (JsonNode.Parse(body) is not JsonObject fields)
        {
            return [];
        }

        var words = fields.Where(field => Typed.Contains(field.Key) || (kind == "title-changed" && field.Key is "from" or "to")).Select(field => Text(field.Value));
        var scope = (fields["facts"] as JsonObject)?.Where(fact => fact.Key.StartsWith("scope.", StringComparison.Ordinal)).Select(fact => Text(fact.Value)) ?? [];
        return [.. words.Concat(scope).OfType<string>().Where(word => word.Length >= Shortest && !decimal.TryParse(word, CultureInfo.InvariantCulture, out _)).Distinct().OrderByDescending(word => word.Length)];
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text.Trim() : null;
}
