namespace IncidentBot.Core.Obligations;

/// <summary>When a row is due, as an expression over recorded events and facts.</summary>
public abstract record DueExpression;

/// <summary>So much time after an event. No amount: the law has a standard (<paramref name="Standard"/>) and no number.</summary>
public sealed record After(string Event, int? Amount, PeriodUnit Unit, string? Standard, bool FromEndOfYear) : DueExpression;

/// <summary>Whichever comes first.</summary>
public sealed record Earliest(IReadOnlyList<DueExpression> Of) : DueExpression;

/// <summary>One or the other, as a condition says.</summary>
public sealed record Choice(DueCondition If, DueExpression Then, DueExpression Else) : DueExpression;

/// <summary>What a <see cref="Choice"/> depends on.</summary>
public abstract record DueCondition;

/// <summary>A declared fact.</summary>
public sealed record FactCondition(FactTest Test) : DueCondition;

/// <summary>The hours between two events, compared with a limit.</summary>
public sealed record ElapsedCondition(string From, string To, FactOperator Operator, int Hours) : DueCondition;

/// <summary>The unit of a period.</summary>
public enum PeriodUnit
{
    None,
    Hours,
    CalendarDays,
    BusinessDays,
    Months,
}
