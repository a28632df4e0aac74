using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.WarRooms;

/// <summary>The built-in chat platform: rooms, cards and inboxes that live in our own database and need no account anywhere.</summary>
public sealed class WebRooms(IncidentDb db, IncidentTime time, Signals signals) : IChatPlatform
{
    public const string Platform = "web";

    private const string CardKey = "card";

    public string Name => Platform;

    public Task<OpenedRoom> OpenRoomAsync(Room room, Incident incident, CancellationToken cancel) => Task.FromResult(new OpenedRoom($"/incidents/{incident.Reference}", room.Name));

    public Task<string?> FurnishRoomAsync(Room room, Incident incident, CancellationToken cancel) => Task.FromResult<string?>(null);

    public async Task<string> PinCardAsync(Room room, Card card, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var post = await db.RoomPosts.SingleOrDefaultAsync(one => one.RoomId == room.Id && one.Key == CardKey, cancel);
        if (post is null)
        {
            post = new RoomPost(room.Id, CardKey, null, "IncidentBot", card.Title, time.Now);
            db.Add(post);
        }

        post.Show(card, pinned: true);
        await db.NotifyAsync([room.IncidentId.Value], cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Show(room.IncidentId.Value);
        return post.Id.ToString();
    }

    public async Task PostAsync(Room room, string key, string text, Card? card, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        if (await db.RoomPosts.AnyAsync(one => one.RoomId == room.Id && one.Key == key, cancel))
        {
            return;
        }

        var post = new RoomPost(room.Id, key, null, "IncidentBot", text, time.Now);
        if (card is not null)
        {
            post.Show(card, pinned: false);
        }

        db.Add(post);
        await db.NotifyAsync([room.IncidentId.Value], cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Show(room.IncidentId.Value);
    }

    public Task ArchiveRoomAsync(Room room, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>The inbox shows notices as they are stored.</summary>
    public Task TellAsync(Notice notice, Incident incident, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>The list of incidents is the web's digest.</summary>
    public Task ListAsync(ChatInstall install, Incident incident, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Puts something into somebody's inbox, once per key.</summary>
    public async Task NotifyAsync(Person person, Incident incident, string key, NoticeKind kind, Card card, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        if (await db.Notices.AnyAsync(one => one.PersonId == person.Id && one.Key == key, cancel))
        {
            return;
        }

        db.Add(new Notice(key, person.Id, incident.Id, kind, card, time.Now));
        await db.NotifyAsync([person.Id.Value], cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Show(person.Id.Value);
    }
}
