using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Effects;

/// <summary>Ends a unit of work: chains what its incidents recorded and queues what every change is followed by, the cards and the rooms being told.</summary>
public sealed class UnitClose(IncidentDb db, Outbox outbox)
{
    /// <summary>Answers the incidents that changed. The caller saves and commits.</summary>
    public async Task<IReadOnlyList<Id<Incident>>> CloseAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var changed = new List<Id<Incident>>();
        foreach (var incident in db.ChangeTracker.Entries<Incident>().Select(one => one.Entity).Where(one => one.Pending.Count > 0).ToList())
        {
            incident.Touch();
            var from = incident.HeadSequence + 1;
            foreach (var chained in incident.ChainPending(now).ToList())
            {
                db.Add(chained.Entry);
                db.Add(chained.Body);
            }

            await outbox.UpdateRoomsAsync(incident, from, incident.HeadSequence, cancel);
            changed.Add(incident.Id);
        }

        await db.NotifyAsync(changed.Select(one => one.Value), cancel);
        return changed;
    }
}
