using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.PostMortems;

/// <summary>What learning refuses, in the sentences people see.</summary>
public static class PostMortemRefusals
{
    public static RefusalException NotPublished(Incident incident) => new(new Refusal("not-published", $"The post-mortem of {incident.Reference} is not published yet. `status` shows how it stands."));

    public static RefusalException NotInReview(Incident incident) => new(new Refusal("not-in-review",
        $"{incident.Reference} is in {incident.State.Words()}. The post-mortem is posted in review; `review` shows it as it stands."));

    public static RefusalException NoFollowUp(Incident incident, int number) => new(new Refusal("no-such-followup", $"{incident.Reference} has no follow-up {number}. `followup list` shows them."));

    public static RefusalException NoGap(Incident incident, int number) => new(new Refusal("no-such-gap",
        $"{incident.Reference} has no gap {number} in the plan. `plan check` shows those that wait with their numbers; `lesson gap` records one.")
    { Field = "number" });

    public static RefusalException BadDate(string text) => new(new Refusal("bad-date", $"\"{text}\" is not a date. Write it as 2026-12-15."));
}
