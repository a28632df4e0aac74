using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.WarRooms;

/// <summary>Rooms that somebody archived or deleted behind our back: while the incident goes on, another carries each on.</summary>
public sealed class LostRooms(OwnWork work)
{
    /// <param name="key">The platform's own id of what it told, or one for the room; the second time nothing is done.</param>
    /// <param name="id">The room.</param>
    /// <param name="incident">Its incident.</param>
    /// <param name="how">"archived" or "deleted".</param>
    /// <param name="cancel">Set when the server stops.</param>
    public Task CarryOnAsync(string key, Id<Room> id, IncidentReference incident, string how, CancellationToken cancel) => work.RunAsync(key, incident.Number, async (services, locked) =>
    {
        var room = await services.GetRequiredService<IncidentDb>().Rooms.SingleAsync(one => one.Id == id, cancel);
        if (room.State is not RoomState.Open)
        {
            return;
        }

        room.Archived();
        if (locked.State.IsActive())
        {
            locked.Record("room-lost", Actor.Bot, $"The {room.Platform} room {room.Name} was {how} by somebody; another one carries it on", new { room = room.Name, how });
            await services.GetRequiredService<Outbox>().ReopenRoomsAsync(locked, cancel);
        }
    }, cancel);
}
