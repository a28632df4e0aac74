namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>reviewed</c>. The people must have been read.</summary>
internal static class ReviewReader
{
    public static PlanReview? Read(PlanReading reading, Section plan)
    {
        if (plan.OptionalMap("reviewed") is not { } map)
        {
            return null;
        }

        var review = reading.Of(map, "'reviewed'");
        var on = reading.DateOf(review.Required("on", "2026-09-14"));
        var by = reading.Known(review.Required("by", "nora"), reading.Handles.Keys, "person", "people");
        review.End();
        return on is { } day ? new PlanReview(day, by) : null;
    }
}
