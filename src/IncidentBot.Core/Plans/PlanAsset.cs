namespace IncidentBot.Core.Plans;

/// <summary>Something of the client that an incident may be about: a server, a directory, data, a place.</summary>
/// <param name="Kind">One of <see cref="PlanWords.AssetKinds"/>.</param>
/// <param name="Owner">The role of the plan that knows it and decides about it; null when nobody was named.</param>
/// <param name="Criticality">One of <see cref="PlanWords.Criticalities"/>.</param>
public sealed record PlanAsset(string Name, string Kind, string? Owner, string Criticality, string? Note);
