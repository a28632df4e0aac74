using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Incidents;

/// <summary>Gives parts in an incident. There is one of each; who had it before keeps working without it.</summary>
public sealed class RoleBook(IncidentDb db, PeopleDirectory people, IncidentTime time)
{
    public async Task<Reply> AssignAsync(Incident incident, IncidentRole role, Id<Person> id, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        var person = await people.JoinableAsync(incident, id, cancel);
        var before = await db.Participants.SingleOrDefaultAsync(one => one.IncidentId == incident.Id && one.Role == role, cancel);
        if (before?.PersonId == person.Id)
        {
            throw IncidentRefusals.AlreadyThat(incident, $"with {person.Name} as {role.Words()}");
        }

        before?.Play(null);
        var part = await people.JoinAsync(incident, person.Id, time.Now, cancel);
        var left = part.Role is { } had ? $", no longer {had.Words()}" : "";
        part.Play(role);
        incident.Record("role-assigned", by, $"{by.Name} made {person.Name} {role.Words()}{left}", new { role = role.Kebab(), person = person.Pseudonym });
        return Reply.Of($"{person.Name} is {role.Words()} of {incident.Reference}{left}.");
    }
}
