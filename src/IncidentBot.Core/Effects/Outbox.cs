using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Effects;

/// <summary>Queues effects in the unit of work that they follow from.</summary>
public sealed class Outbox(IncidentDb db, IncidentTime time)
{
    public void Queue(Incident incident, string lane, string kind, object arguments) =>
        db.Add(new Effect(incident.Id, lane, incident.NextEffect(), kind, JsonSerializer.Serialize(arguments, JsonSerializerOptions.Web), time.Now));

    /// <summary>Opens a room; everything else about it follows in its lane.</summary>
    public void OpenRoom(Incident incident, string platform)
    {
        var room = new Room(incident.Id, platform, incident.Confidential ? incident.CodeName : $"inc-{incident.Number}");
        db.Add(room);
        Queue(incident, room.Lane, RoomEffects.Open, new RoomArguments(room.Id));
    }

    /// <summary>Brings every room of an incident up to date: the card, and what was recorded since.</summary>
    public async Task UpdateRoomsAsync(Incident incident, int from, int to, CancellationToken cancel)
    {
        foreach (var room in await RoomsAsync(incident, cancel))
        {
            Queue(incident, room.Lane, RoomEffects.Card, new RoomArguments(room.Id));
            Queue(incident, room.Lane, RoomEffects.Tell, new TellArguments(room.Id, from, to));
        }
    }

    /// <summary>Draws every card of an incident again, because something that only cards show has changed.</summary>
    public async Task UpdateCardsAsync(Incident incident, CancellationToken cancel)
    {
        foreach (var room in await RoomsAsync(incident, cancel))
        {
            Queue(incident, room.Lane, RoomEffects.Card, new RoomArguments(room.Id));
        }
    }

    /// <summary>Tells one person something privately, once per key. People's lanes depend on no room.</summary>
    public void TellPrivately(Incident incident, Id<Person> person, string key, NoticeKind kind, Card card) =>
        Queue(incident, $"notice:{incident.Id}:{person}", NotifyEffect.Name, new NotifyArguments(person, key, kind, card));

    /// <summary>Posts a card that stays as it is, such as the post-mortem's.</summary>
    public async Task PostCardAsync(Incident incident, string key, Card card, CancellationToken cancel)
    {
        foreach (var room in await RoomsAsync(incident, cancel))
        {
            Queue(incident, room.Lane, RoomEffects.Post, new PostArguments(room.Id, key, card));
        }
    }

    public async Task ArchiveRoomsAsync(Incident incident, CancellationToken cancel)
    {
        foreach (var room in await RoomsAsync(incident, cancel))
        {
            Queue(incident, room.Lane, RoomEffects.Archive, new RoomArguments(room.Id));
        }
    }

    public async Task ReopenRoomsAsync(Incident incident, CancellationToken cancel)
    {
        foreach (var room in await RoomsAsync(incident, cancel))
        {
            Queue(incident, room.Lane, RoomEffects.Open, new RoomArguments(room.Id));
        }
    }

    private async Task<List<Room>> RoomsAsync(Incident incident, CancellationToken cancel)
    {
        var stored = await db.Rooms.Where(room => room.IncidentId == incident.Id).ToListAsync(cancel);
        return [.. stored.Union(db.Rooms.Local.Where(room => room.IncidentId == incident.Id)).OrderBy(room => room.Platform)];
    }
}
