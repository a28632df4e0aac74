namespace IncidentBot.Core.Plans;

/// <summary>A folder of plans at one moment: for each file its last good plan, and what is wrong with the files as they are now.</summary>
public sealed record PlanSnapshot(IReadOnlyList<Plan> Plans, IReadOnlyList<PlanProblem> Problems)
{
    public static PlanSnapshot Empty { get; } = new([], []);

    public Plan? Find(string slug) => Plans.FirstOrDefault(plan => string.Equals(plan.Slug, slug, StringComparison.OrdinalIgnoreCase));
}
