using NodaTime;
using NodaTime.Text;

namespace IncidentBot.Core.Obligations;

/// <summary>Computes worked examples with a catalogue and says, line by line, what agrees and what differs.</summary>
public sealed class VectorCheck(Catalogue catalogue, TextWriter output)
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<+HH:mm>");

    private readonly DueCalculator calculator = new(catalogue);

    /// <summary>0 when all agree, 1 when some differ (or, when strict, a row is unknown).</summary>
    public int Run(IReadOnlyList<DueVector> vectors, bool strict)
    {
        var (same, differing, unknown) = (0, 0, 0);
        foreach (var vector in vectors)
        {
            if (catalogue.Find(RowOf(vector)) is not { } row)
            {
                unknown++;
                output.WriteLine($"{vector.Id} {vector.Row} skipped: the catalogue has no such row");
            }
            else if (Check(vector, row))
            {
                same++;
            }
            else
            {
                differing++;
            }
        }

        output.WriteLine($"{same + differing} checked: {same} ok, {differing} differ. {unknown} skipped because the catalogue has no such row.");
        return differing > 0 || (strict && unknown > 0) ? 1 : 0;
    }

    private bool Check(DueVector vector, ObligationRow row)
    {
        var result = calculator.Calculate(row, vector.Events, vector.Facts, vector.Place, ParameterOf(vector));
        var agrees = Line(vector, result, "due", result.Due, vector.Due);
        agrees &= vector.Unrolled is null || Line(vector, result, "unrolled", result.Unrolled, vector.Unrolled);
        if (vector.LegalLatest is { } latest)
        {
            if (result.LegalLatest is null && result.Due is not null)
            {
                output.WriteLine($"{vector.Id} {vector.Row} legal_latest {latest.Text} not compared: the row has no rule for it");
            }
            else
            {
                agrees &= Line(vector, result, "legal_latest", result.LegalLatest, latest);
            }
        }

        foreach (var note in agrees ? [] : result.Notes.Prepend(result.Rule))
        {
            output.WriteLine($"    {note}");
        }

        return agrees;
    }

    private bool Line(DueVector vector, DueResult result, string what, Instant? computed, ExpectedMoment? expected)
    {
        var agrees = (computed, expected) switch
        {
            (null, null) => true,
            ({ } at, { Instant: { } instant }) => at == instant,
            ({ } at, { Date: { } date }) => at.InZone(result.Zone).Date == date,
            _ => false,
        };
        var shown = computed is { } known ? Pattern.Format(known.InZone(result.Zone).ToOffsetDateTime()) : $"none ({Why(result)})";
        output.WriteLine($"{vector.Id} {vector.Row} {what} {shown} expected {expected?.Text ?? "none"} {(agrees ? "ok" : "DIFFERS")}");
        return agrees;
    }

    private static string Why(DueResult result) => result.Kind is DueKind.NoFixedPeriod ? "no fixed period" : $"not started, missing {string.Join(", ", result.Missing)}";

    private static string RowOf(DueVector vector) => vector.Row.Split('[')[0];

    private static string? ParameterOf(DueVector vector) => vector.Row.Split('[', ']') is [_, var parameter, ..] ? parameter : null;
}
