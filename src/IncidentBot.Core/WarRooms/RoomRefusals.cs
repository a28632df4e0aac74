using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.WarRooms;

/// <summary>What rooms refuse, in the sentences people see.</summary>
public static class RoomRefusals
{
    public static RefusalException NoSuchMessage() => new(new Refusal("no-such-message", "That message is not in this incident's room. Pin it with the button beside the message."));

    public static RefusalException OutOfBandAlready(Incident incident) => new(new Refusal("already", $"{incident.Reference} is out of chat already. `in-band` brings it back."));

    public static RefusalException InBandAlready(Incident incident) => new(new Refusal("already", $"Chat is told of {incident.Reference} as it is. `out-of-band` ends that."));

    public static RefusalException NotOpen(Incident incident) => new(new Refusal("room-not-open", $"The room of {incident.Reference} is not open. `note` still writes on the timeline; `reopen <reason>` brings the incident back."));
}
