namespace IncidentBot.Crashes;

/// <summary>What was held against what must be, a line each, and the numbers of the table.</summary>
internal sealed class Report(string name)
{
    private readonly List<(string What, string Value)> rows = [];

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public string Name => name;

    public IReadOnlyList<(string What, string Value)> Rows => rows;

    /// <param name="what">A sentence of what must hold.</param>
    /// <param name="faults">What does not; empty when it holds.</param>
    public void Check(string what, IReadOnlyCollection<string> faults)
    {
        if (faults.Count == 0)
        {
            Passed++;
            Console.WriteLine($"ok     {name}: {what}");
            return;
        }

        Failed++;
        Console.WriteLine($"failed {name}: {what}");
        foreach (var fault in faults.Take(20))
        {
            Console.WriteLine($"         {fault}");
        }

        if (faults.Count > 20)
        {
            Console.WriteLine($"         … and {faults.Count - 20} more");
        }
    }

    public void Check(string what, bool holds, string fault) => Check(what, holds ? [] : [fault]);

    public void Row(string what, string value) => rows.Add((what, value));
}
