namespace IncidentBot.Core.Plans;

/// <summary>A place whose law may ask something of the client.</summary>
/// <param name="Code">US-TX, EU-DE, UK.</param>
/// <param name="Zone">IANA: in which its days end.</param>
/// <param name="Calendar">The business calendar by the name that the obligations catalogue gives it; null where days are plain days.</param>
public sealed record PlanJurisdiction(string Code, string Zone, string? Calendar, IReadOnlyList<PlanAuthority> Authorities);

/// <summary>Somebody to whom a filing goes.</summary>
/// <param name="Portal">Where filings are made, https.</param>
public sealed record PlanAuthority(string Name, string? Portal);
