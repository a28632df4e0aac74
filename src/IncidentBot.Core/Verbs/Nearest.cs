namespace IncidentBot.Core.Verbs;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Nearest
{
    private const int Longest = 32;

    /// <summary>The known word within two slips of the pen (one in a short word), or null.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        known.Select(one => (Word: one, Slips: Slips(word, one))).Where(one => IsNear(one.Word, one.Slips)).OrderBy(one => one.Slips).FirstOrDefault().Word;

    public static bool IsNear(string known, int slips) => slips <= (known.Length <= 3 ? 1 : 2);

    /// <summary>How many letters were left out, added, changed or swapped with their neighbour (optimal string alignment, a Damerau-Levenshtein distance),
    /// ignoring case; three stands for three or more.</summary>
    public static int Slips(ReadOnlySpan<char> typed, ReadOnlySpan<char> known)
    {
        if (Math.Abs(typed.Length - known.Length) > 2 || known.Length > Longest) return 3;
        Span<int> above = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        Span<int> row = stackalloc int[Longest + 1];
        for (var column = 0; column <= known.Length; column++) last[column] = column;
        for (var line = 1; line <= typed.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= known.Length; column++)
            {
                var same = Same(typed[line - 1], known[column - 1]);
                row[column] = Math.Min(Math.Min(row[column - 1], last[column]) + 1, last[column - 1] + (same ? 0 : 1));
                if (line > 1 && column > 1 && Same(typed[line - 1], known[column - 2]) && Same(typed[line - 2], known[column - 1]))
                {
                    row[column] = Math.Min(row[column], above[column - 2] + 1);
                }
            }

            last.CopyTo(above);
            row.CopyTo(last);
        }

        return Math.Min(last[known.Length], 3);
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
