using System.Collections.Immutable;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>The holidays of an authority, state or country, year by year. A year without data is said so beside every date that touches it.</summary>
public sealed record BusinessCalendar(string Name, ImmutableHashSet<int> Years, ImmutableHashSet<LocalDate> Holidays, string? Source)
{
    public bool IsBusinessDay(LocalDate date) =>
        date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !Holidays.Contains(date);

    /// <summary>With closures that an administrator has added (an ad-hoc federal closure, a regional holiday).</summary>
    public BusinessCalendar With(IEnumerable<LocalDate> closures) => this with { Holidays = Holidays.Union(closures) };
}
