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
    private readonly HashSet<Guid> inboxes = [];

    /// <summary>The people whose inboxes change with this unit of work.</summary>
    internal IReadOnlyCollection<Guid> Inboxes => inboxes;

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
    internal void UpdateRooms(Incident incident, IEnumerable<Room> rooms, int from, int to)
    {
        foreach (var room in rooms)
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

    /// <summary>Tells one person something privately, once per key: it is in their inbox with this commit.</summary>
    public void TellPrivately(Incident incident, Id<Person> person, string key, NoticeKind kind, Card card)
    {
        db.Add(new Notice(key, person, incident.Id, kind, card, time.Now));
        inboxes.Add(person.Value);
    }

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

    /// <summary>The rooms of some incidents, with those that this unit of work opens.</summary>
    internal async Task<IReadOnlyList<Room>> RoomsAsync(IReadOnlyList<Id<Incident>> incidents, CancellationToken cancel)
    {
        var stored = await db.Rooms.Where(room => incidents.Contains(room.IncidentId)).ToListAsync(cancel);
        return [.. stored.Union(db.Rooms.Local.Where(room => incidents.Contains(room.IncidentId))).OrderBy(room => room.Platform)];
    }

    private Task<IReadOnlyList<Room>> RoomsAsync(Incident incident, CancellationToken cancel) => RoomsAsync([incident.Id], cancel);
}
