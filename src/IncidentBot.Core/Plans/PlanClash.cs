namespace IncidentBot.Core.Plans;

/// <summary>Finds what two plans may not both say: the same slug, and one handle for two people.</summary>
internal static class PlanClash
{
    public static IReadOnlyList<PlanProblem> Find(Plan plan, PlanParse parse, IReadOnlyList<Plan> standing) =>
        standing.SelectMany(other => Slugs(plan, parse, other)).ToList() is { Count: > 0 } slugs
            ? slugs
            : [.. standing.SelectMany(other => People(plan, parse, other))];

    private static IEnumerable<PlanProblem> Slugs(Plan plan, PlanParse parse, Plan other)
    {
        if (plan.Slug == other.Slug)
        {
            yield return new PlanProblem(plan.Source, parse.Lines.GetValueOrDefault("slug", 1), null, $"The slug '{plan.Slug}' is used by {Name(other)} and by {Name(plan)}; give one of them another. {Name(other)} stays in use.");
        }
        else if (plan.Slug == other.Provider.Slug || other.Slug == plan.Provider.Slug)
        {
            yield return new PlanProblem(plan.Source, parse.Lines.GetValueOrDefault("slug", 1), null, $"{Name(plan)} and {Name(other)} use one slug for a client and for a provider; give the client another.");
        }
    }

    /// <summary>People whose handle is somebody else's in another plan, without saying whose: one client's people are not told of another's.</summary>
    public static IEnumerable<PlanProblem> Strangers(Plan plan, PlanParse parse, IEnumerable<Plan> standing) =>
        from person in standing.SelectMany(other => Shared(plan, other)).Select(one => one.Person).DistinctBy(one => one.Handle)
        select new PlanProblem(plan.Source, parse.Lines.GetValueOrDefault($"@{person.Handle}", 1), null, $"The handle '{person.Handle}' is somebody else's already; give {person.Name} another.");

    private static IEnumerable<PlanProblem> People(Plan plan, PlanParse parse, Plan other) =>
        from pair in Shared(plan, other)
        let person = pair.Person
        let same = pair.Same
        select new PlanProblem(plan.Source, parse.Lines.GetValueOrDefault($"@{person.Handle}", 1), null, $"The handle '{person.Handle}' is {person.Name} in {Name(plan)} and {same.Name} in {Name(other)}; a handle is one person everywhere, and only the provider's people may stand in several plans, so give one of them another.");

    // A handle stands for one account; two clients with a dana each would share rights.
    private static IEnumerable<(PlanPerson Person, PlanPerson Same)> Shared(Plan plan, Plan other) =>
        from person in plan.People
        let same = other.People.FirstOrDefault(one => one.Handle == person.Handle)
        where same is not null && !SamePerson(plan, person, other, same)
        select (person, same);

    private static bool SamePerson(Plan plan, PlanPerson person, Plan other, PlanPerson same) =>
        person.Employer is PlanEmployer.Provider && same.Employer is PlanEmployer.Provider && plan.Provider.Slug == other.Provider.Slug && person.Name == same.Name;

    private static string Name(Plan plan) => Path.GetFileName(plan.Source);
}
