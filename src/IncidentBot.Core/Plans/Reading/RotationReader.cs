using NodaTime;
using NodaTime.Text;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>on_call</c> of a role. The contacts must have been read.</summary>
internal static class RotationReader
{
    private const int MostDays = 28;

    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    public static Rotation? Read(PlanReading reading, Section role, string name)
    {
        if (role.OptionalMap("on_call") is not { } map)
        {
            return null;
        }

        var section = reading.Of(map, $"'on_call' of the role '{name}'");
        var order = reading.Known(section.RequiredWords("order", "[nora, ravi]"), reading.ContactKeys.Keys, "contact", "contacts");
        var from = MomentOf(reading, section.Required("from", "2026-01-05T09:00"));
        var days = Days(reading, section.Optional("every"));
        var zone = reading.ZoneOf(section.Optional("zone"));
        var overrides = reading.Sections(section.OptionalList("overrides"), "this override").Select(one => StandIn(reading, one)).OfType<StandIn>().ToList();
        section.End();
        return order.Count > 0 && from is { } first ? new Rotation(order, first, days, zone, overrides) : null;
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
}
