using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Effects;

/// <summary>Ends a unit of work: chains what its incidents recorded and queues what every change is followed by, the cards and the rooms being told.</summary>
public sealed class UnitClose(IncidentDb db, Outbox outbox)
{
    /// <summary>Answers what changed: the ids of incidents, and of people whose inboxes did. The caller saves, commits and says so.</summary>
    public async Task<IReadOnlyList<Guid>> CloseAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var tracked = db.ChangeTracker.Entries<Incident>().ToList();
        var incidents = tracked.Select(one => one.Entity).Where(one => one.Pending.Count > 0).ToList();
        var people = Newcomers();
        var changed = db.ChangeTracker.Entries<Room>().Where(one => one.State is EntityState.Modified).ToList();
        var rooms = incidents.Count + people.Count + changed.Count == 0 ? [] : await outbox.RoomsAsync([.. tracked.Select(one => one.Entity.Id)], cancel);
        foreach (var incident in incidents)
        {
            incident.Touch();
            var from = incident.HeadSequence + 1;
            foreach (var chained in incident.ChainPending(now).ToList())
            {
                db.Add(chained.Entry);
                db.Add(chained.Body);
            }

            outbox.UpdateRooms(incident, rooms.Where(room => room.IncidentId == incident.Id), from, incident.HeadSequence);
        }

        foreach (var incident in tracked.Select(one => one.Entity))
        {
            var mine = rooms.Where(room => room.IncidentId == incident.Id).ToList();
            if (!incidents.Contains(incident) && changed.Any(one => one.Entity.IncidentId == incident.Id && one.Property(room => room.Trouble).IsModified))
            {
                outbox.UpdateCards(incident, mine);
            }

            // A room that opens now is furnished with whoever is there by then.
            outbox.Furnish(incident, mine.Where(room => people.Contains(incident.Id) || changed.Any(one => one.Entity == room && one.Property(it => it.State).IsModified)));
        }

        outbox.ArchiveAsked();
        await ShowOutsideAsync(tracked.Select(one => one.Entity), incidents, cancel);
        IReadOnlyList<Guid> subjects = [.. incidents.Select(one => one.Id.Value), .. outbox.Inboxes];
        await db.NotifyAsync(subjects, cancel);
        return subjects;
    }

    /// <summary>The incidents into whose rooms somebody belongs since: who takes part, who is paged, and whose part it is where the severity rose.</summary>
    private HashSet<Id<Incident>> Newcomers() =>
    [
        .. db.ChangeTracker.Entries<IncidentParticipant>().Where(one => one.State is EntityState.Added).Select(one => one.Entity.IncidentId),
        .. db.ChangeTracker.Entries<PageAttempt>().Where(one => one.State is EntityState.Added).Select(one => one.Entity.IncidentId),
        .. db.ChangeTracker.Entries<Incident>().Where(one => one.State is EntityState.Modified && one.Property(incident => incident.Severity).IsModified).Select(one => one.Entity.Id),
    ];

    /// <summary>Where people have their notices and digests on a chat platform as well.</summary>
    private async Task ShowOutsideAsync(IEnumerable<Incident> tracked, IReadOnlyList<Incident> recorded, CancellationToken cancel)
    {
        if (!outbox.ReachesChat)
        {
            return;
        }

        // What was put into an inbox on its own is known by its try, which says now that it is there.
        var delivered = db.ChangeTracker.Entries<PageAttempt>().Where(one => one.State is EntityState.Modified && one.Entity.State is AttemptState.Delivered).Select(one => SendPageEffect.NoticeKey(one.Entity.Id)).ToList();
        var notices = db.ChangeTracker.Entries<Notice>().Where(one => one.State is EntityState.Added or EntityState.Modified).Select(one => one.Entity)
            .Union(delivered.Count == 0 ? [] : await db.Notices.Where(one => delivered.Contains(one.Key)).ToListAsync(cancel)).ToList();
        foreach (var incident in tracked)
        {
            outbox.ShowNotices(incident, notices.Where(notice => notice.IncidentId == incident.Id));
        }

        foreach (var incident in recorded)
        {
            await outbox.ListAsync(incident, cancel);
        }
    }
}
