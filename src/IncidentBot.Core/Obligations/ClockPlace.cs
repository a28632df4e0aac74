using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>Where a clock counts when its row leaves that open: the recipient's, state's or entity's zone and calendar, from the client's directory of authorities.</summary>
public sealed record ClockPlace(DateTimeZone? Zone, string? Calendar = null)
{
    public static ClockPlace Unknown { get; } = new((DateTimeZone?)null);

    /// <summary>By IANA id; null when there is no such zone.</summary>
    public static ClockPlace? In(string zone, string? calendar = null) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known ? new ClockPlace(known, calendar) : null;
}
