using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Core.Plans.Advice;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace IncidentBot.Core.Plans;

/// <summary>Checks a client's plan against what is set up here, today's date, and what the tests of its contacts showed.</summary>
public sealed class PlanChecker(IncidentDb db, PlanFolder folder, IEnumerable<IOutsideChannel> outside, IncidentTime time)
{
    public async Task<PlanFindings> CheckAsync(Organisation client, PlanEdition edition, CancellationToken cancel)
    {
        var zone = DateTimeZoneProviders.Tzdb[edition.Plan.Zone];
        var methods = outside.Select(one => one.Method).Append(WarRooms.WebRooms.Platform).ToHashSet(StringComparer.Ordinal);
        var circumstances = new PlanCircumstances(methods, Day(time.Now, zone), Day(edition.Version.LoadedAt, zone), Catalogue.Shipped) { Unreached = await UnreachedAsync(client, cancel) };
        return new PlanFindings(PlanCheck.Of(edition.Plan, circumstances), Broken(client));
    }

    /// <summary>Of each way to reach a contact the last test counts.</summary>
    private async Task<IReadOnlyList<ContactCheck>> UnreachedAsync(Organisation client, CancellationToken cancel) =>
        [.. (await db.ContactChecks.AsNoTracking().Where(one => one.OrganisationId == client.Id && one.EndedAt != null).ToListAsync(cancel))
            .GroupBy(one => (one.Contact, one.Method, one.Address)).Select(one => one.MaxBy(check => check.EndedAt)!).Where(one => one.State is CheckState.Failed or CheckState.Unanswered)];

    private List<PlanProblem> Broken(Organisation client) =>
        folder.Current.Find(client.Slug) is { Source: var file } ? [.. folder.Current.Problems.Where(problem => problem.File == file)] : [];

    private static LocalDate Day(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).Date;
}

/// <param name="Advice">About the plan that is in use.</param>
/// <param name="Broken">Mistakes of its file as it lies there now: the plan that is checked is the last good one.</param>
public sealed record PlanFindings(IReadOnlyList<PlanAdvice> Advice, IReadOnlyList<PlanProblem> Broken);
