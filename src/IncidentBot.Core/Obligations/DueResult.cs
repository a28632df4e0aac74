using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>How far a clock is.</summary>
public enum DueKind
{
    /// <summary>The event that starts it is not recorded.</summary>
    NotStarted,

    /// <summary>A first date from a stage that is not recorded yet.</summary>
    Projected,

    Running,

    /// <summary>The law has a standard and no number; no countdown.</summary>
    NoFixedPeriod,
}

/// <summary>What the arithmetic says about a row: dates with their rule, zone and source, counsel's to confirm.</summary>
public sealed record DueResult
{
    public required string Row { get; init; }

    public required string RowVersion { get; init; }

    public required DueKind Kind { get; init; }

    /// <summary>The events that are missing, when not started or only projected.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The event that the period runs from.</summary>
    public string? StartedBy { get; init; }

    public Instant? Start { get; init; }

    /// <summary>What people are shown.</summary>
    public Instant? Due { get; init; }

    /// <summary>Before any weekend or holiday moved it: what reminders are planned against.</summary>
    public Instant? Unrolled { get; init; }

    /// <summary>The latest that counsel may argue; for counsel only. Null when the row has no rule for it.</summary>
    public Instant? LegalLatest { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>For people: "72 hours after the controller became aware (GDPR Art. 33(1)), counted as elapsed hours, Europe/Berlin".</summary>
    public required string Rule { get; init; }

    public required string Source { get; init; }

    /// <summary>What a reader of the date must know: assumptions, missing calendars.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
