namespace IncidentBot.Core.Organisations;

/// <summary>A workspace or tenant of a chat platform, and whose it is: what its people may do here comes from that alone.</summary>
/// <param name="Owner">The provider, or one client.</param>
/// <param name="PlanTenant">Under which the plan of its owner names people's accounts.</param>
public sealed record ChatPlace(string Platform, string Tenant, Id<Organisation> Owner, string PlanTenant);
