using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>How the period of a row is counted, where, and what happens when it ends on a day without work.</summary>
public sealed record Counting
{
    public required CountingRule Rule { get; init; }

    /// <summary>An IANA id, or a placeholder (recipient, entity, state, member-state) that the caller fills.</summary>
    public required string Timezone { get; init; }

    /// <summary>Stands in for a placeholder that the caller leaves open.</summary>
    public string? TimezoneDefault { get; init; }

    public string? Calendar { get; init; }

    /// <summary>Stands in for a placeholder that the caller leaves open.</summary>
    public string? CalendarDefault { get; init; }

    /// <summary>The end of the last day is its midnight unless the recipient closes earlier (SEC: 17:30).</summary>
    public LocalTime? CutOff { get; init; }

    public RollRule Roll { get; init; }

    /// <summary>Facts that take the roll away when they hold; unknown means not eligible.</summary>
    public IReadOnlyList<FactTest> NotEligibleIf { get; init; } = [];

    public LegalLatestRule LegalLatestRule { get; init; }

    /// <summary>For counsel, in words.</summary>
    public string? LegalLatest { get; init; }
}

/// <summary>The counting rules of the catalogue.</summary>
public enum CountingRule
{
    HoursElapsed,
    CalendarDaysDay0Excluded,
    CalendarDaysDay0Included,
    BusinessDaysDay0Excluded,
    MonthsClampEod,
    Eu1182Days,
    NoFixedPeriod,
}

/// <summary>What the shown date does on a weekend or holiday. Only what the instrument itself says moves it.</summary>
public enum RollRule
{
    None,

    /// <summary>Commission Delegated Regulation (EU) 2025/301 Art. 5(4): noon of the next working day.</summary>
    DoraNoonNextWorkingDay,
}

/// <summary>The latest instant that counsel may argue; never the date that is shown.</summary>
public enum LegalLatestRule
{
    None,

    /// <summary>Reg. 1182/71 Art. 3(1): the hour of the event is not counted.</summary>
    NextFullHour,

    /// <summary>A period that ends on a weekend or holiday may end with the next working day.</summary>
    NextBusinessDay,
}
