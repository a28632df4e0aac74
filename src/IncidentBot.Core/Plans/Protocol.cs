namespace IncidentBot.Core.Plans;

/// <summary>What is done, stage by stage, in one type of incident.</summary>
/// <param name="Stages">By stage, as <see cref="PlanWords.Stages"/> writes it. A stage that is here with no task has none on purpose.</param>
public sealed record Protocol(string Type, IReadOnlyDictionary<string, IReadOnlyList<ProtocolTask>> Stages);

/// <summary>Something to be done in a stage.</summary>
/// <param name="Action">One of <see cref="PlanWords.Actions"/>; null for work of another kind.</param>
/// <param name="Horizon"><c>short</c> (quarantine now) or <c>long</c> (reconfigure, patch); null when it was not said.</param>
/// <param name="Role">The role of the plan that should see to it.</param>
public sealed record ProtocolTask(string Title, string? Action, string? Horizon, string? Role);
