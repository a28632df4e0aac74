using System.Text.Json.Nodes;

namespace IncidentBot.TeamsFake.Web;

/// <summary>An answer: a status, JSON or nothing, and headers.</summary>
internal sealed record Reply(int Status, JsonNode? Body = null)
{
    public string? Location { get; init; }

    public int? RetryAfter { get; init; }
}
