namespace IncidentBot.Core.Plans.Reading;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    private const int Longest = 40;

    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > Longest)
        {
            return null;
        }

        var near = known
            .Select(candidate => (Candidate: candidate, Distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(one => one.Distance)
            .ThenByDescending(one => word.AsSpan().CommonPrefixLength(one.Candidate))
            .FirstOrDefault();
        return near.Candidate is not null && near.Distance <= Math.Max(1, word.Length / 3) ? near.Candidate : null;
    }

    // Letters put in, left out, changed or swapped with their neighbour.
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Step(rows, left, right, i, j);
            }
        }

        return rows[left.Length, right.Length];
    }

    private static int Step(int[,] rows, string left, string right, int i, int j)
    {
        var change = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        var step = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(step, rows[i - 2, j - 2] + 1) : step;
    }
}
