using NodaTime;

namespace IncidentBot.Core.Plans;

/// <summary>Who of several contacts plays a part now: they take turns, and hand over at the same hour of their own wall clock, whatever the clocks do in spring and autumn.</summary>
/// <param name="Order">Keys of contacts. The first begins at <paramref name="From"/>.</param>
/// <param name="From">The first hand-over, in <paramref name="Zone"/>.</param>
/// <param name="Days">How long each turn is.</param>
/// <param name="Zone">IANA.</param>
/// <param name="Overrides">Who stands in; of two at once the later in the list.</param>
public sealed record Rotation(IReadOnlyList<string> Order, LocalDateTime From, int Days, string Zone, IReadOnlyList<StandIn> Overrides)
{
    /// <summary>The key of the contact whose turn it is; null before the first hand-over, where nobody stands in.</summary>
    public string? At(DateTimeOffset instant)
    {
        var now = Local(instant);
        if (Overrides.LastOrDefault(one => one.From <= now && now < one.Until) is { } standIn)
        {
            return standIn.Contact;
        }

        return now < From ? null : Order[(int)(Turn(now) % Order.Count)];
    }

    /// <summary>When the next hand-over is, as far as the turns say.</summary>
    public DateTimeOffset NextHandOver(DateTimeOffset instant)
    {
        var now = Local(instant);
        var next = now < From ? From : From.PlusDays((int)(Turn(now) + 1) * Days);
        return DateTimeZoneProviders.Tzdb[Zone].AtLeniently(next).ToDateTimeOffset().ToUniversalTime();
    }

    /// <summary>When somebody else has it: by turn, or because somebody stands in or ceases to.</summary>
    public DateTimeOffset NextChange(DateTimeOffset instant) => Overrides.SelectMany(one => new[] { one.From, one.Until }).Select(one => DateTimeZoneProviders.Tzdb[Zone].AtLeniently(one).ToDateTimeOffset().ToUniversalTime())
        .Where(one => one > instant).Append(NextHandOver(instant)).Min();

    /// <summary>Whole turns since the first hand-over.</summary>
    private long Turn(LocalDateTime now) => (Period.DaysBetween(From.Date, now.Date) - (now.TimeOfDay < From.TimeOfDay ? 1 : 0)) / Days;

    private LocalDateTime Local(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[Zone]).LocalDateTime;
}

/// <summary>Somebody stands in from one moment until another, by the rotation's wall clock.</summary>
public sealed record StandIn(string Contact, LocalDateTime From, LocalDateTime Until);
