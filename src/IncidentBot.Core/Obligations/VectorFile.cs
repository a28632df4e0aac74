using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>A worked example: what was recorded, and what must come out.</summary>
public sealed record DueVector
{
    public required string Id { get; init; }

    public required string Row { get; init; }

    public required ClockPlace Place { get; init; }

    public required EventLog Events { get; init; }

    public required FactSet Facts { get; init; }

    /// <summary>Null: no date may come out.</summary>
    public ExpectedMoment? Due { get; init; }

    public ExpectedMoment? Unrolled { get; init; }

    public ExpectedMoment? LegalLatest { get; init; }
}

/// <summary>An expected instant, or the end of an expected date.</summary>
public sealed record ExpectedMoment(string Text, Instant? Instant, LocalDate? Date);

/// <summary>Reads a file of worked examples.</summary>
public static class VectorFile
{
    /// <exception cref="DataFileException">The file is wrong; the sentence and the line say what.</exception>
    public static IReadOnlyList<DueVector> Parse(string yaml)
    {
        var root = DataNode.Parse(yaml);
        var list = root.IsList ? root : root.IsMap ? root.Need("vectors") : throw root.Wrong("expected a list of examples under 'vectors'.");
        return [.. list.Items().Select(Vector)];
    }

    private static DueVector Vector(DataNode node)
    {
        var zone = node.Find("zone") is { } named
            ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(named.Text()) ?? throw named.Wrong($"there is no time zone '{named.Text()}'.")
            : null;
        return new DueVector
        {
            Id = node.NeedText("id"),
            Row = node.NeedText("row"),
            Place = new ClockPlace(zone, node.FindText("calendar")),
            Events = new EventLog(node.FindEntries("events").SelectMany(entry => Claims(entry.Key, entry.Value, zone))),
            Facts = node.FindEntries("facts").Aggregate(FactSet.Empty, (facts, entry) => With(facts, entry.Key, entry.Value)),
            Due = Expected(node.Find("due"), zone),
            Unrolled = Expected(node.Find("unrolled"), zone),
            LegalLatest = Expected(node.Find("legal_latest"), zone),
        };
    }

    /// <summary>One moment, or a list of claims of which the earliest counts; null is not recorded.</summary>
    private static IEnumerable<RecordedEvent> Claims(string name, DataNode node, DateTimeZone? zone) =>
        node.IsNull() ? []
        : node.IsList ? node.Items().SelectMany(item => Claims(name, item, zone))
        : [new RecordedEvent(name, Moment(node, zone), Instant.MinValue, "vector")];

    /// <summary>A date stays without a zone: it is a date where the clock counts. A local time needs the example's zone.</summary>
    private static EventMoment Moment(DataNode node, DateTimeZone? zone) => EventMoment.Parse(node.Text(), zone) switch
    {
        null => throw node.Wrong($"'{node.Text()}' is neither a date (2026-04-10) nor a time (2026-04-10T16:00:00+02:00)."),
        { Date: { } date } => EventMoment.On(date),
        var moment => moment,
    };

    private static FactSet With(FactSet facts, string name, DataNode node) =>
        node.IsNull() ? facts
        : node.IsMap ? node.Entries().Aggregate(facts, (set, entry) => With(set, $"{name}.{entry.Key}", entry.Value))
        : node.IsList ? facts.With(name, FactValue.Of([.. node.Items().Select(item => item.Text())], complete: true))
        : name == "regulated_as" ? facts.With(name, FactValue.Of([node.Text()], complete: true))
        : facts.With(name, node.Fact());

    private static ExpectedMoment? Expected(DataNode? node, DateTimeZone? zone) => node is null ? null : Moment(node, zone) is var moment
        ? new ExpectedMoment(node.Text(), moment.Instant, moment.Date)
        : null;
}
