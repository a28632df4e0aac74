namespace IncidentBot.Core.Plans;

/// <summary>A tool that is ready for an incident: detection, logs, backups, remote access.</summary>
/// <param name="For">What it is for.</param>
/// <param name="Url">Where it is, https.</param>
public sealed record PlanTool(string Name, string For, string? Url);
