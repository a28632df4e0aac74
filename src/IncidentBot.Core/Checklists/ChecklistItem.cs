using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Checklists;

/// <summary>Something to be done in a stage: from the client's protocol for this type of incident, or added by hand.</summary>
public sealed class ChecklistItem
{
    private ChecklistItem()
    {
    }

    public ChecklistItem(Id<Incident> incident, int number, IncidentState stage, string title, DateTimeOffset at)
    {
        IncidentId = incident;
        Number = number;
        Stage = stage;
        Title = title;
        AddedAt = at;
    }

    public Id<ChecklistItem> Id { get; private set; } = Id<ChecklistItem>.New();

    public Id<Incident> IncidentId { get; private set; }

    /// <summary>What people type: 1, 2, 3 within the incident.</summary>
    public int Number { get; private set; }

    public IncidentState Stage { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>What kind of containment it is: isolate, disable-account, block-ip and so on.</summary>
    public string? Action { get; init; }

    /// <summary>Short-term work holds up the end of containment; long-term work does not.</summary>
    public Horizon Horizon { get; init; }

    public bool FromPlan { get; init; }

    public DateTimeOffset AddedAt { get; private set; }

    public Id<Person>? AssigneeId { get; private set; }

    public ChecklistState State { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public Id<Person>? DecidedBy { get; private set; }

    public string? Because { get; private set; }

    public bool Open => State is ChecklistState.Open;

    /// <summary>A merged incident's open tasks go on in the survivor.</summary>
    internal void MoveTo(Id<Incident> incident, int number) => (IncidentId, Number) = (incident, number);

    public void Assign(Id<Person> person) => AssigneeId = person;

    public void Decide(ChecklistState state, string? because, Id<Person>? by, DateTimeOffset at) => (State, Because, DecidedBy, DecidedAt) = (state, because, by, at);
}

/// <summary>Whether a task is open, done or waived with a reason.</summary>
public enum ChecklistState
{
    Open,
    Done,
    Waived,
}

/// <summary>Short-term (quarantine) or long-term (reconfigure, patch) containment.</summary>
public enum Horizon
{
    Short,
    Long,
}

internal sealed class ChecklistItemMapping : IEntityTypeConfiguration<ChecklistItem>
{
    public void Configure(EntityTypeBuilder<ChecklistItem> builder)
    {
        builder.HasKey(item => item.Id);
        builder.HasIndex(item => new { item.IncidentId, item.Number }).IsUnique();
        builder.HasOne<Incident>().WithMany().HasForeignKey(item => item.IncidentId);
        builder.Ignore(item => item.Open);
        builder.Property(item => item.Action);
        builder.Property(item => item.Horizon);
        builder.Property(item => item.FromPlan);
    }
}
