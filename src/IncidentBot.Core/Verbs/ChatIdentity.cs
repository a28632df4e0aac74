namespace IncidentBot.Core.Verbs;

/// <summary>Who says something on a chat platform, as the platform vouches for it, whether or not that is anybody here.</summary>
/// <param name="Platform">"slack" or "teams".</param>
/// <param name="Tenant">The workspace or tenant in which it was said.</param>
/// <param name="User">Their id there.</param>
/// <param name="Name">What they are called there. It gives no right.</param>
public sealed record ChatIdentity(string Platform, string Tenant, string User, string Name);
