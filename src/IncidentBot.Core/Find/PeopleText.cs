using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Find;

/// <summary>Who is on an incident, who was tried and when, and who one is oneself.</summary>
public sealed class PeopleText(IncidentDb db, Standings standings)
{
    public async Task<Prose> ForAsync(Incident incident, CancellationToken cancel)
    {
        var text = new ProseLines().Add($"**On this incident**");
        var parts = await db.Participants.AsNoTracking().Where(part => part.IncidentId == incident.Id)
            .Join(db.People, part => part.PersonId, person => person.Id, (part, person) => new { person.Name, person.Handle, part.Role }).ToListAsync(cancel);
        foreach (var part in parts.OrderBy(part => part.Role is null).ThenBy(part => part.Role).ThenBy(part => part.Handle))
        {
            text.Add($"- {part.Name} (@{part.Handle}){(part.Role is { } role ? $" – {role.Words()}" : "")}");
        }

        foreach (var page in await db.Pages.AsNoTracking().Where(page => page.IncidentId == incident.Id).OrderBy(page => page.Number).ToListAsync(cancel))
        {
            text.Add($"**Page {page.Number}: {page.Asked}** – {page.State.Words()}{(page.NextAt is { } next ? (Prose)$", goes on at {next:yyyy-MM-dd HH:mm} UTC" : default)}");
            foreach (var attempt in await db.PageAttempts.AsNoTracking().Where(attempt => attempt.PageId == page.Id).OrderBy(attempt => attempt.At).ToListAsync(cancel))
            {
                text.Add($"- {attempt.At:yyyy-MM-dd HH:mm:ss} UTC {attempt.Name} by {attempt.Method}: {attempt.State.Words()}{(attempt.Answer is null ? "" : $" ({attempt.Answer})")}");
            }
        }

        return text.Done();
    }

    public async Task<Prose> MyselfAsync(Actor by, CancellationToken cancel)
    {
        var grants = await db.Grants.AsNoTracking().Where(grant => grant.PersonId == by.Person)
            .Join(db.Organisations, grant => grant.OrganisationId, organisation => organisation.Id, (grant, organisation) => new { organisation.Name, organisation.Slug, grant.Role }).ToListAsync(cancel);
        var open = await standings.Visible(by.Person!.Value).CountAsync(incident => incident.State != IncidentState.Closed && incident.State != IncidentState.Dismissed && incident.State != IncidentState.Merged, cancel);
        return grants.Count == 0
            ? (Prose)$"You are {by.Name}. You have no part at any client yet: ask your incident manager."
            : (Prose)$"You are {by.Name}.\n{Prose.Join("\n", grants.GroupBy(grant => (grant.Name, grant.Slug)).OrderBy(one => one.Key.Slug).Select(one => (Prose)$"- {one.Key.Name} ({one.Key.Slug}): {string.Join(", ", one.Select(grant => grant.Role.Words()))}"))}\nOpen incidents that you can see: {open}.";
    }
}
