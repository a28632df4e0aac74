using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>Counts days in a zone and a calendar, and notes every gap in the calendar that the count touched.</summary>
internal sealed class DayCount(Catalogue catalogue, Counting counting, ClockPlace place, DateTimeZone zone, List<string> notes)
{
    private static readonly LocalTime Noon = new(12, 0);

    private BusinessCalendar? calendar;
    private bool looked;

    public Instant End(LocalDate day0, int amount, PeriodUnit unit) => EndOf(unit switch
    {
        PeriodUnit.CalendarDays => day0.PlusDays(counting.Rule is CountingRule.CalendarDaysDay0Included ? amount - 1 : amount),
        PeriodUnit.BusinessDays => BusinessDay(day0, amount),
        PeriodUnit.Months => day0.PlusMonths(amount),
        _ => throw new InvalidOperationException($"{unit} are not counted in days."),
    });

    /// <summary>The instrument's own roll. Not eligible unless every fact says so; what is undecided is only arguable.</summary>
    public (Instant Shown, Instant? Arguable) Roll(Instant limit, ObligationRow row, FactSet facts)
    {
        var day = limit.InZone(zone).Date;
        if (counting.Roll is RollRule.None || IsBusinessDay(day))
        {
            return (limit, null);
        }

        var rolled = (NextBusinessDay(day) + Noon).InZoneLeniently(zone).ToInstant();
        switch (counting.NotEligibleIf.Select(test => test.Evaluate(facts)).Any())
        {
            case Truth.False:
                return (rolled, rolled);
            case Truth.True:
                return (limit, null);
            default:
                var questions = counting.NotEligibleIf.Where(test => test.Evaluate(facts) is Truth.Unknown).SelectMany(test => test.Ask(facts)).Select(question => question.Record);
                notes.Add($"{row.CiteAs} may move this date to noon of the next working day; undecided, so it is not moved. Record: {string.Join(", ", questions)}.");
                return (limit, rolled);
        }
    }

    public Instant NextBusinessDay(Instant limit) => limit.InZone(zone).Date is var day && IsBusinessDay(day) ? limit : EndOf(NextBusinessDay(day));

    /// <summary>The hour of the event is not counted, also when the event is exactly on the hour: the period starts with the hour after it.</summary>
    public Instant NextFullHour(Instant start)
    {
        var intoHour = start.InZone(zone).TimeOfDay is var time ? Duration.FromNanoseconds(time.NanosecondOfDay % NodaConstants.NanosecondsPerHour) : Duration.Zero;
        return start - intoHour + Duration.FromHours(1);
    }

    /// <summary>The cut-off or, without one, the last second before the next day begins there.</summary>
    private Instant EndOf(LocalDate day) => counting.CutOff is { } cutOff
        ? (day + cutOff).InZoneLeniently(zone).ToInstant()
        : zone.AtStartOfDay(day.PlusDays(1)).ToInstant() - Duration.FromSeconds(1);

    private LocalDate BusinessDay(LocalDate day0, int amount)
    {
        var day = day0;
        for (var counted = 0; counted < amount; counted++)
        {
            day = NextBusinessDay(day);
        }

        return day;
    }

    private LocalDate NextBusinessDay(LocalDate day)
    {
        do
        {
            day = day.PlusDays(1);
        }
        while (!IsBusinessDay(day));

        return day;
    }

    private bool IsBusinessDay(LocalDate day)
    {
        if (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
        {
            return false;
        }

        if (Calendar() is not { } known)
        {
            return true;
        }

        if (!known.Years.Contains(day.Year))
        {
            notes.Add($"The calendar {known.Name} has no holidays for {day.Year}: only weekends are left out.");
        }

        return known.IsBusinessDay(day);
    }

    private BusinessCalendar? Calendar()
    {
        if (looked)
        {
            return calendar;
        }

        looked = true;
        var named = counting.Calendar;
        var name = named is not null && catalogue.Calendars.ContainsKey(named) ? named : place.Calendar ?? counting.CalendarDefault ?? named;
        calendar = name is null ? null : catalogue.Calendars.GetValueOrDefault(name);
        if (calendar is not null)
        {
            return calendar;
        }

        calendar = counting.CalendarDefault is { } usual ? catalogue.Calendars.GetValueOrDefault(usual) : null;
        var instead = calendar is null ? "only weekends are left out" : $"{calendar.Name} is used";
        notes.Add(name is null ? $"The row names no calendar: {instead}."
            : catalogue.PlaceholderCalendars.Contains(name) ? $"The calendar depends on the place ({name}) and nobody has named it: {instead}."
            : $"The catalogue has no calendar {name}: {instead}.");
        return calendar;
    }
}
