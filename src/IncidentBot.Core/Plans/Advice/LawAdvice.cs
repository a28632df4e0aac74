using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans.Advice;

/// <summary>Whether counsel has spoken, lately and without contradiction, and whether filings have somewhere to go.</summary>
internal static class LawAdvice
{
    public static IEnumerable<PlanAdvice> Of(Plan plan, PlanCircumstances now) => Places(plan, now).Concat(Status(plan, now));

    private static IEnumerable<PlanAdvice> Places(Plan plan, PlanCircumstances now)
    {
        if (plan.Jurisdictions.Count == 0)
        {
            yield return PlanAdvice.Gap("jurisdictions", "No place is named whose law may ask something; add those where the client's people, data and offices are.");
        }

        foreach (var one in plan.Jurisdictions)
        {
            if (one.Authorities.Count == 0)
            {
                yield return PlanAdvice.Wish($"jurisdictions, {one.Code}", "No authority is named to which a filing would go; add authorities with a name and a portal.");
            }
        }

        // Without holidays a date in business days is said to be unsure beside every clock.
        if (plan.Jurisdictions.Where(one => one.Calendar is { } name && now.Law.Calendars.GetValueOrDefault(name)?.Years.Contains(now.Today.Year) is not true).ToList() is { Count: > 0 } bare)
        {
            yield return PlanAdvice.Wish($"jurisdictions, {string.Join(", ", bare.Select(one => one.Code))}", $"The obligations catalogue has no holidays of {now.Today.Year} for {string.Join(", ", bare.Select(one => one.Calendar).Distinct())}, so business days there are counted without them; name a calendar that it has ({string.Join(", ", now.Law.Calendars.Keys.Order(StringComparer.Ordinal))}), or have counsel count.");
        }
    }

    private static IEnumerable<PlanAdvice> Status(Plan plan, PlanCircumstances now)
    {
        var law = plan.LegalStatus;
        if (law.Facts.Count == 0)
        {
            yield return PlanAdvice.Gap("legal", "Counsel has said nothing yet, so every law stays possible and every clock is asked about; let somebody with the grant legal add facts.");
        }

        if (law.SetOn is { } future && future > now.Today)
        {
            yield return PlanAdvice.Gap("legal, set_on", $"{future:uuuu-MM-dd} has not come yet; write the day on which counsel said it.");
        }
        else if (law.SetOn is { } on && now.IsOld(on))
        {
            yield return PlanAdvice.Wish("legal, set_on", $"Counsel last answered for the facts on {on:uuuu-MM-dd}, more than a year ago; let counsel look again and change the date.");
        }

        // A fact that no row looks at yet may stand there for later; one that is a slip away from another was meant to be that.
        foreach (var name in law.Facts.Keys.Where(one => now.Law.FindFact(one) is null).Order(StringComparer.Ordinal))
        {
            if (now.Law.Facts.Keys.FirstOrDefault(known => Nearest.Slips(name, known) == 1 && !law.Facts.ContainsKey(known)) is { } meant)
            {
                yield return PlanAdvice.Gap("legal, facts", $"No row of the obligations catalogue looks at {name}, so it decides nothing; did you mean {meant}?");
            }
        }

        if (law.Facts.GetValueOrDefault("gdpr_in_scope") is false && plan.Jurisdictions.FirstOrDefault(one => one.Code.StartsWith("EU-", StringComparison.Ordinal)) is { } european)
        {
            yield return PlanAdvice.Gap("legal, facts", $"gdpr_in_scope is false and {european.Code} is a jurisdiction; let counsel correct the fact, or take the jurisdiction out.");
        }

        if (law.Facts.GetValueOrDefault("cyber_policy_on_file") is bool policy && policy != plan.Insurance is not null)
        {
            yield return PlanAdvice.Gap("legal, facts", policy ? "cyber_policy_on_file is true and there is no insurance; add insurance, or let counsel correct the fact." : "cyber_policy_on_file is false and there is an insurance; let counsel correct the fact, or take the insurance out.");
        }
    }
}
