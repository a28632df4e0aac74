namespace IncidentBot.Core.Plans;

/// <summary>What is wrong with a plan file, where, and how to mend it.</summary>
/// <param name="Line">1 is the first; 1 also where the trouble is with the file as a whole.</param>
/// <param name="Column">1 is the first; null where the whole line is meant.</param>
public sealed record PlanProblem(string File, int Line, int? Column, string Sentence)
{
    public override string ToString() => Column is { } column ? $"{File}:{Line}:{column}: {Sentence}" : $"{File}:{Line}: {Sentence}";
}

/// <summary>A plan, or everything that is wrong with its file: the plan is null as soon as there is one problem.</summary>
public sealed record PlanParse(Plan? Plan, IReadOnlyList<PlanProblem> Problems)
{
    /// <summary>Where the file says its slug and its handles, for problems that only show beside other files.</summary>
    internal IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();
}
