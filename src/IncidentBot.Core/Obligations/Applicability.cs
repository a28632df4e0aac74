namespace IncidentBot.Core.Obligations;

/// <summary>Whether a row concerns an organisation in an incident. What is unknown is possible and asked, never silently inapplicable.</summary>
public abstract record Applicability
{
    private Applicability()
    {
    }

    public static Applicability Evaluate(ObligationRow row, FactSet facts)
    {
        if (!row.InForce.MayStart)
        {
            return new DoesNotApply($"{row.CiteAs} is {row.InForce.Status}");
        }

        var when = row.AppliesWhen;
        if (when.Unless.FirstOrDefault(test => test.Evaluate(facts) is Truth.True) is { } exception)
        {
            return new DoesNotApply(exception.Because(facts, holds: true));
        }

        if (when.All.FirstOrDefault(test => test.Evaluate(facts) is Truth.False) is { } failed)
        {
            return new DoesNotApply(failed.Because(facts, holds: false));
        }

        var any = when.Any.Count == 0 ? Truth.True : when.Any.Select(test => test.Evaluate(facts)).Any();
        if (any is Truth.False)
        {
            return new DoesNotApply(string.Join(" and ", when.Any.Select(test => test.Because(facts, holds: false))));
        }

        var decided = any is Truth.True && when.All.All(test => test.Evaluate(facts) is Truth.True);
        var undecided = any is Truth.True ? [.. when.All, .. when.Unless] : when.All.Concat(when.Any).Concat(when.Unless);
        IReadOnlyList<FactQuestion> questions =
            [.. undecided.Where(test => test.Evaluate(facts) is Truth.Unknown).SelectMany(test => test.Ask(facts)).DistinctBy(question => question.Fact)];
        return decided ? new Applies(questions) : new Possible(questions);
    }

    /// <summary>All conditions hold. The questions are about exceptions that nobody has ruled out.</summary>
    public sealed record Applies(IReadOnlyList<FactQuestion> Questions) : Applicability;

    /// <summary>A known fact decides against it.</summary>
    public sealed record DoesNotApply(string Because) : Applicability;

    /// <summary>It may apply; the answers to the questions decide.</summary>
    public sealed record Possible(IReadOnlyList<FactQuestion> Questions) : Applicability;
}
