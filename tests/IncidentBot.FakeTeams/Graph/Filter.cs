using System.Text.RegularExpressions;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>The little of $filter that the bot needs: eq and startswith, joined by and or or.</summary>
internal static partial class Filter
{
    /// <summary>The rows that a filter leaves.</summary>
    /// <param name="properties">Which may be filtered by, and how to read them.</param>
    public static IEnumerable<T> Apply<T>(IEnumerable<T> rows, string? filter, IReadOnlyDictionary<string, Func<T, string?>> properties)
    {
        if (filter is null)
        {
            return rows;
        }

        var any = Parse(filter);
        if (any.SelectMany(one => one).FirstOrDefault(one => !properties.ContainsKey(one.Property)) is { Property: { } unknown })
        {
            throw GraphRules.Bad($"Could not find a property named '{unknown}' to filter by.");
        }

        return rows.Where(row => any.Any(all => all.TrueForAll(one => one.Holds(properties[one.Property](row)))));
    }

    /// <summary>Alternatives, each of clauses that must all hold.</summary>
    private static List<List<Clause>> Parse(string filter)
    {
        var any = new List<List<Clause>> { new() };
        for (var rest = filter.Trim(); ;)
        {
            var found = One().Match(rest);
            if (!found.Success)
            {
                throw GraphRules.Bad($"Invalid filter clause: {filter}");
            }

            var value = (found.Groups["value"].Success ? found.Groups["value"] : found.Groups["start"]).Value.Replace("''", "'", StringComparison.Ordinal);
            any[^1].Add(new Clause((found.Groups["property"].Success ? found.Groups["property"] : found.Groups["of"]).Value, value, found.Groups["start"].Success));
            rest = rest[found.Length..];
            if (rest.Length == 0)
            {
                return any;
            }

            var join = Join().Match(rest);
            if (!join.Success)
            {
                throw GraphRules.Bad($"Invalid filter clause: {filter}");
            }

            if (join.Groups[1].Value == "or")
            {
                any.Add([]);
            }

            rest = rest[join.Length..];
        }
    }

    [GeneratedRegex(@"^(?:(?<property>\w+(?:/\w+)*)\s+eq\s+'(?<value>(?:[^']|'')*)'|startswith\((?<of>\w+),\s*'(?<start>(?:[^']|'')*)'\))")]
    private static partial Regex One();

    [GeneratedRegex(@"^\s+(and|or)\s+")]
    private static partial Regex Join();

    private sealed record Clause(string Property, string Value, bool Start)
    {
        public bool Holds(string? found) => found is not null && (Start ? found.StartsWith(Value, StringComparison.OrdinalIgnoreCase) : found.Equals(Value, StringComparison.OrdinalIgnoreCase));
    }
}
