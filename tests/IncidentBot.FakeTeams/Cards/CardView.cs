using System.Text.Json.Nodes;

namespace IncidentBot.TeamsFake.Cards;

/// <summary>An Adaptive Card as a person has it before them: what it says, what can be pressed, what can be filled in.</summary>
public static class CardView
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Everything that is to be read, from top to bottom; what is hidden is not.</summary>
    public static string Text(JsonObject card) => string.Join('\n', Below(card).SelectMany(Words).Where(one => one.Length > 0));

    public static IReadOnlyList<string> Buttons(JsonObject card) => [.. Actions(card).Select(one => (string?)one["title"] ?? "").Where(one => one.Length > 0)];

    public static IReadOnlyList<string> Inputs(JsonObject card) => [.. InputsOf(card).Select(one => (string?)one["id"] ?? "")];

    /// <summary>The button with this title, or this id.</summary>
    internal static JsonObject Action(JsonObject card, string title) => Actions(card).FirstOrDefault(one => (string?)one["title"] == title || (string?)one["id"] == title)
        ?? throw new KeyNotFoundException($"There is no button “{title}” among: {string.Join(", ", Buttons(card))}");

    /// <summary>Buttons, and what else reacts to a tap.</summary>
    internal static IEnumerable<JsonObject> Actions(JsonObject card) => Below(card).Where(one => ((string?)one["type"])?.StartsWith("Action.", StringComparison.Ordinal) is true);

    internal static IEnumerable<JsonObject> InputsOf(JsonObject card) => Below(card).Where(one => ((string?)one["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true);

    /// <summary>All objects that are shown; not a fallback, a refresh or what a button carries.</summary>
    internal static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject some when some["isVisible"] is JsonValue seen && seen.TryGetValue<bool>(out var visible) && !visible => [],
        JsonObject some => some.Where(one => one.Key is not ("fallback" or "refresh" or "data" or "msteams" or "authentication" or "metadata")).SelectMany(one => Below(one.Value)).Prepend(some),
        JsonArray many => many.SelectMany(Below),
        _ => [],
    };

    private static IEnumerable<string> Words(JsonObject one) => (string?)(one["type"] as JsonValue) switch
    {
        "TextBlock" or "TextRun" => [(string?)one["text"] ?? ""],
        "FactSet" => (one["facts"] as JsonArray ?? []).OfType<JsonObject>().Select(fact => $"{fact["title"]} {fact["value"]}"),
        "RichTextBlock" => (one["inlines"] as JsonArray ?? []).OfType<JsonValue>().Select(run => run.ToString()),
        "Input.Toggle" => [(string?)one["label"] ?? "", (string?)one["title"] ?? ""],
        string type when type.StartsWith("Input.", StringComparison.Ordinal) => [(string?)one["label"] ?? ""],
        _ => [],
    };
}
