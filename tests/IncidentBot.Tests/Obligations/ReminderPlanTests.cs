using IncidentBot.Core.Obligations;
using NodaTime;

namespace IncidentBot.Tests.Obligations;

public sealed class ReminderPlanTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 0, 0);

    private readonly ReminderPlan plan = ReminderPlan.For(Start, Start + Duration.FromHours(100), ReminderRule.Usual);

    [Fact]
    public void Reminders_come_at_half_a_quarter_and_a_tenth_of_the_time_left_and_at_due() => Assert.Equal(
        [new("50 %", At(50)), new("25 %", At(75)), new("10 %", At(90)), new("due", At(100))],
        plan.Reminders);

    [Theory]
    [InlineData(-1, "50 %", 50)]
    [InlineData(50, "25 %", 75)]
    [InlineData(99, "due", 100)]
    [InlineData(100, "4 h overdue", 104)]
    [InlineData(107, "8 h overdue", 108)]
    public void After_due_they_repeat_until_somebody_acknowledges(int after, string label, int next) => Assert.Equal(new Reminder(label, At(next)), plan.Next(At(after)));

    [Fact]
    public void A_clock_that_is_recorded_after_its_due_date_only_repeats() =>
        Assert.Equal(["due"], ReminderPlan.For(Start, Start - Duration.FromHours(1), ReminderRule.Usual).Reminders.Select(reminder => reminder.Label));

    [Fact]
    public void A_row_may_have_its_own() => Assert.Equal(2, Catalogue.Shipped.Find("us-nydfs-500-17-c-24h")!.Reminders.RepeatHours);

    private static Instant At(int hours) => Start + Duration.FromHours(hours);
}
