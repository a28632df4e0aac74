using System.Globalization;
using IncidentBot.Core.Data;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Incidents;

/// <summary>Keeps what is known about an incident under names; the newest value counts, the timeline keeps the others.</summary>
public sealed class FactBook(IncidentDb db, IncidentTime time)
{
    private const int Longest = 100;

    public async Task RecordAsync(Incident incident, IReadOnlyDictionary<string, string> values, string kind, string did, Actor by, CancellationToken cancel)
    {
        foreach (var (name, value) in values)
        {
            if (name.Length > Longest || value.Length > Limits.Text)
            {
                throw IncidentRefusals.TooLong(name.Length > Longest ? "The name of a fact" : $"The value of {name}", name.Length > Longest ? Longest : Limits.Text);
            }

            if (string.IsNullOrWhiteSpace(value))
            {
                throw IncidentRefusals.NoValue(name);
            }

            var fact = await db.Facts.FindAsync([incident.Id, name], cancel);
            if (fact is null)
            {
                fact = new IncidentFact(incident.Id, name);
                db.Add(fact);
            }

            fact.Set(value, by.Person, time.Now);
        }

        incident.Record(kind, by, $"{by.Name} {did}: {Words(values)}", new { facts = values });
    }

    public async Task<IReadOnlyDictionary<string, string>> AllAsync(Incident incident, CancellationToken cancel)
    {
        await db.Facts.Where(fact => fact.IncidentId == incident.Id).LoadAsync(cancel);
        return db.Facts.Local.Where(fact => fact.IncidentId == incident.Id).ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
    }

    public static string Words(IReadOnlyDictionary<string, string> values) => string.Join(", ", values.Select(one => $"{one.Key}={one.Value}"));
}

/// <summary>The words of <c>scope</c>, and the facts that they set.</summary>
public static class ScopeNames
{
    private static readonly string[] Lists = ["systems", "accounts", "data"];

    /// <summary>Whether a fact is a number of people.</summary>
    public static bool Counts(string fact) => fact.StartsWith("affected_", StringComparison.Ordinal);

    /// <summary>1150, 1,150 or unknown.</summary>
    public static bool IsCount(string value) => string.Equals(value.Trim(), "unknown", StringComparison.OrdinalIgnoreCase)
        || int.TryParse(value, NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _);

    /// <summary><c>systems</c>, <c>accounts</c> and <c>data</c> are lists; <c>total</c> and a place such as <c>US-CA</c>, <c>TX</c>, <c>EU-DE</c> or <c>FR</c> are counts of people.</summary>
    public static string Fact(string name)
    {
        var word = name.ToLowerInvariant();
        return Lists.Contains(word) ? $"scope.{word}"
            : word is "total" or "people" ? "affected_count_total"
            : Place(word) ?? (word.Length is > 0 and <= 40 ? $"scope.{word}" : throw IncidentRefusals.TooLong("A word of the scope", 40));
    }

    /// <summary>The count of a place, or null for a word that names none. What looks like a place and is none is refused: it would be counted where nobody looks.</summary>
    private static string? Place(string word)
    {
        var code = word[(word.LastIndexOf('-') + 1)..].ToUpperInvariant();
        var (state, country) = ($"affected_by_us_state.{code}", $"affected_by_country.{code}");
        return word[..^code.Length] switch
        {
            "us-" => Jurisdictions.IsState(code) ? state : throw IncidentRefusals.NoSuchPlace(word, Jurisdictions.Near(code)),
            "eu-" => Jurisdictions.IsEuropean(code) ? country : throw IncidentRefusals.NoSuchPlace(word, Jurisdictions.Near(code)),
            "iso-" => Jurisdictions.IsCountry(code) ? country : throw IncidentRefusals.NoSuchPlace(word, Jurisdictions.Near(code)),
            "" when code.Length == 2 && code.All(char.IsAsciiLetter) => (Jurisdictions.IsState(code), Jurisdictions.IsCountry(code)) switch
            {
                (true, true) => throw IncidentRefusals.TwoPlaces(code),
                (true, false) => state,
                (false, true) => country,
                _ => throw IncidentRefusals.NoSuchPlace(word, Jurisdictions.Near(code)),
            },
            _ => null,
        };
    }
}
