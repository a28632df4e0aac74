using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>When people are reminded of a clock: at these percentages of the time left, at due, then every so many hours until somebody acknowledges.</summary>
public sealed record ReminderRule(IReadOnlyList<int> PercentLeft, bool AtDue, int RepeatHours)
{
    public static ReminderRule Usual { get; } = new([50, 25, 10], AtDue: true, RepeatHours: 4);

    public Duration RepeatEvery => Duration.FromHours(RepeatHours);
}
