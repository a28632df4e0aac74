namespace IncidentBot.Core.Plans.Advice;

/// <summary>Whether anybody has looked at the plan lately.</summary>
internal static class AgeAdvice
{
    public static IEnumerable<PlanAdvice> Of(Plan plan, PlanCircumstances now)
    {
        if (plan.Reviewed is { } review && review.On > now.Today)
        {
            yield return PlanAdvice.Gap("reviewed", $"{review.On:uuuu-MM-dd} has not come yet; write the day on which @{review.By} went through the plan.");
        }
        else if (plan.Reviewed is { } last && now.IsOld(last.On) && now.IsOld(now.Since))
        {
            yield return PlanAdvice.Wish("reviewed", $"The plan was last gone through on {last.On:uuuu-MM-dd}, more than a year ago; go through it with the client and change the date.");
        }
        else if (plan.Reviewed is null && now.IsOld(now.Since))
        {
            yield return PlanAdvice.Wish("reviewed", $"The plan has not changed since {now.Since:uuuu-MM-dd}, more than a year ago; go through it with the client and add reviewed: {{on: {now.Today:uuuu-MM-dd}, by: …}}.");
        }
    }
}
