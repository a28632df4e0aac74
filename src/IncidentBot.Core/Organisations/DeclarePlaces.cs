using IncidentBot.Core.Data;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Organisations;

/// <summary>The clients at which somebody may declare an incident.</summary>
public sealed class DeclarePlaces(IncidentDb db)
{
    public async Task<IReadOnlyList<Organisation>> OfAsync(Id<Person> person, CancellationToken cancel)
    {
        var held = await db.Grants.AsNoTracking().Where(grant => grant.PersonId == person)
            .Join(db.Organisations.AsNoTracking().Where(one => one.Kind == OrganisationKind.Client), grant => grant.OrganisationId, one => one.Id, (grant, one) => new { one, grant.Role })
            .ToListAsync(cancel);
        return [.. held.GroupBy(one => one.one.Slug)
            .Where(group => PermissionTable.Of(Permission.Declare, Standings.Sum(group.Select(one => one.Role))) is Access.Yes)
            .Select(group => group.First().one).OrderBy(one => one.Name)];
    }
}
