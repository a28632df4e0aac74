using System.Text.Json.Nodes;

namespace IncidentBot.Core.WarRooms;

/// <summary>Which timeline entries a room is told, and their sentence.</summary>
public static class TimelineKinds
{
    /// <summary>Entries that would only be noise in a room and in a post-mortem; the timeline shows them.</summary>
    public static bool Quiet(string kind) => kind is "page-attempt" or "page-sent" or "page-held" or "invitation-sent" or "sent-again" or "room-opened" or "clocks-reviewed";

    /// <summary>Entries that a card in the room says already.</summary>
    public static bool OnCard(string kind) => kind is "status-update";

    public static string Text(string? body) => string.IsNullOrEmpty(body) ? "(erased)" : JsonNode.Parse(body)?["text"]?.GetValue<string>() ?? "";
}
