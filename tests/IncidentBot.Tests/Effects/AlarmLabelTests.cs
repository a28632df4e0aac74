using IncidentBot.Core.Effects;

namespace IncidentBot.Tests.Effects;

/// <summary>What an operator reads of an alarm for one reminder, and for many at one instant.</summary>
public sealed class AlarmLabelTests
{
    [Fact]
    public void One_reminder_is_named() => Assert.Equal("INC-42 GDPR Art. 33(1): remind at 50 %", Alarms.Label([("INC-42 GDPR Art. 33(1)", "50 %")]));

    [Fact]
    public void Of_many_at_one_instant_the_first_are_named_and_the_others_counted()
    {
        var label = Alarms.Label([.. Enumerable.Range(1, 12).Select(number => ($"INC-{number} GDPR Art. 33(1)", "50 %"))]);
        Assert.StartsWith("12 reminders: INC-1 GDPR Art. 33(1) at 50 %, INC-2 GDPR", label, StringComparison.Ordinal);
        Assert.EndsWith("INC-8 GDPR Art. 33(1) at 50 % and 4 more", label, StringComparison.Ordinal);
    }
}
