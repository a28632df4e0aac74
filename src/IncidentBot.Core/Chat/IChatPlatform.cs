using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;

namespace IncidentBot.Core.Chat;

/// <summary>What a chat platform does for us. Every call may come twice for the same key and must then act once.</summary>
public interface IChatPlatform
{
    /// <summary>"web", "slack" or "teams".</summary>
    string Name { get; }

    /// <summary>Opens the room, or finds the one that an earlier try opened.</summary>
    Task<OpenedRoom> OpenRoomAsync(Room room, Incident incident, CancellationToken cancel);

    /// <summary>Gives an open room its topic and links, and lets the people of the incident in.</summary>
    /// <returns>What could not be done, in words for the card; null when all was.</returns>
    Task<string?> FurnishRoomAsync(Room room, Incident incident, CancellationToken cancel);

    /// <summary>Puts the pinned card in place, or changes it there, and answers its address.</summary>
    Task<string> PinCardAsync(Room room, Card card, CancellationToken cancel);

    /// <summary>Posts into the room once per key.</summary>
    Task PostAsync(Room room, string key, string text, Card? card, CancellationToken cancel);

    Task ArchiveRoomAsync(Room room, CancellationToken cancel);

    /// <summary>Shows somebody their notice as it stands now, wherever they are on this platform: it is sent once, and changed in place.</summary>
    Task TellAsync(Notice notice, Incident incident, CancellationToken cancel);

    /// <summary>Shows the line of an incident in the digest of an installation, if it has one.</summary>
    Task ListAsync(ChatInstall install, Incident incident, CancellationToken cancel);
}

/// <summary>Where a room is, and what the platform made of its name.</summary>
public sealed record OpenedRoom(string Address, string Name);
