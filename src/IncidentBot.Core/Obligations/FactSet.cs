using System.Collections.Immutable;

namespace IncidentBot.Core.Obligations;

/// <summary>
/// What has been declared about a client and an incident. A name that is not in it is unknown.
/// One entry of a list can be declared by itself (<c>regulated_as.nis2-essential=false</c>), and a list be closed (<c>regulated_as_complete=true</c>).
/// </summary>
public sealed class FactSet
{
    /// <summary>Facts that are lists even when a single word was typed.</summary>
    private static readonly ImmutableHashSet<string> Lists = ["regulated_as", "client_regulated_as", "data_categories", "affected_us_states"];

    /// <summary>Whether a fact is a list, whatever was typed.</summary>
    internal static bool IsList(string name) => Lists.Contains(name);

    private readonly ImmutableSortedDictionary<string, FactValue> values;

    private FactSet(ImmutableSortedDictionary<string, FactValue> values) => this.values = values;

    public static FactSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, FactValue>(StringComparer.Ordinal));

    public IReadOnlyDictionary<string, FactValue> Values => values;

    public FactValue? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Reads <c>affected_by_us_state.CA=1200</c>; null when it is not of that form.</summary>
    public static (string Name, FactValue? Value)? ParseTyped(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 1)
        {
            return null;
        }

        var (name, typed) = (text[..at].Trim(), text[(at + 1)..].Trim());
        return name.Length == 0 || name.Any(char.IsWhiteSpace) || typed.Length == 0 ? null
            : (name, typed.Equals("unknown", StringComparison.OrdinalIgnoreCase) ? null : FactValue.Parse(typed));
    }

    /// <summary>Null makes the fact unknown again.</summary>
    public FactSet With(string name, FactValue? value) => value switch
    {
        null => new(values.Remove(name)),
        FactValue.Word one when Lists.Contains(name) => With(name, FactValue.Of([one.Value], complete: false)),
        _ => new(values.SetItem(name, value)),
    };

    public FactSet With(string name, bool value) => With(name, FactValue.Of(value));

    public FactSet With(string name, decimal value) => With(name, FactValue.Of(value));

    public FactSet With(string name, string value) => With(name, FactValue.Of(value));

    /// <summary>Everything in <paramref name="later"/> on top of what is here: an incident's facts over a client's.</summary>
    public FactSet With(FactSet later) => later.values.Aggregate(this, (facts, pair) => facts.With(pair.Key, pair.Value));

    /// <summary>Whether a fact is this value or, where it is a list, has it on it.</summary>
    internal Truth Has(string name, FactValue wanted) => this[name] switch
    {
        null => Declared(name, wanted),
        FactValue.Words list when wanted is FactValue.Word word && list.Values.Contains(word.Value) => Truth.True,
        FactValue.Words list => Declared(name, wanted) is var declared and not Truth.Unknown ? declared
            : list.Complete || this[$"{name}_complete"] is FactValue.Flag { Value: true } ? Truth.False : Truth.Unknown,
        var value when value.Equals(wanted) => Truth.True,
        var value => value.GetType() == wanted.GetType() ? Truth.False : Truth.Unknown,
    };

    /// <summary>What the counts per state already say about counts that nobody has declared: a person resides in one state.</summary>
    internal decimal? AtLeast(string name)
    {
        var perState = values.Where(pair => pair.Key.StartsWith("affected_by_us_state.", StringComparison.Ordinal)).Select(pair => pair.Value).OfType<FactValue.Number>().Select(count => count.Value).ToList();
        return (name, perState.Count) switch
        {
            (_, 0) => null,
            ("affected_count_in_any_us_state", _) => perState.Max(),
            ("affected_count_total", _) => perState.Sum(),
            _ => null,
        };
    }

    private Truth Declared(string name, FactValue wanted) =>
        this[$"{name}.{wanted}"] is FactValue.Flag flag ? flag.Value ? Truth.True : Truth.False : Truth.Unknown;
}
