namespace IncidentBot.Core.Plans.Advice;

/// <summary>Whether the ladders lead to more than one person, soon enough.</summary>
internal static class EscalationAdvice
{
    private static readonly TimeSpan LongestAtNight = TimeSpan.FromMinutes(30);

    private static readonly string[] Wakes = [PlanWords.VoiceMethod, PlanWords.TextMethod, PlanWords.PagerDutyMethod];

    public static IEnumerable<PlanAdvice> Of(Plan plan) => plan.Escalation.SelectMany(rule => Of(plan, rule));

    private static IEnumerable<PlanAdvice> Of(Plan plan, EscalationRule rule)
    {
        var place = $"escalation, {(rule.Severities.Count == 1 ? "severity" : "severities")} {string.Join(", ", rule.Severities)}";
        var levels = rule.Levels.Select(level => level.Page.Select(who => plan.FindContact(plan.FindRole(who)?.Contact ?? who)).OfType<PlanContact>().DistinctBy(one => one.Key).ToList()).ToList();
        var all = levels.SelectMany(level => level).DistinctBy(one => one.Key).ToList();
        if (all is [var alone])
        {
            yield return PlanAdvice.Gap(place, $"Every level pages {alone.Name} and nobody else; page somebody else in a later level.");
        }

        if (rule.Severities.Contains(1))
        {
            foreach (var asleep in levels[0].Where(one => !one.Methods.Any(method => Wakes.Contains(method.Kind))))
            {
                yield return PlanAdvice.Gap(place, $"{asleep.Name} is paged first and has no telephone, and what comes by {string.Join(" or ", asleep.Methods.Select(one => one.Kind).Distinct())} wakes nobody; add a method voice, sms or pagerduty to the contact {asleep.Key}.");
            }

            if (rule.Levels[^1].Wait > LongestAtNight)
            {
                yield return PlanAdvice.Gap(place, $"The last level waits {PlanThings.Span(rule.Levels[^1].Wait)} before the ladder starts again; wait 30m at most.");
            }

            if (rule.Levels.Count == 1 && all.Count > 1)
            {
                yield return PlanAdvice.Wish(place, "There is one level only, so nobody further is tried when it does not answer; add a second one.");
            }
        }

        foreach (var shared in all.SelectMany(one => one.Methods.Where(method => method.Kind is PlanWords.VoiceMethod or PlanWords.TextMethod).Select(method => method.Address).Distinct().Select(number => (Number: number, one.Key))).GroupBy(one => one.Number).Where(one => one.Count() > 1))
        {
            yield return PlanAdvice.Gap(place, $"{string.Join(" and ", shared.Select(one => one.Key))} have the same number {shared.Key}, so one dead telephone silences both; give one of them another.");
        }
    }
}
