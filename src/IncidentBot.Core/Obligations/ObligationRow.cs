using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>One statutory clock as data: one duty, one recipient, one stage.</summary>
public sealed record ObligationRow
{
    public required string Id { get; init; }

    /// <summary>A short SHA-256 of the row's content: a clock keeps the version by which it was counted, so that a change of the law never moves it silently.</summary>
    public required string Version { get; init; }

    public required string Regime { get; init; }

    public required string Jurisdiction { get; init; }

    public required string Instrument { get; init; }

    public required string Citation { get; init; }

    /// <summary>The citation as it is said beside a due date: GDPR Art. 33(1).</summary>
    public required string CiteAs { get; init; }

    /// <summary>What must be done and to whom, in a few words that a manager understands.</summary>
    public required string Duty { get; init; }

    public required InForce InForce { get; init; }

    public required string ObligatedRole { get; init; }

    public required Recipient Recipient { get; init; }

    public required DueExpression Due { get; init; }

    /// <summary>A first date from a stage that is not recorded yet; shown as projected.</summary>
    public After? ProvisionalDue { get; init; }

    /// <summary>The legal standard in words, shown beside the outer limit.</summary>
    public string? Standard { get; init; }

    public string? TriggerNote { get; init; }

    public required Counting Counting { get; init; }

    public required AppliesWhen AppliesWhen { get; init; }

    /// <summary>What may lawfully delay the notice.</summary>
    public IReadOnlyList<string> Tolling { get; init; } = [];

    /// <summary>What the notice must say.</summary>
    public IReadOnlyList<string> Content { get; init; } = [];

    /// <summary>Ids of the rows that follow.</summary>
    public IReadOnlyList<string> FollowUps { get; init; } = [];

    public string? ProviderNote { get; init; }

    public string? Notes { get; init; }

    /// <summary>The belief that number, unit and trigger are right: high, medium or low.</summary>
    public required string Confidence { get; init; }

    public string? Ship { get; init; }

    public string? Tier { get; init; }

    public required Verification Verification { get; init; }

    public string? ReviewBy { get; init; }

    public required ReminderRule Reminders { get; init; }

    public string Source => $"{Instrument}, {Citation}";
}

/// <summary>Whether a row is law, and since when if the catalogue knows the date.</summary>
public sealed record InForce(string Status, LocalDate? From)
{
    /// <summary>Rows of law that is not in force are catalogued and never start.</summary>
    public bool MayStart => Status != "not-in-force";
}

/// <summary>To whom the notice goes: authority, client, individuals, media.</summary>
public sealed record Recipient(string Kind, string Who);

/// <summary>What was actually seen when the row was written.</summary>
public sealed record Verification(string Basis, string BestSource, IReadOnlyList<string> Sources);

/// <summary>All of these, at least one of those, and none of the exceptions.</summary>
public sealed record AppliesWhen(IReadOnlyList<FactTest> All, IReadOnlyList<FactTest> Any, IReadOnlyList<FactTest> Unless);

/// <summary>Where a row's facts come from, with its authority (official, text-mirror, law-firm…).</summary>
public sealed record CatalogueSource(string Title, string Address, string Authority);
