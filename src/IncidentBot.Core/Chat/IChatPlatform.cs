using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;

namespace IncidentBot.Core.Chat;

/// <summary>What a chat platform does for us. Every call may come twice for the same key and must then act once.</summary>
public interface IChatPlatform
{
    /// <summary>"web", "slack" or "teams".</summary>
    string Name { get; }

    /// <summary>Opens the room, or finds the one that an earlier try opened, and answers its address.</summary>
    Task<string> OpenRoomAsync(Room room, Incident incident, CancellationToken cancel);

    /// <summary>Puts the pinned card in place, or changes it there, and answers its address.</summary>
    Task<string> PinCardAsync(Room room, Card card, CancellationToken cancel);

    /// <summary>Posts into the room once per key.</summary>
    Task PostAsync(Room room, string key, string text, Card? card, CancellationToken cancel);

    Task ArchiveRoomAsync(Room room, CancellationToken cancel);

    /// <summary>Tells one person something privately, once per key.</summary>
    Task NotifyAsync(Person person, Incident incident, string key, NoticeKind kind, Card card, CancellationToken cancel);
}
