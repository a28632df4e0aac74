using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging.Checks;
using NodaTime;

namespace IncidentBot.Core.Plans.Advice;

/// <summary>Looks for what is missing, unreachable, stale or contradictory in a plan that reads well, in the order of the file, gaps first.</summary>
public static class PlanCheck
{
    public static IReadOnlyList<PlanAdvice> Of(Plan plan, PlanCircumstances now) =>
    [
        .. AgeAdvice.Of(plan, now)
            .Concat(PeopleAdvice.Of(plan))
            .Concat(ContactAdvice.Of(plan, now))
            .Concat(ContactAdvice.Unreadable(plan))
            .Concat(ContactAdvice.NeverUsed(plan))
            .Concat(ContactAdvice.Unreached(plan, now))
            .Concat(RoleAdvice.Of(plan))
            .Concat(EscalationAdvice.Of(plan))
            .Concat(LawAdvice.Of(plan, now))
            .Concat(InsuranceAdvice.Of(plan))
            .Concat(ProtocolAdvice.Of(plan))
            .OrderBy(one => one.Weight),
    ];
}

/// <summary>What the check must know beside the plan.</summary>
/// <param name="Channels">The methods that are set up in this installation.</param>
/// <param name="Today">In the client's zone.</param>
/// <param name="Since">The day from which the plan stands as it is, in the client's zone.</param>
/// <param name="Law">The catalogue that the legal facts and calendars are for.</param>
public sealed record PlanCircumstances(IReadOnlySet<string> Channels, LocalDate Today, LocalDate Since, Catalogue Law)
{
    /// <summary>Tests of contacts that came to nothing.</summary>
    public IReadOnlyList<ContactCheck> Unreached { get; init; } = [];

    /// <summary>More than a year ago.</summary>
    public bool IsOld(LocalDate day) => day < Today.PlusYears(-1);
}
