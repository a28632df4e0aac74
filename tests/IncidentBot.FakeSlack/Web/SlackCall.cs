using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.Web;

/// <summary>A call that was made, and how it was answered.</summary>
/// <param name="Token">The first five letters, such as xoxb-; null without one.</param>
/// <param name="Team">The workspace that the token is of.</param>
/// <param name="Answer">Null where none was given: a hang, a cut connection, a bare status.</param>
public sealed record SlackCall(string Method, string Http, string ContentType, string? Token, string? Team, IReadOnlyDictionary<string, string> Args, int Status, JsonObject? Answer, DateTimeOffset At)
{
    public bool Ok => Answer?["ok"] is JsonValue ok && (bool)ok;

    public string? Error => (string?)Answer?["error"];

    public JsonNode? Json(string name) => Args.GetValueOrDefault(name) is { } text ? JsonNode.Parse(text) : null;

    public override string ToString() => $"{Method} {string.Join(' ', Args.Select(one => $"{one.Key}={one.Value}"))} → {(Ok ? "ok" : Error ?? Status.ToString(System.Globalization.CultureInfo.InvariantCulture))}";
}
