using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>Says in a sentence how a due date came about.</summary>
internal static class DueSentence
{
    public static string Dated(Catalogue catalogue, ObligationRow row, After after, DateTimeZone zone, DueKind kind, bool rolled) =>
        (kind is DueKind.Projected ? "Projected: " : "")
        + $"{Period(after)} after {Anchor(catalogue, after)} ({row.CiteAs}), {Counted(row.Counting, after.Unit)}, {zone.Id}"
        + (rolled ? "; moved to noon of the next working day, because the limit falls on a weekend or holiday" : "");

    public static string Standard(Catalogue catalogue, ObligationRow row, After after) =>
        $"{row.Standard ?? after.Standard?.Replace('-', ' ')}, from when {catalogue.WordsFor(after.Event)} ({row.CiteAs}); the law names no number";

    public static string Waiting(Catalogue catalogue, ObligationRow row, IReadOnlyList<string> missing) =>
        $"Not started ({row.CiteAs}): not recorded yet that {string.Join(" or that ", missing.Select(catalogue.WordsFor))}. Record: {string.Join(", ", missing.Select(name => $"clock event {name}"))}";

    private static string Period(After after) => (after.Amount, after.Unit) switch
    {
        (1, PeriodUnit.Hours) => "1 hour",
        (1, PeriodUnit.CalendarDays) => "1 calendar day",
        (1, PeriodUnit.BusinessDays) => "1 business day",
        (1, PeriodUnit.Months) => "1 month",
        (var many, PeriodUnit.Hours) => $"{many} hours",
        (var many, PeriodUnit.CalendarDays) => $"{many} calendar days",
        (var many, PeriodUnit.BusinessDays) => $"{many} business days",
        (var many, PeriodUnit.Months) => $"{many} months",
        (var many, _) => $"{many} {after.Standard}",
    };

    private static string Anchor(Catalogue catalogue, After after) =>
        after.FromEndOfYear ? $"the end of the calendar year in which {catalogue.WordsFor(after.Event)}" : catalogue.WordsFor(after.Event);

    private static string Counted(Counting counting, PeriodUnit unit)
    {
        var until = counting.CutOff is { } cutOff ? $"until {cutOff:HH':'mm} of the last day" : "until the end of the last day";
        return unit switch
        {
            PeriodUnit.Hours => "counted as elapsed hours",
            PeriodUnit.CalendarDays when counting.Rule is CountingRule.CalendarDaysDay0Included => $"the day of the event counted as day 1, {until}",
            PeriodUnit.CalendarDays => $"the day of the event not counted, {until}",
            PeriodUnit.BusinessDays => $"the day of the event not counted, weekends and holidays left out, {until}",
            PeriodUnit.Months => "to the same day of the month or its last day, until the end of that day",
            _ => "as the row says",
        };
    }
}
