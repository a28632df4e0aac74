using NodaTime;
using NodaTime.Text;

namespace IncidentBot.Core.Obligations;

/// <summary>One reckoning of one row: finds the events, walks the expression, counts, and collects what a reader must know.</summary>
internal sealed class DueCalculation
{
    private const string Due = ".due";

    /// <summary>Chains in law are three or four stages long; deeper than this the data runs in a circle.</summary>
    private const int DeepestChain = 12;

    private readonly Catalogue catalogue;
    private readonly ObligationRow row;
    private readonly EventLog log;
    private readonly FactSet facts;
    private readonly ClockPlace place;
    private readonly string? parameter;
    private readonly int depth;
    private readonly DateTimeZone zone;
    private readonly DayCount days;
    private readonly List<string> notes = [];

    public DueCalculation(Catalogue catalogue, ObligationRow row, EventLog log, FactSet facts, ClockPlace place, string? parameter, int depth = 0)
    {
        if (depth > DeepestChain)
        {
            throw new InvalidOperationException($"The due date of {row.Id} depends on itself.");
        }

        (this.catalogue, this.row, this.log, this.facts, this.place, this.parameter, this.depth) = (catalogue, row, log, facts, place, parameter, depth);
        zone = ZoneOf(row.Counting) ?? DateTimeZone.Utc;
        days = new DayCount(catalogue, row.Counting, place, zone, notes);
    }

    public DueResult Result()
    {
        switch (Evaluate(row.Due))
        {
            case Limit limit:
                return Dated(limit, DueKind.Running, []);
            case Standard standard:
                return Begin(DueKind.NoFixedPeriod, standard.Of, standard.From) with { Rule = DueSentence.Standard(catalogue, row, standard.Of) };
            case Waiting waiting:
                return Projection() is { } projected ? Dated(projected, DueKind.Projected, waiting.For)
                    : Otherwise(waiting) is { } usual ? Dated(usual, DueKind.Running, waiting.For)
                    : Begin(DueKind.NotStarted, null, null) with { Missing = waiting.For, Rule = DueSentence.Waiting(catalogue, row, waiting.For) };
            default:
                throw new InvalidOperationException("A due date is a limit, a standard or waiting.");
        }
    }

    /// <summary>The value an event gives its fact, where that depends on whether it came by the due date that holds if it did.</summary>
    public bool Says(PairedFact paired)
    {
        var assumed = new DueCalculation(catalogue, row, log, facts.With(paired.Fact, paired.Value), place, parameter, depth + 1).Result();
        return Find(paired.Event) is { } happened && assumed.Due is { } due && happened.Earliest(zone) > due ? !paired.Value : paired.Value;
    }

    private DateTimeZone? ZoneOf(Counting counting) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(counting.Timezone)
        ?? place.Zone
        ?? (counting.TimezoneDefault is { } usual ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(usual) : null);

    private DueResult Begin(DueKind kind, After? of, EventMoment? from)
    {
        if (ZoneOf(row.Counting) is null && from is not null)
        {
            notes.Add($"Nobody has named the time zone of the {row.Counting.Timezone}: counted and shown in UTC.");
        }

        if (row.InForce.From is { } since && from?.DateIn(zone) < since)
        {
            notes.Add($"{row.CiteAs} is law in this form since {LocalDatePattern.Iso.Format(since)}, after the event.");
        }

        return new DueResult
        {
            Row = row.Id,
            RowVersion = row.Version,
            Kind = kind,
            StartedBy = of?.Event,
            Start = from?.Earliest(zone),
            Zone = zone,
            Rule = "",
            Source = row.Source,
            Notes = [.. notes.Distinct()],
        };
    }

    private DueResult Dated(Limit limit, DueKind kind, IReadOnlyList<string> missing)
    {
        var rolled = days.Roll(limit.At, row, facts);
        var latest = row.Counting.LegalLatestRule switch
        {
            LegalLatestRule.NextFullHour => days.NextFullHour(limit.From.Earliest(zone)) + Duration.FromHours(limit.Of.Amount!.Value),
            LegalLatestRule.NextBusinessDay => days.NextBusinessDay(limit.At),
            _ => rolled.Arguable,
        };
        return Begin(kind, limit.Of, limit.From) with
        {
            Missing = missing,
            Due = rolled.Shown,
            Unrolled = limit.At,
            LegalLatest = latest,
            Rule = DueSentence.Dated(catalogue, row, limit.Of, zone, kind, rolled.Shown != limit.At),
        };
    }

    /// <summary>A stage that is recorded needs no projection from its due date.</summary>
    private Limit? Projection() =>
        row.ProvisionalDue is { } provisional && !(RowOfDue(provisional.Event) is { } stage && Find($"{stage.Id}.sent") is not null)
            ? Evaluate(provisional) as Limit
            : null;

    /// <summary>A fact chooses between two dates; it takes none away. While the event of the chosen one is not recorded, the other stands: NIS2 asks for a progress report on it.</summary>
    private Limit? Otherwise(Waiting waiting)
    {
        if (row.Due is not Choice { If: FactCondition { Test.Fact: var fact } } choice || new[] { choice.Else, choice.Then }.Select(Evaluate).OfType<Limit>().FirstOrDefault() is not { } usual)
        {
            return null;
        }

        notes.Add($"By {fact} it waits until it is recorded that {string.Join(" and that ", waiting.For.Select(catalogue.WordsFor))} ({string.Join(", ", waiting.For.Select(name => $"`clock event {name}`"))}). Until then this date stands; a progress report may be due on it.");
        return usual;
    }

    private Outcome Evaluate(DueExpression expression) => expression switch
    {
        After after => Evaluate(after),
        Earliest earliest => Evaluate(earliest),
        Choice choice => Evaluate(choice),
        _ => throw new InvalidOperationException($"No operation {expression}."),
    };

    private Outcome Evaluate(After after)
    {
        if (Find(after.Event) is not { } from)
        {
            return new Waiting([after.Event]);
        }

        if (after.Amount is not { } amount)
        {
            return new Standard(after, from);
        }

        if (after.Unit is PeriodUnit.Hours && from.Date is { } date)
        {
            notes.Add($"Only the date of the event is known ({from}): hours are counted from the start of that day, the earliest it can have been.");
        }

        var day = after.FromEndOfYear ? new LocalDate(from.DateIn(zone).Year, 12, 31) : from.DateIn(zone);
        return new Limit(after, from, after.Unit is PeriodUnit.Hours ? from.Earliest(zone) + Duration.FromHours(amount) : days.End(day, amount, after.Unit));
    }

    private Outcome Evaluate(Earliest earliest)
    {
        var outcomes = earliest.Of.Select(Evaluate).ToList();
        var waiting = outcomes.OfType<Waiting>().SelectMany(outcome => outcome.For).Distinct().ToList();
        if (outcomes.OfType<Limit>().MinBy(limit => limit.At) is not { } first)
        {
            return outcomes.OfType<Standard>().FirstOrDefault() is { } standard ? standard : new Waiting(waiting);
        }

        if (waiting.Count > 0)
        {
            notes.Add($"May become earlier when these are recorded: {string.Join(", ", waiting)}.");
        }

        return first;
    }

    private Outcome Evaluate(Choice choice)
    {
        var condition = Decide(choice.If);
        var outcome = Evaluate(condition is Truth.True ? choice.Then : choice.Else);
        if (condition is not Truth.Unknown)
        {
            return outcome;
        }

        if (choice.If is FactCondition { Test: var test })
        {
            notes.Add($"{string.Join(" ", test.Ask(facts).Select(question => $"{question.Sentence} Record: {question.Record}."))} Until then the answer is taken to be no.");
            return outcome;
        }

        var unseen = choice.If is ElapsedCondition elapsed ? new[] { elapsed.From, elapsed.To }.Where(name => Find(name) is null).ToList() : [];
        if (outcome is Waiting waiting)
        {
            return new Waiting([.. waiting.For.Concat(unseen).Distinct()]);
        }

        notes.Add($"May become earlier when these are recorded: {string.Join(", ", unseen)}.");
        return outcome;
    }

    private Truth Decide(DueCondition condition)
    {
        switch (condition)
        {
            case FactCondition { Test: var test }:
                return test.Evaluate(facts) is var declared and not Truth.Unknown ? declared
                    : catalogue.EventFacts.FirstOrDefault(pair => pair.Fact == test.Fact && Find(pair.Event) is not null) is { } paired
                        ? test.Evaluate(facts.With(paired.Fact, SaysIn(paired)))
                        : Truth.Unknown;
            case ElapsedCondition elapsed:
                return Find(elapsed.From) is { } from && Find(elapsed.To) is { } to
                    ? Compare(to.Earliest(zone) - from.Earliest(zone), elapsed.Operator, Duration.FromHours(elapsed.Hours))
                    : Truth.Unknown;
            default:
                throw new InvalidOperationException($"No condition {condition}.");
        }
    }

    private bool SaysIn(PairedFact paired) =>
        paired.ByDueOf is { } id && catalogue.Find(id) is { } other
            ? new DueCalculation(catalogue, other, log, facts, place, parameter, depth + 1).Says(paired)
            : paired.Value;

    private static Truth Compare(Duration elapsed, FactOperator comparison, Duration limit) => TruthTable.From(comparison switch
    {
        FactOperator.Less => elapsed < limit,
        FactOperator.LessOrEqual => elapsed <= limit,
        FactOperator.Greater => elapsed > limit,
        FactOperator.GreaterOrEqual => elapsed >= limit,
        FactOperator.Equal => elapsed == limit,
        FactOperator.NotEqual => elapsed != limit,
        _ => throw new InvalidOperationException($"Times cannot be compared with {comparison}."),
    });

    /// <summary>The event as recorded, under the clock's own parameter first; or as a group; or as another row's due date.</summary>
    private EventMoment? Find(string name)
    {
        var own = parameter is not null && log.Find($"{name}[{parameter}]", zone) is { } particular ? particular : log.Find(name, zone);
        if (own is { CounselOverride: true })
        {
            return own.Moment;
        }

        IEnumerable<RecordedEvent?> claims = [own, .. catalogue.EventGroups.GetValueOrDefault(name)?.Select(member => log.Find(member, zone)) ?? []];
        return claims.OfType<RecordedEvent>().MinBy(claim => claim.Moment.Earliest(zone))?.Moment
            ?? (RowOfDue(name) is { } stage && new DueCalculation(catalogue, stage, log, facts, place, parameter, depth + 1).Result().Due is { } due ? EventMoment.At(due) : null);
    }

    private ObligationRow? RowOfDue(string name) => name.EndsWith(Due, StringComparison.Ordinal) ? catalogue.Find(name[..^Due.Length]) : null;

    private abstract record Outcome;

    private sealed record Limit(After Of, EventMoment From, Instant At) : Outcome;

    private sealed record Standard(After Of, EventMoment From) : Outcome;

    private sealed record Waiting(IReadOnlyList<string> For) : Outcome;
}
