using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.WarRooms;

/// <summary>The kinds of effects that a room's lane carries.</summary>
public static class RoomEffects
{
    public const string Open = "room.open";
    public const string Card = "room.card";
    public const string Tell = "room.tell";
    public const string Post = "room.post";
    public const string Archive = "room.archive";

    internal static T Read<T>(this Effect effect) => JsonSerializer.Deserialize<T>(effect.Arguments, JsonSerializerOptions.Web)!;
}

internal sealed record RoomArguments(Id<Room> Room);

internal sealed record TellArguments(Id<Room> Room, int From, int To);

internal sealed record PostArguments(Id<Room> Room, string Key, Card Card);

/// <summary>Reads the room that an effect is about, its incident and its platform.</summary>
public sealed class RoomReader(IncidentDb db, IEnumerable<IChatPlatform> platforms)
{
    internal async Task<(Room Room, Incident Incident, IChatPlatform Platform)> ReadAsync(Id<Room> id, CancellationToken cancel)
    {
        var room = await db.Rooms.AsNoTracking().SingleAsync(one => one.Id == id, cancel);
        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == room.IncidentId, cancel);
        return (room, incident, platforms.Single(one => one.Name == room.Platform));
    }
}

/// <summary>Opens a room and remembers its address.</summary>
public sealed class OpenRoomEffect(RoomReader rooms) : IEffectHandler
{
    public string Kind => RoomEffects.Open;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var (room, incident, platform) = await rooms.ReadAsync(effect.Read<RoomArguments>().Room, cancel);
        var address = await platform.OpenRoomAsync(room, incident, cancel);
        return async (db, locked, stop) =>
        {
            var stored = await db.Rooms.SingleAsync(one => one.Id == room.Id, stop);
            if (stored.State is not RoomState.Open)
            {
                stored.Opened(address);
                locked.Record("room-opened", Verbs.Actor.Bot, $"The {room.Platform} war room is open", new { platform = room.Platform, room = room.Name });
            }
        };
    }
}

/// <summary>Puts the incident's card, as it stands when the effect runs, in place.</summary>
public sealed class CardEffect(RoomReader rooms, IncidentCard cards) : IEffectHandler
{
    public string Kind => RoomEffects.Card;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var (room, incident, platform) = await rooms.ReadAsync(effect.Read<RoomArguments>().Room, cancel);
        var address = await platform.PinCardAsync(room, await cards.BuildAsync(incident, cancel), cancel);
        return address == room.CardAddress ? null : async (db, _, stop) => (await db.Rooms.SingleAsync(one => one.Id == room.Id, stop)).Pinned(address);
    }
}

/// <summary>Tells the room what was recorded on the timeline, one post per entry.</summary>
public sealed class TellEffect(RoomReader rooms, IncidentDb db) : IEffectHandler
{
    public string Kind => RoomEffects.Tell;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var arguments = effect.Read<TellArguments>();
        var (room, _, platform) = await rooms.ReadAsync(arguments.Room, cancel);
        var entries = await db.TimelineEntries.AsNoTracking()
            .Where(entry => entry.IncidentId == effect.IncidentId && entry.Sequence >= arguments.From && entry.Sequence <= arguments.To)
            .OrderBy(entry => entry.Sequence)
            .Join(db.TimelineBodies, entry => entry.Id, body => body.EntryId, (entry, body) => new { entry.Sequence, entry.Kind, body.Body })
            .ToListAsync(cancel);
        foreach (var entry in entries.OrderBy(one => one.Sequence).Where(one => one.Body.Length > 0 && !TimelineKinds.Quiet(one.Kind) && !TimelineKinds.OnCard(one.Kind)))
        {
            await platform.PostAsync(room, $"entry:{entry.Sequence}", TimelineKinds.Text(entry.Body), null, cancel);
        }

        return null;
    }
}

/// <summary>Posts a card that was made when it was queued.</summary>
public sealed class PostCardEffect(RoomReader rooms) : IEffectHandler
{
    public string Kind => RoomEffects.Post;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var arguments = effect.Read<PostArguments>();
        var (room, _, platform) = await rooms.ReadAsync(arguments.Room, cancel);
        await platform.PostAsync(room, arguments.Key, arguments.Card.Title, arguments.Card, cancel);
        return null;
    }
}

/// <summary>Archives a room after its last post.</summary>
public sealed class ArchiveRoomEffect(RoomReader rooms) : IEffectHandler
{
    public string Kind => RoomEffects.Archive;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var (room, _, platform) = await rooms.ReadAsync(effect.Read<RoomArguments>().Room, cancel);
        await platform.ArchiveRoomAsync(room, cancel);
        return async (db, _, stop) => (await db.Rooms.SingleAsync(one => one.Id == room.Id, stop)).Archived();
    }
}
