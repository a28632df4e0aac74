namespace IncidentBot.Core.Plans;

/// <summary>Who is paged when an incident of one of these severities is declared.</summary>
public sealed record EscalationRule(IReadOnlyList<int> Severities, IReadOnlyList<EscalationLevel> Levels);

/// <summary>Those who are paged together.</summary>
/// <param name="Page">Names of roles or keys of contacts; a role wins where both have the name.</param>
/// <param name="Wait">How long they have to answer before the next level is paged; at the last level, before the ladder starts again.</param>
public sealed record EscalationLevel(IReadOnlyList<string> Page, TimeSpan Wait);
