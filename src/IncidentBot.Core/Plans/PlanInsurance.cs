namespace IncidentBot.Core.Plans;

/// <summary>The client's cyber policy: whom to call, and what the insurer asks for before money is spent.</summary>
/// <param name="Contact">The key of the insurer's contact; null when only the hotline is known.</param>
/// <param name="Hotline">E.164.</param>
/// <param name="Notice">The notice clause, for people to read.</param>
/// <param name="Panel">Keys of the contacts whose fees the insurer pays: counsel, forensics.</param>
public sealed record PlanInsurance(string Insurer, string Policy, string? Contact, string? Hotline, string? Notice, IReadOnlyList<string> Panel);
