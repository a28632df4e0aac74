using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>on_call</c> of a role. The contacts must have been read.</summary>
internal static partial class RotationReader
{
    private const int MostDays = 28;

    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>The turns that the plan keeps itself, or else the schedule of PagerDuty's that keeps them.</summary>
    public static (Rotation? Turns, string? Schedule) Read(PlanReading reading, Section role, string name)
    {
        if (role.OptionalMap("on_call") is not { } map)
        {
            return default;
        }

        var section = reading.Of(map, $"'on_call' of the role '{name}'");
        if (section.Optional("pagerduty") is { } schedule)
        {
            return (null, Schedule(reading, schedule, map));
        }

        var order = reading.Known(section.RequiredWords("order", "[nora, ravi]"), reading.ContactKeys.Keys, "contact", "contacts");
        var from = MomentOf(reading, section.Required("from", "2026-01-05T09:00"));
        var days = Days(reading, section.Optional("every"));
        var zone = reading.ZoneOf(section.Optional("zone"));
        var overrides = reading.Sections(section.OptionalList("overrides"), "this override").Select(one => StandIn(reading, one)).OfType<StandIn>().ToList();
        section.End();
        return order.Count > 0 && from is { } first ? (new Rotation(order, first, days, zone, overrides), null) : default;
    }

    private static string Schedule(PlanReading reading, YamlText schedule, YamlMap map)
    {
        if (!ScheduleId().IsMatch(schedule.Text))
        {
            reading.Problems.Add(schedule, $"'{schedule.Text}' is no schedule of PagerDuty; write the ID with which its address ends, such as PI7DH85.");
        }

        foreach (var other in map.Entries.Where(one => one.Key != "pagerduty"))
        {
            reading.Problems.Add(other.Line, other.Column, $"'{other.Key}' says nothing beside 'pagerduty', which says whose turn it is; take one of them out.");
        }

        return schedule.Text;
    }

    private static StandIn? StandIn(PlanReading reading, Section section)
    {
        var contact = reading.Known(section.Required("contact", "ravi"), reading.ContactKeys.Keys, "contact", "contacts");
        var (from, end) = (MomentOf(reading, section.Required("from", "2026-12-24T00:00")), section.Required("until", "2026-12-27T00:00"));
        var until = MomentOf(reading, end);
        section.End();
        if (from >= until)
        {
            reading.Problems.Add(end!, $"This override ends at {end!.Text}, before it begins; 'until' must be later than 'from'.");
        }

        return from is { } first && until is { } last ? new StandIn(contact, first, last) : null;
    }

    private static LocalDateTime? MomentOf(PlanReading reading, YamlText? text)
    {
        if (text is null)
        {
            return null;
        }

        var read = Moment.Parse(text.Text);
        if (!read.Success)
        {
            reading.Problems.Add(text, $"'{text.Text}' is no date and time; write it by the wall clock of the zone, such as 2026-01-05T09:00.");
        }

        return read.Success ? read.Value : null;
    }

    private static int Days(PlanReading reading, YamlText? text)
    {
        var days = text is null ? 7 : Formats.Duration(text.Text) is { } span && span == TimeSpan.FromDays(span.Days) ? span.Days : Weeks(text.Text);
        if (days is < 1 or > MostDays)
        {
            reading.Problems.Add(text!, $"'{text!.Text}' is no length of a turn; write 1d, 1w or 2w, whole days up to four weeks.");
            return 7;
        }

        return days;
    }

    private static int Weeks(string text) => text.EndsWith('w') && int.TryParse(text[..^1], out var weeks) ? weeks * 7 : 0;

    [GeneratedRegex(@"\A[A-Z0-9]{4,20}\z")]
    private static partial Regex ScheduleId();
}
