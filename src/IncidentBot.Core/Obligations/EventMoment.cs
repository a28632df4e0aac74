using NodaTime;
using NodaTime.Text;

namespace IncidentBot.Core.Obligations;

/// <summary>When something happened, as precisely as it is known: an instant, or only a local date.</summary>
public sealed record EventMoment
{
    private EventMoment(Instant? instant, LocalDate? date, DateTimeZone? zone) => (Instant, Date, Zone) = (instant, date, zone);

    public Instant? Instant { get; }

    public LocalDate? Date { get; }

    /// <summary>Where it was said to have happened; a date without a zone is a date where the clock counts.</summary>
    public DateTimeZone? Zone { get; }

    public static EventMoment At(Instant instant, DateTimeZone? zone = null) => new(instant, null, zone);

    public static EventMoment On(LocalDate date, DateTimeZone? zone = null) => new(null, date, zone);

    /// <summary>Reads 2026-04-10, 2026-04-10T16:00 (in <paramref name="zone"/>; the earlier of two, the later side of a gap) or 2026-04-10T16:00:00+02:00; null when it is none of them, or in a year that nobody can mean.</summary>
    public static EventMoment? Parse(string text, DateTimeZone? zone = null)
    {
        var typed = text.Trim();
        if (LocalDatePattern.Iso.Parse(typed) is { Success: true } date && Plausible(date.Value.Year))
        {
            return On(date.Value, zone);
        }

        foreach (var pattern in OffsetPatterns)
        {
            if (pattern.Parse(typed) is { Success: true } at && Plausible(at.Value.Year))
            {
                return At(at.Value.ToInstant(), zone);
            }
        }

        foreach (var pattern in LocalPatterns)
        {
            if (pattern.Parse(typed) is { Success: true } local && Plausible(local.Value.Year))
            {
                return At(local.Value.InZoneLeniently(zone ?? DateTimeZone.Utc).ToInstant(), zone);
            }
        }

        return null;
    }

    /// <summary>The instant, or the earliest that the date can mean: its first moment in its own zone or else in <paramref name="zone"/>.</summary>
    public Instant Earliest(DateTimeZone zone) => Instant ?? (Zone ?? zone).AtStartOfDay(Date!.Value).ToInstant();

    /// <summary>The day on which it fell in <paramref name="zone"/>.</summary>
    public LocalDate DateIn(DateTimeZone zone) => Earliest(zone).InZone(zone).Date;

    /// <summary>Outside of this somebody mistyped the year, and no calendar counts there.</summary>
    private static bool Plausible(int year) => year is >= 1900 and < 2200;

    public override string ToString() => Date is { } date ? LocalDatePattern.Iso.Format(date) : InstantPattern.ExtendedIso.Format(Instant!.Value);

    private static readonly OffsetDateTimePattern[] OffsetPatterns =
        [.. new[] { "uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<G>", "uuuu'-'MM'-'dd'T'HH':'mmo<G>", "uuuu'-'MM'-'dd' 'HH':'mm':'ss;FFFFFFFFFo<G>", "uuuu'-'MM'-'dd' 'HH':'mmo<G>" }
            .Select(OffsetDateTimePattern.CreateWithInvariantCulture)];

    private static readonly LocalDateTimePattern[] LocalPatterns =
        [.. new[] { "uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFF", "uuuu'-'MM'-'dd'T'HH':'mm", "uuuu'-'MM'-'dd' 'HH':'mm':'ss;FFFFFFFFF", "uuuu'-'MM'-'dd' 'HH':'mm" }
            .Select(LocalDateTimePattern.CreateWithInvariantCulture)];
}
