namespace IncidentBot.Teams.Rooms;

/// <summary>War rooms, private messages and digests in Teams.</summary>
public sealed class TeamsRooms
{
    public const string Platform = "teams";
}
