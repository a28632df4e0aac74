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
    public const string Furnish = "room.furnish";

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
public sealed class OpenRoomEffect(RoomReader rooms, IncidentDb db, IncidentTime time) : IEffectHandler
{
    public string Kind => RoomEffects.Open;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var (room, incident, platform) = await rooms.ReadAsync(effect.Read<RoomArguments>().Room, cancel);
        if (!room.BuiltIn)
        {
            if (room.State is not RoomState.Opening || !room.Hears(incident))
            {
                return null;
            }

            await BeginAsync(room, cancel);
        }

        var opened = await platform.OpenRoomAsync(room, incident, cancel);
        return async (db, locked, stop) =>
        {
            var stored = await db.Rooms.SingleAsync(one => one.Id == room.Id, stop);
            if (stored.State is not RoomState.Open)
            {
                stored.Opened(opened.Address, opened.Name);
                locked.Record("room-opened", Verbs.Actor.Bot, $"The {room.Platform} war room is open", new { platform = room.Platform, room = opened.Name });
            }
        };
    }

    /// <summary>That the platform is about to be asked is on record first. Whoever finds the name taken later knows whether that may be by a try of their own; the room as it was read is the one before this try.</summary>
    private async Task BeginAsync(Room room, CancellationToken cancel)
    {
        if (room.BegunAt is null)
        {
            await using var work = await db.BeginAsync(cancel);
            (await db.Rooms.SingleAsync(one => one.Id == room.Id, cancel)).Begin(time.Now);
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }
    }
}

/// <summary>Gives a room its topic and links and lets people in. The card says what could not be done.</summary>
public sealed class FurnishRoomEffect(RoomReader rooms) : IEffectHandler
{
    public string Kind => RoomEffects.Furnish;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var (room, incident, platform) = await rooms.ReadAsync(effect.Read<RoomArguments>().Room, cancel);
        if (room.State is not RoomState.Open || !room.Hears(incident))
        {
            return null;
        }

        var trouble = await platform.FurnishRoomAsync(room, incident, cancel);
        return trouble == room.Trouble ? null : async (db, _, stop) => (await db.Rooms.SingleAsync(one => one.Id == room.Id, stop)).Suffers(trouble);
    }
}

/// <summary>Puts the incident's card, as it stands when the effect runs, in place.</summary>
public sealed class CardEffect(RoomReader rooms, IncidentCard cards) : IEffectHandler
{
    public string Kind => RoomEffects.Card;

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var (room, incident, platform) = await rooms.ReadAsync(effect.Read<RoomArguments>().Room, cancel);
        if (!room.TakesPosts || !room.Hears(incident))
        {
            return null;
        }

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
        var (room, incident, platform) = await rooms.ReadAsync(arguments.Room, cancel);
        if (!room.TakesPosts || !room.Hears(incident))
        {
            return null;
        }

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
        var (room, incident, platform) = await rooms.ReadAsync(arguments.Room, cancel);
        if (room.TakesPosts && (room.Hears(incident) || arguments.Key.StartsWith(GoOutOfBand.NoticeKey, StringComparison.Ordinal)))
        {
            await platform.PostAsync(room, arguments.Key, arguments.Card.Title, arguments.Card, cancel);
        }

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
        if (room.State is RoomState.Archived)
        {
            return null;
        }

        await platform.ArchiveRoomAsync(room, cancel);
        return async (db, _, stop) => (await db.Rooms.SingleAsync(one => one.Id == room.Id, stop)).Archived();
    }
}
