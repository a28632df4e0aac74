using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Teams.Cards;

/// <summary>The data of a button or form: everything of ours is under one name, so that no field of a form, which Teams puts beside it, can take its place.</summary>
internal static class TeamsData
{
    public const string Press = "press";

    public const string Kept = "kept";

    public const string Form = "form";

    public const string Fresh = "fresh";

    private const string Ours = "incidentbot";

    public static JsonObject Write<T>(string kind, T value) => new() { [Ours] = new JsonObject { [kind] = JsonSerializer.SerializeToNode(value, CardJson.Options) } };

    /// <summary>With it, Action.Submit of a message asks for a dialog.</summary>
    public static JsonObject Fetching(JsonObject data)
    {
        data["msteams"] = new JsonObject { ["type"] = "task/fetch" };
        return data;
    }

    /// <returns>Null for what is not ours, or another kind of it.</returns>
    public static T? Read<T>(JsonElement data, string kind)
        where T : class
    {
        try
        {
            return data.ValueKind is JsonValueKind.Object && data.TryGetProperty(Ours, out var ours) && ours.ValueKind is JsonValueKind.Object && ours.TryGetProperty(kind, out var value)
                ? value.Deserialize<T>(CardJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What was filled in beside it, as text.</summary>
    public static Dictionary<string, string> Beside(JsonElement data) =>
        data.EnumerateObject().Where(one => one.Name is not (Ours or "msteams") && one.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            .GroupBy(one => one.Name, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.Last().Value is { ValueKind: JsonValueKind.String } text ? text.GetString()! : one.Last().Value.GetRawText(), StringComparer.Ordinal);
}
