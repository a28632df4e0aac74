using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace IncidentBot.Core.Plans;

/// <summary>When somebody answers, by their own wall clock: <c>Mon-Fri 08:00-18:00, Sat 09:00-12:00</c>, or around the clock. A span may pass midnight: <c>Fri 22:00-06:00</c> ends on Saturday.</summary>
public sealed partial record WorkingHours
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly IReadOnlyList<Span> spans;

    private WorkingHours(IReadOnlyList<Span> spans) => this.spans = spans;

    /// <summary>At any hour of any day.</summary>
    public static WorkingHours Always { get; } = new([]);

    public bool AroundTheClock => spans.Count == 0;

    /// <summary>Null for what says something else.</summary>
    public static WorkingHours? Parse(string text)
    {
        var plain = text.Trim().ToLowerInvariant();
        if (plain is "always" or "24/7" || plain.StartsWith("around the clock", StringComparison.Ordinal))
        {
            return Always;
        }

        var spans = new List<Span>();
        foreach (var part in plain.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (SpanOf(part) is not { } span)
            {
                return null;
            }

            spans.Add(span);
        }

        return spans.Count == 0 ? null : new WorkingHours(spans);
    }

    /// <summary>What can be read of hours that people wrote for people; null where nothing can.</summary>
    public static WorkingHours? Glean(string? text) => text is null ? null : Parse(text) ?? Parse(text.Split(',')[0]);

    public bool Cover(DateTimeOffset at, string zone)
    {
        var local = Local(at, zone);
        return AroundTheClock || spans.Any(span => span.Covers(local));
    }

    /// <summary>The given instant where it is within the hours, else when they next begin.</summary>
    public DateTimeOffset NextFrom(DateTimeOffset at, string zone)
    {
        if (Cover(at, zone))
        {
            return at;
        }

        var (local, own) = (Local(at, zone), DateTimeZoneProviders.Tzdb[zone]);
        return Enumerable.Range(0, 8).SelectMany(day => spans.Where(span => span.On(local.Date.PlusDays(day).DayOfWeek)).Select(span => own.AtLeniently(local.Date.PlusDays(day) + span.From).ToDateTimeOffset()))
            .Where(begin => begin > at).Min().ToUniversalTime();
    }

    public override string ToString() => AroundTheClock ? "24/7" : string.Join(", ", spans);

    public bool Equals(WorkingHours? other) => other is not null && spans.SequenceEqual(other.spans);

    public override int GetHashCode() => spans.Count;

    private static LocalDateTime Local(DateTimeOffset at, string zone) => Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;

    private static Span? SpanOf(string part)
    {
        var match = Pattern().Match(part);
        if (!match.Success || Time(match, "from") is not { } from || Time(match, "to") is not { } to || (from == to && match.Groups["toh"].Value != "24"))
        {
            return null;
        }

        var first = Array.IndexOf(Days, match.Groups["first"].Value);
        var last = match.Groups["last"].Success ? Array.IndexOf(Days, match.Groups["last"].Value) : first;
        return new Span(first, last, from, to);
    }

    /// <summary>24:00 is midnight at the end of the day.</summary>
    private static LocalTime? Time(Match match, string name)
    {
        var (hour, minute) = (int.Parse(match.Groups[$"{name}h"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[$"{name}m"].ValueSpan, CultureInfo.InvariantCulture));
        return minute > 59 || hour > 24 || (hour == 24 && (minute > 0 || name == "from")) ? null : hour == 24 ? LocalTime.Midnight : new LocalTime(hour, minute);
    }

    [GeneratedRegex(@"\A(?<first>mon|tue|wed|thu|fri|sat|sun)(?:\s*[-–]\s*(?<last>mon|tue|wed|thu|fri|sat|sun))?\s+(?<fromh>\d{1,2}):(?<fromm>\d{2})\s*[-–]\s*(?<toh>\d{1,2}):(?<tom>\d{2})\z")]
    private static partial Regex Pattern();

    /// <param name="First">0 is Monday. The last may come before it: Sat-Tue.</param>
    /// <param name="To">At or before the beginning: on the next day.</param>
    private sealed record Span(int First, int Last, LocalTime From, LocalTime To)
    {
        public bool On(IsoDayOfWeek day) => On((int)day - 1);

        public bool Covers(LocalDateTime at)
        {
            var (day, time) = ((int)at.DayOfWeek - 1, at.TimeOfDay);
            return From < To ? On(day) && time >= From && time < To : (On(day) && time >= From) || (On((day + 6) % 7) && time < To);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day(First)}{(First == Last ? "" : $"-{Day(Last)}")} {From:HH:mm}-{(To == LocalTime.Midnight ? "24:00" : $"{To:HH:mm}")}");

        private static string Day(int day) => char.ToUpperInvariant(Days[day][0]) + Days[day][1..];

        private bool On(int day) => First <= Last ? day >= First && day <= Last : day >= First || day <= Last;
    }
}
