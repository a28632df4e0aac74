namespace IncidentBot.Core.Plans;

/// <summary>How much of a file changed, counted in lines: a line that only moved is neither added nor removed.</summary>
public readonly record struct PlanLines(int Added, int Removed)
{
    public static PlanLines Between(string before, string after)
    {
        var left = Lines(before).CountBy(line => line).ToDictionary();
        var added = 0;
        foreach (var line in Lines(after))
        {
            if (left.GetValueOrDefault(line) is var count && count > 0)
            {
                left[line] = count - 1;
            }
            else
            {
                added++;
            }
        }

        return new PlanLines(added, left.Values.Sum());
    }

    public override string ToString() => $"{Added} {(Added == 1 ? "line" : "lines")} added, {Removed} removed";

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);
}
