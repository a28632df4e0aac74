using System.Collections.Immutable;
using IncidentBot.Core.Verbs;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>The notification deadlines as data, with the calendars and words they need. A starting catalogue, not legal advice.</summary>
public sealed record Catalogue
{
    private static readonly Lazy<Catalogue> ShippedOnce = new(ReadShipped);

    private const string PerState = "affected_by_us_state";

    /// <summary>The catalogue that comes with the product.</summary>
    public static Catalogue Shipped => ShippedOnce.Value;

    public required LocalDate AsOf { get; init; }

    public required string Status { get; init; }

    public required IReadOnlyList<ObligationRow> Rows { get; init; }

    public required ImmutableDictionary<string, BusinessCalendar> Calendars { get; init; }

    public required ImmutableDictionary<string, CatalogueSource> Sources { get; init; }

    public required IReadOnlyList<PairedFact> EventFacts { get; init; }

    /// <summary>Every fact that a row looks at or an event says, in the order of names.</summary>
    public required ImmutableSortedDictionary<string, FactForm> Facts { get; init; }

    /// <summary>Names that stand for whichever of several events came first.</summary>
    public required ImmutableDictionary<string, IReadOnlyList<string>> EventGroups { get; init; }

    /// <summary>"controller-became-aware" in words: "the controller became aware".</summary>
    public required ImmutableDictionary<string, string> EventWords { get; init; }

    /// <summary>Calendar names that stand for a place which the caller names.</summary>
    public required ImmutableHashSet<string> PlaceholderCalendars { get; init; }

    /// <summary>Every event that starts a row, chained ones included.</summary>
    public IEnumerable<string> Events => Rows.SelectMany(row => EventsOf(row.Due)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <exception cref="DataFileException">The data is wrong; the sentence and the line say what.</exception>
    public static Catalogue Parse(string yaml) => CatalogueReader.Read(DataNode.Parse(yaml));

    /// <summary>Null when there is no such row.</summary>
    public ObligationRow? Find(string id) => Rows.FirstOrDefault(row => row.Id == id);

    /// <summary>What a fact may say, by a name in whatever case: one that rows look at, one entry of a list, <c>…_complete</c> of a list, or the people affected in a state. Null for a name that no row can see.</summary>
    public FactForm? FindFact(string name)
    {
        if (Facts.GetValueOrDefault(name) is { } known)
        {
            return known;
        }

        var (stem, entry) = name.Split('.', 2) is [var before, var after] ? (before, after) : (name, "");
        return string.Equals(stem, PerState, StringComparison.OrdinalIgnoreCase) && Jurisdictions.IsState(entry) ? new FactForm($"{PerState}.{entry.ToUpperInvariant()}", FactShape.Count, [])
            : Facts.GetValueOrDefault(stem) is { Shape: FactShape.Several } list && list.Read(entry) is { } word ? new FactForm($"{list.Name}.{word}", FactShape.YesNo, [])
            : Facts.Values.FirstOrDefault(one => one.Shape is FactShape.Several && string.Equals(name, $"{one.Name}_complete", StringComparison.OrdinalIgnoreCase)) is { } whole ? new FactForm($"{whole.Name}_complete", FactShape.YesNo, [])
            : null;
    }

    /// <summary>Names that were probably meant, at most three.</summary>
    public IReadOnlyList<string> FactsNear(string name)
    {
        var parts = name.ToLowerInvariant().Split('_', '.', '-');
        return [.. Facts.Keys.Select(known => (Name: known, Near: Nearest.IsNear(known, Nearest.Slips(name, known)), Shared: known.Split('_', '.').Count(part => part.Length > 2 && parts.Contains(part))))
            .Where(one => one.Near || one.Shared > 0).OrderByDescending(one => one.Near).ThenByDescending(one => one.Shared).Take(3).Select(one => one.Name)];
    }

    public string WordsFor(string name) =>
        EventWords.GetValueOrDefault(name) ?? (name.EndsWith(".sent", StringComparison.Ordinal) ? $"{name[..^5]} was sent" : name.Replace('-', ' '));

    /// <summary>With closures that an administrator has added to a calendar.</summary>
    public Catalogue WithClosures(string calendar, IReadOnlyCollection<LocalDate> closures) =>
        Calendars.GetValueOrDefault(calendar) is { } known ? this with { Calendars = Calendars.SetItem(calendar, known.With(closures)) } : this;

    /// <summary>The events that an expression may run from or look at.</summary>
    public static IEnumerable<string> EventsOf(DueExpression expression) => expression switch
    {
        After after => [after.Event],
        Earliest earliest => earliest.Of.SelectMany(EventsOf),
        Choice { If: ElapsedCondition elapsed } choice => EventsOf(choice.Then).Concat(EventsOf(choice.Else)).Append(elapsed.From).Append(elapsed.To),
        Choice choice => EventsOf(choice.Then).Concat(EventsOf(choice.Else)),
        _ => [],
    };

    private static Catalogue ReadShipped()
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream("catalogue.yaml")
            ?? throw new InvalidOperationException("The catalogue is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}
