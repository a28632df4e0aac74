using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timeline;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Data;

/// <summary>Reads an incident's timeline whole and signs its head.</summary>
public static class TimelineExports
{
    public static async Task<TimelineExport> OfAsync(IncidentDb db, Incident incident, TimelineSigner signer, TimeProvider time, CancellationToken cancel)
    {
        var entries = await db.TimelineEntries.AsNoTracking().Where(entry => entry.IncidentId == incident.Id).OrderBy(entry => entry.Sequence).ToListAsync(cancel);
        var bodies = await db.TimelineBodies.AsNoTracking().Where(body => db.TimelineEntries.Any(entry => entry.Id == body.EntryId && entry.IncidentId == incident.Id)).ToListAsync(cancel);
        return TimelineExport.Create(incident.Reference, incident.Id, incident.Title, new ChainHead(incident.HeadSequence, incident.HeadHash), entries, bodies, signer, IncidentTime.Cut(time.GetUtcNow()));
    }
}
