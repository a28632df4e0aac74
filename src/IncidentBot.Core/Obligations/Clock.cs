using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Obligations;

/// <summary>One statutory duty of one organisation in one incident: its key is incident, obligated organisation, catalogue row and parameter. What it shows is counsel's to confirm.</summary>
public sealed class Clock
{
    private Clock()
    {
    }

    public Clock(Id<Incident> incident, Id<Organisation> organisation, int number, string row, string parameter)
    {
        IncidentId = incident;
        OrganisationId = organisation;
        Number = number;
        RowId = row;
        Parameter = parameter;
    }

    public Id<Clock> Id { get; private set; } = Id<Clock>.New();

    public Id<Incident> IncidentId { get; private set; }

    public Id<Organisation> OrganisationId { get; private set; }

    /// <summary>What people type: 1, 2, 3 within the incident.</summary>
    public int Number { get; private set; }

    public string RowId { get; private set; } = "";

    /// <summary>Empty, or what a row that stands for several is about, such as a state.</summary>
    public string Parameter { get; private set; } = "";

    /// <summary>The version of the row by which it was counted last. Where the catalogue has another one, a recount says what moved; what is decided or missed keeps what it had.</summary>
    public string RowVersion { get; private set; } = "";

    public ClockState State { get; private set; }

    public ClockReach Reach { get; private set; }

    /// <summary>What must be known to say whether it applies, in words.</summary>
    public IReadOnlyList<string> Questions { get; private set; } = [];

    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>What is shown and counted down to.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Before any roll past weekends and holidays; reminders are counted from it.</summary>
    public DateTimeOffset? UnrolledAt { get; private set; }

    /// <summary>The latest instant that counsel may argue. Shown to legal only.</summary>
    public DateTimeOffset? LegalLatestAt { get; private set; }

    public string Zone { get; private set; } = "";

    /// <summary>How it was counted, in a sentence.</summary>
    public string Rule { get; private set; } = "";

    public IReadOnlyList<string> Notes { get; private set; } = [];

    public Id<Person>? OwnerId { get; private set; }

    public DateTimeOffset? FiledAt { get; private set; }

    public string? Reference { get; private set; }

    public DateTimeOffset? HeldUntil { get; private set; }

    public Id<Person>? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? Because { get; private set; }

    /// <summary>Legal has nothing left to do about it.</summary>
    public bool Decided => State is ClockState.Met or ClockState.MetLate or ClockState.NotRequired or ClockState.Superseded;

    /// <summary>Time is running out, or has.</summary>
    public bool Runs => State is ClockState.Running or ClockState.Missed;

    /// <summary>A row that does not apply and never ran is not shown.</summary>
    public bool Shown => Reach is not ClockReach.DoesNotApply || State is not (ClockState.NotStarted or ClockState.Projected);

    internal void Asked(ClockReach reach, IReadOnlyList<string> questions) => (Reach, Questions) = (reach, questions);

    /// <summary>Takes what the engine computed. Answers whether the due instant or the state changed.</summary>
    internal bool Computed(ClockState state, string version, ClockDates dates, string zone, string rule, IReadOnlyList<string> notes)
    {
        var changed = dates.Due != DueAt || state != State;
        (State, RowVersion) = (state, version);
        (StartedAt, DueAt, UnrolledAt, LegalLatestAt) = (dates.Started, dates.Due, dates.Unrolled, dates.LegalLatest);
        (Zone, Rule, Notes) = (zone, rule, notes);
        return changed;
    }

    internal void Supersede(string because, DateTimeOffset now)
    {
        State = ClockState.Superseded;
        (Because, DecidedAt) = (because, now);
    }

    internal void Miss() => State = ClockState.Missed;

    internal void File(string reference, DateTimeOffset at, Id<Person>? by, DateTimeOffset now)
    {
        State = DueAt is { } due && at > due ? ClockState.MetLate : ClockState.Met;
        (Reference, FiledAt, DecidedBy, DecidedAt) = (reference, at, by, now);
    }

    internal void NotRequired(string because, Id<Person>? by, DateTimeOffset now)
    {
        State = ClockState.NotRequired;
        (Because, DecidedBy, DecidedAt) = (because, by, now);
    }

    internal void Hold(DateTimeOffset until, string because, Id<Person>? by, DateTimeOffset now)
    {
        State = ClockState.Held;
        (HeldUntil, Because, DecidedBy, DecidedAt) = (until, because, by, now);
    }

    /// <summary>What it is now is computed anew: events may have been recorded meanwhile.</summary>
    internal void EndHold() => Reopen();

    /// <summary>A decision or a hold is over; it is looked at as if it had just begun.</summary>
    internal void Reopen()
    {
        State = ClockState.NotStarted;
        (HeldUntil, Because, DecidedBy, DecidedAt) = (null, null, null, null);
        (FiledAt, Reference) = (null, null);
    }

    internal void HandTo(Id<Person> owner) => OwnerId = owner;

    internal void MoveTo(Id<Incident> incident, int number) => (IncidentId, Number) = (incident, number);
}

/// <summary>The states of a clock, as the design names them.</summary>
public enum ClockState
{
    NotStarted,

    /// <summary>Computed from a stage that is not recorded yet.</summary>
    Projected,
    Running,
    Met,
    MetLate,
    Missed,
    Held,
    NotRequired,
    Superseded,
}

/// <summary>Whether a duty applies, as far as the recorded facts tell.</summary>
public enum ClockReach
{
    Applies,

    /// <summary>A fact is unknown: ask.</summary>
    Possible,
    DoesNotApply,
}

/// <summary>The instants of a clock.</summary>
public sealed record ClockDates(DateTimeOffset? Started, DateTimeOffset? Due, DateTimeOffset? Unrolled, DateTimeOffset? LegalLatest);

internal sealed class ClockMapping : IEntityTypeConfiguration<Clock>
{
    public void Configure(EntityTypeBuilder<Clock> builder)
    {
        builder.HasKey(clock => clock.Id);
        builder.HasIndex(clock => new { clock.IncidentId, clock.OrganisationId, clock.RowId, clock.Parameter }).IsUnique();
        builder.HasIndex(clock => clock.HeldUntil);
        builder.HasIndex(clock => new { clock.State, clock.DueAt });
        builder.HasOne<Incident>().WithMany().HasForeignKey(clock => clock.IncidentId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(clock => clock.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(clock => clock.Questions).AsJson();
        builder.Property(clock => clock.Notes).AsJson();
        builder.Ignore(clock => clock.Decided).Ignore(clock => clock.Runs).Ignore(clock => clock.Shown);
    }
}
