namespace IncidentBot.Core.Plans.Advice;

/// <summary>Whether the insurer can be told in time.</summary>
internal static class InsuranceAdvice
{
    public static IEnumerable<PlanAdvice> Of(Plan plan)
    {
        // Where counsel says that there is one, that is a contradiction and said already; where there is none, it is known.
        if (plan.Insurance is null && !plan.LegalStatus.Facts.ContainsKey("cyber_policy_on_file"))
        {
            yield return PlanAdvice.Gap("insurance", "No cyber policy is named; add insurance with insurer, policy and hotline, or let counsel write cyber_policy_on_file: false.");
        }

        if (plan.Insurance is { Hotline: null, Contact: null } mute)
        {
            yield return PlanAdvice.Gap("insurance", $"Neither a hotline nor a contact of {mute.Insurer} is named, so nobody can give notice at night; add hotline or contact.");
        }

        if (plan.Insurance is { Notice: null } policy)
        {
            yield return PlanAdvice.Wish("insurance", $"The notice clause of {policy.Policy} is missing, so it is not said how soon {policy.Insurer} must know; add notice.");
        }
    }
}
