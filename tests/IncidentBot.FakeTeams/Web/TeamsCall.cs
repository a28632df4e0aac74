using System.Text.Json.Nodes;

namespace IncidentBot.TeamsFake.Web;

/// <summary>A call that was made, and how it was answered.</summary>
/// <param name="Name">The verb and the path without its ids, such as "POST v3/conversations/activities" or "POST teams/channels/archive".</param>
/// <param name="Path">With its ids.</param>
/// <param name="Body">JSON, or null.</param>
/// <param name="App">The client id of the app whose token it carried.</param>
/// <param name="Status">0 where no answer was given: a hang, a cut connection.</param>
public sealed record TeamsCall(string Name, string Path, IReadOnlyDictionary<string, string> Query, JsonNode? Body, string? App, string? Tenant, int Status, JsonNode? Answer, DateTimeOffset At)
{
    public bool Ok => Status is >= 200 and < 300;

    /// <summary>The code of the error that it was answered with.</summary>
    public string? Error => Answer?["error"] switch { JsonObject error => (string?)error["code"], JsonValue code => (string?)code, _ => null };

    public override string ToString() => $"{Name} {Path} → {Status} {Error}";
}
