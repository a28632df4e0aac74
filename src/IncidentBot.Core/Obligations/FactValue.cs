using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Core.Obligations;

/// <summary>What is known about one fact: yes or no, a number, a word, or a list of words. What is not known has no value at all.</summary>
public abstract partial record FactValue
{
    private FactValue()
    {
    }

    public static FactValue Of(bool flag) => new Flag(flag);

    public static FactValue Of(decimal number) => new Number(number);

    public static FactValue Of(string word) => new Word(word);

    /// <param name="words">What is known to be on the list.</param>
    /// <param name="complete">Whether nothing else is on it; otherwise a word that is missing is unknown, not absent.</param>
    public static FactValue Of(IReadOnlyList<string> words, bool complete) => new Words(words, complete);

    /// <summary>Reads typed text: true, false, yes, no, 1200, 1,200, a word, or words between commas.</summary>
    public static FactValue Parse(string text)
    {
        var typed = text.Trim();
        return typed.ToLowerInvariant() switch
        {
            "true" or "yes" => Of(true),
            "false" or "no" => Of(false),
            _ when Grouped().IsMatch(typed) || !typed.Contains(',', StringComparison.Ordinal) =>
                decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? Of(number) : Of(typed),
            _ => Of(typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), complete: false),
        };
    }

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+$")]
    private static partial Regex Grouped();

    /// <summary>Yes or no.</summary>
    public sealed record Flag(bool Value) : FactValue
    {
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>A count or an amount.</summary>
    public sealed record Number(decimal Value) : FactValue
    {
        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>One word, such as <c>controller</c>.</summary>
    public sealed record Word(string Value) : FactValue
    {
        public override string ToString() => Value;
    }

    /// <summary>Several words, such as what an organisation is regulated as.</summary>
    public sealed record Words(IReadOnlyList<string> Values, bool Complete) : FactValue
    {
        public bool Equals(Words? other) => other is not null && Complete == other.Complete && Values.ToHashSet(StringComparer.Ordinal).SetEquals(other.Values);

        public override int GetHashCode() => HashCode.Combine(Values.Count, Complete);

        public override string ToString() => Values.Count == 0 ? "nothing" : string.Join(", ", Values);
    }
}
