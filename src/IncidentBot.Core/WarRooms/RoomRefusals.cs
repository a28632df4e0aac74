using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.WarRooms;

/// <summary>What rooms refuse, in the sentences people see.</summary>
public static class RoomRefusals
{
    public static RefusalException NoSuchMessage() => new(new Refusal("no-such-message", "That message is not in this incident's room. Pin it with the button beside the message."));

    public static RefusalException NotOpen(Incident incident) => new(new Refusal("room-not-open", $"The room of {incident.Reference} is not open. `note` still writes on the timeline; `reopen <reason>` brings the incident back."));
}
