using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Core.Plans.Advice;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace IncidentBot.Core.Plans;

/// <summary>Says what is missing, unreachable, stale or contradictory in a client's newest plan, and what is wrong with its file.</summary>
public sealed record CheckPlan(string? Client = null) : IClientVerb, IVerb<CheckPlan>
{
    public static Grammar<CheckPlan> Grammar => new("plan check")
    {
        Summary = "Says what is missing, unreachable, stale or contradictory in the client's newest plan, where, and how to mend it.",
        Examples = ["plan check", "plan check --client contoso-dental"],
    };

    public static Permission Needs => Permission.ReadPlan;
}

public sealed class CheckPlanHandler(IncidentDb db, PlanBook plans, PlanFolder folder, IEnumerable<IPageChannel> channels, IEnumerable<IOutsideChannel> outside, IncidentTime time) : IHandleForClient<CheckPlan>
{
    public async Task<Reply> HandleAsync(CheckPlan verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel)
    {
        var edition = await plans.EditionAsync(client, null, cancel) ?? throw PlanRefusals.NoPlan(client);
        var zone = DateTimeZoneProviders.Tzdb[edition.Plan.Zone];
        var methods = channels.Select(one => one.Method).Concat(outside.Select(one => one.Method)).ToHashSet(StringComparer.Ordinal);
        var advice = PlanCheck.Of(edition.Plan, new PlanCircumstances(methods, Day(time.Now, zone), Day(edition.Version.LoadedAt, zone), Catalogue.Shipped) { Unreached = await UnreachedAsync(client, cancel) });
        return Reply.Of(CardOf(client, edition, advice, Broken(client)));
    }

    /// <summary>Of each way to reach a contact the last test counts.</summary>
    private async Task<IReadOnlyList<ContactCheck>> UnreachedAsync(Organisation client, CancellationToken cancel) =>
        [.. (await db.ContactChecks.AsNoTracking().Where(one => one.OrganisationId == client.Id && one.EndedAt != null).ToListAsync(cancel))
            .GroupBy(one => (one.Contact, one.Method, one.Address)).Select(one => one.MaxBy(check => check.EndedAt)!).Where(one => one.State is CheckState.Failed or CheckState.Unanswered)];

    /// <summary>Mistakes of the file as it lies there now: the plan that is checked is the last good one.</summary>
    private List<PlanProblem> Broken(Organisation client) =>
        folder.Current.Find(client.Slug) is { Source: var file } ? [.. folder.Current.Problems.Where(problem => problem.File == file)] : [];

    private static Card CardOf(Organisation client, PlanEdition edition, IReadOnlyList<PlanAdvice> advice, List<PlanProblem> broken)
    {
        CardSection?[] sections =
        [
            broken.Count == 0 ? null : new CardSection("Its file was changed and is not in use until this is mended", [.. broken.Select(one => new CardLine($"line {one.Line}: {one.Sentence}", null, "danger"))]),
            Section("Gaps", AdviceWeight.Gap, "warning"),
            Section("Advice", AdviceWeight.Advice, "none"),
        ];
        var found = advice.Count + broken.Count;
        return new Card($"Plan check: {client.Name}", "IncidentBot: a plan was checked.", [new CardFact("Plan", edition.Words)], [.. sections.OfType<CardSection>()], [])
        {
            Tone = found == 0 ? "good" : broken.Count > 0 ? "danger" : "warning",
            Footnote = (found == 0 ? (Prose)$"Nothing is missing, unreachable, stale or contradictory." : $"{advice.Count(one => one.Weight is AdviceWeight.Gap)} gaps, {advice.Count(one => one.Weight is AdviceWeight.Advice)} pieces of advice. `plan export` gives the file to mend, `plan import` takes it back.").Markup,
        };

        CardSection? Section(string heading, AdviceWeight weight, string tone) =>
            advice.Where(one => one.Weight == weight).Select(one => new CardLine($"**{one.Place}**: {one.Sentence}", null, tone)).ToList() is { Count: > 0 } lines ? new CardSection(heading, lines) : null;
    }

    private static LocalDate Day(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).Date;
}
