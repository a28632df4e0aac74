using System.Collections.Concurrent;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Plans;

/// <summary>Reads response plans as they were stored. A version never changes, so a parsed one is kept.</summary>
public sealed class PlanBook(IncidentDb db, PlanCache cache)
{
    public Task<PlanVersion?> LatestAsync(Id<Organisation> organisation, CancellationToken cancel) =>
        db.PlanVersions.AsNoTracking().Where(version => version.OrganisationId == organisation).OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancel);

    /// <summary>Every client's latest plan; null where one of them does not parse by today's rules, so that nobody knows what all of them say.</summary>
    public async Task<IReadOnlyList<Plan>?> LatestOfAllAsync(CancellationToken cancel)
    {
        var latest = db.PlanVersions.AsNoTracking().Where(one => !db.PlanVersions.Any(other => other.OrganisationId == one.OrganisationId && other.Number > one.Number));
        var plans = new List<Plan?>();
        foreach (var id in await latest.Select(one => one.Id).ToListAsync(cancel))
        {
            plans.Add(await FindAsync(id, cancel));
        }

        return plans.Contains(null) ? null : [.. plans.OfType<Plan>()];
    }

    /// <summary>The version with this number; null where there is none.</summary>
    public Task<PlanVersion?> VersionAsync(Id<Organisation> organisation, int number, CancellationToken cancel) =>
        db.PlanVersions.AsNoTracking().SingleOrDefaultAsync(version => version.OrganisationId == organisation && version.Number == number, cancel);

    /// <summary>The version that an incident was opened with, or the latest where there is no incident or it has none; null where the client has no plan.</summary>
    public async Task<PlanEdition?> EditionAsync(Organisation client, Incident? incident, CancellationToken cancel)
    {
        return await LatestAsync(client.Id, cancel) is { } latest && await OpenedAsync(incident, cancel) is var opened && Read(opened ?? latest) is { } plan
            ? new PlanEdition(opened ?? latest, plan, latest) { OfIncident = opened is not null } : null;
    }

    /// <summary>Null where there is no incident, or it was opened without a plan.</summary>
    public async Task<PlanVersion?> OpenedAsync(Incident? incident, CancellationToken cancel) =>
        incident?.PlanVersionId is { } id ? await db.PlanVersions.AsNoTracking().SingleAsync(version => version.Id == id, cancel) : null;

    /// <summary>What a version says; null where its text does not parse by today's rules.</summary>
    public Plan? Read(PlanVersion version) => cache.Find(version.Id) ?? cache.Keep(version.Id, version.Text);

    /// <summary>The plan that the incident was opened with.</summary>
    public async Task<Plan?> OfAsync(Incident incident, CancellationToken cancel) => incident.PlanVersionId is { } id ? await FindAsync(id, cancel) : null;

    private async Task<Plan?> FindAsync(Id<PlanVersion> id, CancellationToken cancel) =>
        cache.Find(id) ?? cache.Keep(id, (await db.PlanVersions.AsNoTracking().SingleAsync(version => version.Id == id, cancel)).Text);
}

/// <summary>Parsed plan versions, one per process.</summary>
public sealed class PlanCache(DutyRoster roster)
{
    private readonly ConcurrentDictionary<Id<PlanVersion>, Plan> plans = new();

    internal Plan? Find(Id<PlanVersion> id) => plans.GetValueOrDefault(id) is { } plan ? roster.Tell(plan) : null;

    /// <summary>Null where a stored text does not parse by today's rules: the incident then goes on without its plan rather than not at all.</summary>
    internal Plan? Keep(Id<PlanVersion> id, string text) => PlanFile.Parse("stored plan", text).Plan is { } plan ? roster.Tell(plans.GetOrAdd(id, plan)) : null;
}
