using IncidentBot.Core.Obligations;
using IncidentBot.Core.Plans.Reading;

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

            if (one.Calendar is { } calendar && Calendar(one.Code, calendar, now) is { } advice)
            {
                yield return advice;
            }
        }
    }

    private static PlanAdvice? Calendar(string code, string name, PlanCircumstances now) => now.Law.Calendars.GetValueOrDefault(name) switch
    {
        null => PlanAdvice.Gap($"jurisdictions, {code}", $"There is no calendar {name}, so holidays are not counted there; {(Spelling.Nearest(name, now.Law.Calendars.Keys) is { } near ? $"did you mean {near}?" : "name one of the obligations catalogue or take the line away.")}"),
        { Years: var years } when !years.Contains(now.Today.Year) => PlanAdvice.Wish($"jurisdictions, {code}", $"The calendar {name} knows no holidays of {now.Today.Year}; ask the operator for a newer bot, and count business days there by hand."),
        _ => null,
    };

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

        foreach (var name in law.Facts.Keys.Where(one => now.Law.FindFact(one) is null).Order(StringComparer.Ordinal))
        {
            yield return PlanAdvice.Gap("legal, facts", $"No row of the obligations catalogue looks at {name}, so it decides nothing; {(now.Law.FactsNear(name) is [var near, ..] ? $"did you mean {near}?" : "take the line away.")}");
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
