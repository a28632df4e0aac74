using System.Globalization;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>Reads and says when something happened, as people type it.</summary>
public static class Moments
{
    /// <summary>What lies outside is a slip of the pen, and no calendar reaches there.</summary>
    private const int Earliest = 1990;

    private const int Latest = 2200;

    /// <summary>Clocks of people and of servers differ a little.</summary>
    public static Duration Slack { get; } = Duration.FromMinutes(5);

    /// <summary>A date or a time in the given zone, or the client's; nothing means now.</summary>
    public static (EventMoment Moment, DateTimeZone Zone) Read(string? text, string? zone, DateTimeZone usual, DateTimeOffset now)
    {
        var where = zone is null ? usual : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Trim()) ?? throw ObligationRefusals.BadZone(zone);
        return string.IsNullOrWhiteSpace(text) || string.Equals(text.Trim(), "now", StringComparison.OrdinalIgnoreCase)
            ? (EventMoment.At(Instant.FromDateTimeOffset(now), where), where)
            : (EventMoment.Parse(text, where) is { } moment && moment.DateIn(where) is { Year: >= Earliest and <= Latest } ? moment : throw ObligationRefusals.BadMoment(text), where);
    }

    /// <summary>2026-11-24 (Europe/Berlin), or 2026-11-24 14:30:00 Europe/Berlin.</summary>
    public static string Words(EventMoment moment, DateTimeZone zone) => moment.Date is { } date
        ? $"{date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)} ({zone.Id})"
        : ClockBook.Local(moment.Instant!.Value.ToDateTimeOffset(), zone);
}
