using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Find;

/// <summary>The incidents that one person can see.</summary>
public sealed class IncidentList(IncidentDb db, Standings standings)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<IncidentRow>> RowsAsync(Id<Person> person, string? client, bool all, CancellationToken cancel, bool inChat = false)
    {
        var visible = standings.Visible(person).AsNoTracking().Where(one => !inChat || one.OutOfBandSince == null);
        if (!all)
        {
            visible = visible.Where(one => one.State != IncidentState.Closed && one.State != IncidentState.Dismissed && one.State != IncidentState.Merged);
        }

        var rows = visible.Join(db.Organisations, one => one.OrganisationId, organisation => organisation.Id, (one, organisation) => new { Incident = one, organisation.Slug, organisation.Name });
        if (client is not null)
        {
            var slug = client.ToLowerInvariant();
            rows = rows.Where(row => row.Slug == slug);
        }

        var found = await rows.OrderByDescending(row => row.Incident.Number).Take(Most).ToListAsync(cancel);
        return [.. found.Select(row => new IncidentRow(row.Incident, row.Name))];
    }

    public async Task<Prose> WordsAsync(Id<Person> person, string? client, bool all, bool inChat, CancellationToken cancel)
    {
        var rows = await RowsAsync(person, client, all, cancel, inChat);
        return rows.Count == 0
            ? Prose.Own(all ? "There are no incidents that you can see." : "No open incidents that you can see. `list --all` shows the ended ones; `declare <title>` starts one.")
            : Prose.Join("\n", rows.Select(row => (Prose)$"**{row.Incident.Reference}** {row.Incident.Severity.Words()} · {row.Incident.State.Words()} · {row.Client} · {row.Incident.Title}{(row.Incident.Drill ? " (drill)" : "")}"));
    }
}

/// <summary>An incident and whose it is.</summary>
public sealed record IncidentRow(Incident Incident, string Client);
