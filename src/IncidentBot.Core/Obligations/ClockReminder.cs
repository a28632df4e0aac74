using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Obligations;

/// <summary>A reminder of a clock, planned for an instant. The row is the promise; Hangfire only rings.</summary>
public sealed class ClockReminder
{
    private ClockReminder()
    {
    }

    public ClockReminder(Clock clock, string label, DateTimeOffset due)
    {
        ClockId = clock.Id;
        IncidentId = clock.IncidentId;
        Label = label;
        DueAt = due;
    }

    public Id<ClockReminder> Id { get; private set; } = Id<ClockReminder>.New();

    public Id<Clock> ClockId { get; private set; }

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>"50 %", "due", "4 h after due".</summary>
    public string Label { get; private set; } = "";

    public DateTimeOffset DueAt { get; private set; }

    public ReminderState State { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public Id<Person>? AcknowledgedBy { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>An alarm is set for it.</summary>
    public bool Alarmed { get; private set; }

    public void Send(DateTimeOffset at) => (State, SentAt) = (ReminderState.Sent, at);

    /// <summary>No longer needed: decided, re-anchored, or a more urgent one says it.</summary>
    public void Cancel() => State = ReminderState.Cancelled;

    public void Acknowledge(Id<Person>? by, DateTimeOffset at) => (AcknowledgedBy, AcknowledgedAt) = (by, at);

    public void AlarmSet() => Alarmed = true;

    internal void MoveTo(Id<Incident> incident) => IncidentId = incident;
}

/// <summary>How far a reminder is.</summary>
public enum ReminderState
{
    Planned,
    Sent,
    Cancelled,
}

internal sealed class ClockReminderMapping : IEntityTypeConfiguration<ClockReminder>
{
    public void Configure(EntityTypeBuilder<ClockReminder> builder)
    {
        builder.HasKey(reminder => reminder.Id);
        builder.HasIndex(reminder => new { reminder.State, reminder.DueAt });
        builder.HasIndex(reminder => new { reminder.State, reminder.Alarmed, reminder.DueAt });
        builder.HasIndex(reminder => reminder.ClockId);
        builder.HasOne<Clock>().WithMany().HasForeignKey(reminder => reminder.ClockId);
    }
}
