using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.WarRooms;

/// <summary>Messages of a room on a chat platform that people put on the timeline: they are kept as they stood, and what becomes of them later is an entry of its own.</summary>
public sealed class SaidMessages(IncidentDb db, VerbRouter router, OwnWork work)
{
    public async Task<Id<RoomPost>?> KeptAsync(Room room, string message, CancellationToken cancel) =>
        await db.RoomPosts.Where(one => one.RoomId == room.Id && one.Key == Key(message)).Select(one => (Id<RoomPost>?)one.Id).SingleOrDefaultAsync(cancel);

    /// <summary>Keeps a message as it stands now, once.</summary>
    public async Task<Id<RoomPost>> KeepAsync(Room room, SaidMessage message, CancellationToken cancel)
    {
        await using var unit = await db.BeginAsync(cancel);
        if (await KeptAsync(room, message.Id, cancel) is { } already)
        {
            return already;
        }

        var said = CleanText.AtTheDoor(message.Text);
        var post = new RoomPost(room.Id, Key(message.Id), message.Author, message.AuthorName, said.Length == 0 ? "(a message without words)" : said, message.At);
        db.Add(post);
        await db.SaveChangesAsync(cancel);
        await unit.CommitAsync(cancel);
        return post.Id;
    }

    /// <summary>Pins a kept message with the rights of whoever asks.</summary>
    public Task<Reply> PinAsync(Id<RoomPost> kept, IncidentReference incident, Id<Person>? person, string key, string? why, CancellationToken cancel) =>
        router.HandleAsync(new VerbRequest(key, person, new PinMessage(kept.ToString(), why), incident) { InChat = true }, cancel);

    /// <summary>A message that is on the timeline reads otherwise now, or is gone.</summary>
    /// <param name="platform">As people call it.</param>
    /// <param name="text">As it was typed; null when it was deleted.</param>
    /// <param name="key">The platform's own id of what it told.</param>
    public async Task ChangedAsync(string platform, Room room, IncidentReference incident, string message, string? text, string key, CancellationToken cancel)
    {
        if (await KeptAsync(room, message, cancel) is not { } id)
        {
            return;
        }

        await work.RunAsync(key, incident.Number, async (services, locked) =>
        {
            var post = await services.GetRequiredService<IncidentDb>().RoomPosts.SingleAsync(one => one.Id == id, cancel);
            if (text is null)
            {
                locked.Record("message-deleted", Actor.Bot, $"The message that {post.AuthorName} wrote at {post.At:yyyy-MM-dd HH:mm} UTC was deleted in {platform}; the timeline keeps it", new { message });
                return;
            }

            var now = CleanText.AtTheDoor(text);
            if (now != post.Text)
            {
                locked.Record("message-edited", Actor.Bot, $"The message that {post.AuthorName} wrote at {post.At:yyyy-MM-dd HH:mm} UTC was edited in {platform} and now reads: {now}", new { message, said = now });
            }
        }, cancel);
    }

    private static string Key(string message) => $"said:{message}";
}

/// <summary>What somebody said in a room.</summary>
/// <param name="Id">The platform's own.</param>
/// <param name="Author">Null for who is nobody here.</param>
public sealed record SaidMessage(string Id, Id<Person>? Author, string AuthorName, string Text, DateTimeOffset At);
