using System.Text.Json.Nodes;

namespace IncidentBot.Core.WarRooms;

/// <summary>Which timeline entries a room is told, and their sentence.</summary>
public static class TimelineKinds
{
    /// <summary>Entries that would only be noise in a room, or that a card there says already; the timeline shows them.</summary>
    public static bool Quiet(string kind) => kind is "page-attempt" or "room-opened" or "clocks-reviewed" or "status-update";

    public static string Text(string? body) => string.IsNullOrEmpty(body) ? "(erased)" : JsonNode.Parse(body)?["text"]?.GetValue<string>() ?? "";
}
