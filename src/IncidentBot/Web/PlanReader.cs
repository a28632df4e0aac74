using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.SignIn;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Web;

/// <summary>The clients' plans for the pages about them, by the reader's own rights. What one may not see answers as what is missing.</summary>
public sealed class PlanReader(IncidentDb db, Standings standings, PlanBook plans)
{
    /// <summary>The clients whose plans somebody may read. Whoever came by an invitation is in one incident alone.</summary>
    public async Task<IReadOnlyList<Organisation>> ClientsAsync(HttpContext context)
    {
        if (context.User.PersonId() is not { } person || context.User.OnlyIncident() is not null)
        {
            return [];
        }

        var mine = await db.Organisations.AsNoTracking().Where(one => one.Kind == OrganisationKind.Client)
            .Select(one => new { Client = one, Roles = db.Grants.Where(grant => grant.PersonId == person && grant.OrganisationId == one.Id).Select(grant => grant.Role).ToList() }).ToListAsync(context.RequestAborted);
        return [.. mine.Where(one => PermissionTable.Of(Permission.ReadPlan, Standings.Sum(one.Roles)) is Access.Yes).Select(one => one.Client).OrderBy(one => one.Name, StringComparer.Ordinal)];
    }

    public async Task<PlanSeen?> FindAsync(string client, HttpContext context)
    {
        if (context.User.PersonId() is not { } person || context.User.OnlyIncident() is not null
            || await db.Organisations.AsNoTracking().SingleOrDefaultAsync(one => one.Slug == client && one.Kind == OrganisationKind.Client, context.RequestAborted) is not { } found
            || await standings.InAsync(person, found.Id, context.RequestAborted) is var standing && PermissionTable.Of(Permission.ReadPlan, standing) is not Access.Yes)
        {
            return null;
        }

        return await plans.EditionAsync(found, null, context.RequestAborted) is { } edition ? new PlanSeen(found, edition, PermissionTable.Of(Permission.Prepare, standing) is Access.Yes) : null;
    }
}

/// <param name="Changes">Whether the reader may change it.</param>
public sealed record PlanSeen(Organisation Client, PlanEdition Edition, bool Changes);
