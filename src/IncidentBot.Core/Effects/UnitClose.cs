using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Effects;

/// <summary>Ends a unit of work: chains what its incidents recorded and queues what every change is followed by, the cards and the rooms being told.</summary>
public sealed class UnitClose(IncidentDb db, Outbox outbox)
{
    /// <summary>Answers what changed: the ids of incidents, and of people whose inboxes did. The caller saves, commits and says so.</summary>
    public async Task<IReadOnlyList<Guid>> CloseAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var incidents = db.ChangeTracker.Entries<Incident>().Select(one => one.Entity).Where(one => one.Pending.Count > 0).ToList();
        var rooms = incidents.Count == 0 ? [] : await outbox.RoomsAsync([.. incidents.Select(one => one.Id)], cancel);
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

        IReadOnlyList<Guid> changed = [.. incidents.Select(one => one.Id.Value), .. outbox.Inboxes];
        await db.NotifyAsync(changed, cancel);
        return changed;
    }
}
