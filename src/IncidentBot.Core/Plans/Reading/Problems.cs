namespace IncidentBot.Core.Plans.Reading;

/// <summary>Gathers what is wrong with one file. Stops listing after <see cref="Most"/>, so that a hostile file costs little.</summary>
internal sealed class Problems(string file)
{
    private const int Most = 500;
    private const int MostGuesses = 100;

    private readonly List<PlanProblem> found = [];

    public int Count => found.Count;

    public void Add(int line, int? column, string sentence)
    {
        if (found.Count < Most)
        {
            found.Add(new PlanProblem(file, line, column, sentence));
        }
        else if (found.Count == Most)
        {
            found.Add(new PlanProblem(file, line, null, $"There are more than {Most} problems; mend the ones above first."));
        }
    }

    public void Add(YamlNode at, string sentence) => Add(at.Line, at.Column, sentence);

    /// <summary>"; did you mean 'contacts'?" or, when nothing is near, what else could be said.</summary>
    public string Guess(string word, IEnumerable<string> known, string otherwise) =>
        found.Count < MostGuesses && Spelling.Nearest(word, known) is { } near ? $"; did you mean '{near}'?" : $"; {otherwise}.";

    public IReadOnlyList<PlanProblem> InOrder() => [.. found.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column ?? 0)];
}
