using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.WarRooms;

/// <summary>Who belongs into the rooms of an incident: those who take part, those who are paged, and, unless it is confidential, those whose part it is at the client. Nobody who may not see the incident.</summary>
public sealed class RoomPeople(IncidentDb db, Standings standings)
{
    public async Task<IReadOnlyList<Id<Person>>> BelongAsync(Incident incident, CancellationToken cancel)
    {
        GrantRole[] roles = incident.Confidential ? []
            : incident.Severity <= Severity.High ? [GrantRole.IncidentManager, GrantRole.Responder, GrantRole.Legal, GrantRole.Executive]
            : [GrantRole.IncidentManager, GrantRole.Responder];
        var candidates = await db.Participants.Where(part => part.IncidentId == incident.Id).Select(part => part.PersonId)
            .Union(db.PageAttempts.Where(one => one.IncidentId == incident.Id && one.PersonId != null).Select(one => one.PersonId!.Value))
            .Union(db.Grants.Where(grant => grant.OrganisationId == incident.OrganisationId && roles.Contains(grant.Role)).Select(grant => grant.PersonId))
            .ToListAsync(cancel);
        var belong = new List<Id<Person>>();
        foreach (var person in candidates)
        {
            if (PermissionTable.Sees(await standings.OnAsync(person, incident, cancel), incident.Confidential))
            {
                belong.Add(person);
            }
        }

        return belong;
    }

    /// <summary>Whether the people of an organisation work for several clients: then names of rooms say nothing of one of them.</summary>
    public async Task<bool> ServesSeveralAsync(Id<Organisation> owner, Incident incident, CancellationToken cancel) =>
        owner != incident.OrganisationId && await db.Grants.Where(grant => db.People.Any(person => person.Id == grant.PersonId && person.Home == owner)
            && db.Organisations.Any(one => one.Id == grant.OrganisationId && one.Kind == OrganisationKind.Client)).Select(grant => grant.OrganisationId).Distinct().CountAsync(cancel) > 1;
}
