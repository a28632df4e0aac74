using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>One reminder: what to call it ("50 %", "due", "4 h overdue") and when.</summary>
public sealed record Reminder(string Label, Instant At);

/// <summary>The reminders of a running clock, against the unrolled limit.</summary>
public sealed record ReminderPlan(IReadOnlyList<Reminder> Reminders, Instant Due, Duration RepeatEvery)
{
    public static ReminderPlan For(Instant start, Instant unrolledDue, ReminderRule rule)
    {
        var whole = unrolledDue - start;
        var before = whole <= Duration.Zero ? [] : rule.PercentLeft.Select(percent => new Reminder($"{percent} %", unrolledDue - (whole * percent / 100)));
        IEnumerable<Reminder> atDue = rule.AtDue ? [new Reminder("due", unrolledDue)] : [];
        return new ReminderPlan([.. before.OrderBy(reminder => reminder.At), .. atDue], unrolledDue, rule.RepeatEvery);
    }

    /// <summary>The next reminder after an instant: one of the plan, or the next repeat after due. Repeats go on until somebody acknowledges.</summary>
    public Reminder Next(Instant after)
    {
        if (Reminders.FirstOrDefault(reminder => reminder.At > after) is { } planned)
        {
            return planned;
        }

        var repeats = after < Due ? 1 : (long)Math.Floor((after - Due) / RepeatEvery) + 1;
        var overdue = RepeatEvery * repeats;
        return new Reminder($"{overdue.TotalHours:0.##} h overdue", Due + overdue);
    }
}
