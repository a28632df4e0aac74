namespace IncidentBot.Core.Plans;

/// <summary>A part in the client's response and who plays it: a contact, then the deputies in order. Contacts are named by key.</summary>
public sealed record PlanRole(string Name, string Contact, IReadOnlyList<string> Deputies);
