using System.Text.Json;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Crashes;

/// <summary>Everything that the bot has in its database at the end, read once.</summary>
internal sealed record Books(
    IReadOnlyList<Incident> Incidents, IReadOnlyList<Entry> Entries, IReadOnlyList<Effect> Effects, IReadOnlyList<Page> Pages, IReadOnlyList<PageAttempt> Attempts,
    IReadOnlyList<ClockReminder> Reminders, IReadOnlyList<Notice> Notices, IReadOnlyList<Room> Rooms, IReadOnlyList<RoomPost> Posts)
{
    public static Task<Books> ReadAsync(Installation installation) => installation.ReadAsync(async db => new Books(
        await db.Incidents.AsNoTracking().OrderBy(one => one.Number).ToListAsync(),
        await db.TimelineEntries.AsNoTracking().Join(db.TimelineBodies, entry => entry.Id, body => body.EntryId, (entry, body) => new Entry(entry.IncidentId, entry.Sequence, entry.Kind, body.Body)).ToListAsync(),
        await db.Effects.AsNoTracking().ToListAsync(),
        await db.Pages.AsNoTracking().ToListAsync(),
        await db.PageAttempts.AsNoTracking().ToListAsync(),
        await db.Reminders.AsNoTracking().ToListAsync(),
        await db.Notices.AsNoTracking().ToListAsync(),
        await db.Rooms.AsNoTracking().ToListAsync(),
        await db.RoomPosts.AsNoTracking().ToListAsync()));

    public Incident? Find(string? reference) => Incidents.SingleOrDefault(one => one.Reference.ToString() == reference);

    /// <summary>Sends by mail and webhook.</summary>
    public IEnumerable<Effect> Sends => Effects.Where(one => one.Lane.StartsWith("outside:", StringComparison.Ordinal));

    /// <summary>The try of a page that a send is for; null for a reminder or an update.</summary>
    public PageAttempt? AttemptOf(Effect send) => send.Kind == "page.call" ? Attempts.Single(one => $"{one.Id}" == Argument(send, "attempt")) : null;

    /// <summary>A field of what an effect was queued with.</summary>
    public static string? Argument(Effect effect, string name)
    {
        using var json = JsonDocument.Parse(effect.Arguments);
        return json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}

/// <summary>An entry of a timeline with what it says.</summary>
internal sealed record Entry(Id<Incident> Incident, int Sequence, string Kind, string Body);
