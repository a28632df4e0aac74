using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Find;

/// <summary>The timeline as people read it.</summary>
public sealed class TimelineText(IncidentDb db)
{
    public async Task<IReadOnlyList<TimelineLine>> LinesAsync(Incident incident, int? last, CancellationToken cancel)
    {
        var newest = db.TimelineEntries.AsNoTracking().Where(entry => entry.IncidentId == incident.Id).OrderByDescending(entry => entry.Sequence).AsQueryable();
        if (last is { } count)
        {
            newest = newest.Take(count);
        }

        var rows = await newest.Join(db.TimelineBodies, entry => entry.Id, body => body.EntryId, (entry, body) => new { entry.Sequence, entry.At, entry.Kind, body.Body, body.ActorName, body.ErasedAt }).ToListAsync(cancel);
        return [.. rows.OrderBy(row => row.Sequence).Select(row => new TimelineLine(row.Sequence, row.At, row.Kind, row.ActorName, row.ErasedAt is null ? TimelineKinds.Text(row.Body) : "(erased)"))];
    }

    public async Task<Prose> LastAsync(Incident incident, int last, CancellationToken cancel)
    {
        var lines = await LinesAsync(incident, last, cancel);
        return $"{Prose.Join("\n", lines.Select(line => (Prose)$"{line.Sequence}. {line.At:yyyy-MM-dd HH:mm:ss} UTC  {line.Text}"))}\nHead {incident.HeadSequence}: `{incident.HeadHash}`";
    }
}

/// <summary>One entry as people read it.</summary>
public sealed record TimelineLine(int Sequence, DateTimeOffset At, string Kind, string Actor, string Text);
