using IncidentBot.Core.Plans;

namespace IncidentBot.Tests.Plans;

public sealed class WorkingHoursTests
{
    [Theory]
    [InlineData("Mon-Fri 08:00-18:00", "2026-11-24T08:00+01:00", true)]
    [InlineData("Mon-Fri 08:00-18:00", "2026-11-24T18:00+01:00", false)]
    [InlineData("Mon-Fri 08:00-18:00", "2026-11-28T12:00+01:00", false)]
    [InlineData("mon - fri 8:00 – 18:00, Sat 09:00-12:00", "2026-11-28T11:59+01:00", true)]
    [InlineData("Fri 22:00-06:00", "2026-11-28T05:59+01:00", true)]
    [InlineData("Fri 22:00-06:00", "2026-11-27T05:59+01:00", false)]
    [InlineData("Sat-Mon 00:00-24:00", "2026-11-30T23:59+01:00", true)]
    [InlineData("Sat-Mon 00:00-24:00", "2026-12-01T00:00+01:00", false)]
    [InlineData("24/7", "2026-11-28T03:00+01:00", true)]
    [InlineData("around the clock when on call", "2026-11-28T03:00+01:00", true)]
    public void Hours_are_read_by_the_contacts_own_clock(string text, string at, bool covered) =>
        Assert.Equal(covered, WorkingHours.Parse(text)!.Cover(DateTimeOffset.Parse(at, null), "Europe/Berlin"));

    [Theory]
    [InlineData("")]
    [InlineData("office hours")]
    [InlineData("Mon-Fri 08:00")]
    [InlineData("Mon-Fri 25:00-26:00")]
    [InlineData("Mon-Fri 08:00-08:00")]
    [InlineData("Mon-Fri 08:00-18:00, at any hour for severity 1")]
    public void What_says_something_else_is_no_hours(string text) => Assert.Null(WorkingHours.Parse(text));

    [Theory]
    [InlineData("2026-11-27T20:00+01:00", "2026-11-30T08:00+01:00")]
    [InlineData("2026-11-27T12:00+01:00", "2026-11-27T12:00+01:00")]
    [InlineData("2026-03-28T20:00+01:00", "2026-03-30T08:00+02:00")]
    public void The_next_working_hour_is_on_the_next_working_day_also_over_a_change_of_the_clock(string from, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, null), WorkingHours.Parse("Mon-Fri 08:00-18:00")!.NextFrom(DateTimeOffset.Parse(from, null), "Europe/Berlin"));

    [Fact]
    public void Hours_that_people_wrote_for_people_are_read_as_far_as_they_can_be() =>
        Assert.Equal((false, true, null), (WorkingHours.Glean("Mon-Fri 08:00-18:00, at any hour for severity 1")!.AroundTheClock, WorkingHours.Glean("around the clock")!.AroundTheClock, WorkingHours.Glean("form around the clock")));
}
