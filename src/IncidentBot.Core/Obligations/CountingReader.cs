using NodaTime;
using NodaTime.Text;

namespace IncidentBot.Core.Obligations;

/// <summary>Reads how a row counts; what it cannot read it refuses with line and sentence.</summary>
internal static class CountingReader
{
    private static readonly string[] PlaceholderZones = ["recipient", "entity", "state", "member-state"];

    public static Counting Read(DataNode node, Func<DataNode, FactTest> test)
    {
        var roll = node.FindText("roll") ?? "none";
        var eligibility = node.Find("roll_eligibility");
        return new Counting
        {
            Rule = Rule(node.Need("rule")),
            Timezone = Zone(node.Need("timezone")),
            TimezoneDefault = node.Find("timezone_default") is { } zone ? Zone(zone) : null,
            Calendar = node.FindText("calendar"),
            CalendarDefault = node.FindText("calendar_default"),
            CutOff = node.Find("cut_off") is { } cutOff ? Time(cutOff) : null,
            Roll = roll == "dora-noon-next-working-day" ? RollRule.DoraNoonNextWorkingDay
                : roll is "none" or "eu-1182-next-working-day" || roll.EndsWith("(bot: none)", StringComparison.Ordinal) ? RollRule.None
                : throw node.Need("roll").Wrong($"no roll rule '{roll}'."),
            NotEligibleIf = [.. eligibility?.FindItems("not_if_any").Select(test) ?? []],
            LegalLatestRule = LatestRule(node, roll),
            LegalLatest = node.FindText("legal_latest"),
        };
    }

    private static LegalLatestRule LatestRule(DataNode node, string roll) => node.FindText("legal_latest_rule") switch
    {
        "next-full-hour" => LegalLatestRule.NextFullHour,
        "next-business-day" => LegalLatestRule.NextBusinessDay,
        null => roll is "eu-1182-next-working-day" || roll.StartsWith("jp-ppc-next-open-day", StringComparison.Ordinal) ? LegalLatestRule.NextBusinessDay : LegalLatestRule.None,
        var unknown => throw node.Need("legal_latest_rule").Wrong($"no legal_latest_rule '{unknown}' (next-full-hour, next-business-day)."),
    };

    private static CountingRule Rule(DataNode node) => node.Text() switch
    {
        "hours-elapsed" => CountingRule.HoursElapsed,
        "calendar-days-day0-excluded" => CountingRule.CalendarDaysDay0Excluded,
        "calendar-days-day0-included" => CountingRule.CalendarDaysDay0Included,
        "business-days-day0-excluded" => CountingRule.BusinessDaysDay0Excluded,
        "months-clamp-eod" => CountingRule.MonthsClampEod,
        "eu-1182-days" => CountingRule.Eu1182Days,
        "no-fixed-period" => CountingRule.NoFixedPeriod,
        var unknown => throw node.Wrong($"no counting rule '{unknown}'."),
    };

    private static string Zone(DataNode node) =>
        PlaceholderZones.Contains(node.Text()) || DateTimeZoneProviders.Tzdb.GetZoneOrNull(node.Text()) is not null
            ? node.Text()
            : throw node.Wrong($"there is no time zone '{node.Text()}' (an IANA id, or {string.Join(", ", PlaceholderZones)}).");

    private static LocalTime Time(DataNode node) =>
        LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(node.Text()) is { Success: true } parsed ? parsed.Value : throw node.Wrong($"'{node.Text()}' is not a time such as 17:30.");
}
