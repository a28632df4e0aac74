using System.Globalization;
using IncidentBot.Core.Incidents;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>Reads and says when something happened, as people type it.</summary>
public static class Moments
{
    /// <summary>Clocks of people and of servers differ a little.</summary>
    public static Duration Slack { get; } = Duration.FromMinutes(5);

    /// <summary>A time in the given zone, or the client's; nothing means now. A date without a named zone is that date wherever a clock counts: nobody who says "the 23rd" means the 22nd in California.</summary>
    public static (EventMoment Moment, DateTimeZone Zone) Read(string? text, string? zone, DateTimeZone usual, DateTimeOffset now, string field = "at")
    {
        var where = zone is null ? usual : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Trim()) ?? throw ObligationRefusals.BadZone(zone);
        return string.IsNullOrWhiteSpace(text) || string.Equals(text.Trim(), "now", StringComparison.OrdinalIgnoreCase)
            ? (EventMoment.At(Instant.FromDateTimeOffset(now), where), where)
            : EventMoment.Parse(text, where) switch
            {
                null => throw ObligationRefusals.BadMoment(text, field),
                { Date: { } date } when zone is null => (EventMoment.On(date), where),
                var moment => (moment, where),
            };
    }

    /// <summary>When a notice was filed. A date alone may mean its last moment, so that a filing is never called timely that may have been late; it is not later than now.</summary>
    public static DateTimeOffset Filed(EventMoment moment, DateTimeZone zone, DateTimeOffset now)
    {
        if (moment.Date is not { } date)
        {
            return IncidentTime.Cut(moment.Instant!.Value.ToDateTimeOffset());
        }

        var starts = (moment.Zone ?? zone).AtStartOfDay(date).ToDateTimeOffset();
        var ends = (moment.Zone ?? zone).AtStartOfDay(date.PlusDays(1)).ToDateTimeOffset().AddSeconds(-1);
        return IncidentTime.Cut(starts > now ? starts : ends < now ? ends : now);
    }

    /// <summary>2026-11-24, 2026-11-24 (Europe/Berlin), or 2026-11-24 14:30:00 Europe/Berlin.</summary>
    public static string Words(EventMoment moment, DateTimeZone zone) => moment.Date is { } date
        ? $"{date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}{(moment.Zone is { } named ? $" ({named.Id})" : "")}"
        : ClockBook.Local(moment.Instant!.Value.ToDateTimeOffset(), zone);
}
