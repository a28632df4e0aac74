using NodaTime;

namespace IncidentBot.Core.Plans;

/// <summary>What counsel has said about the client's standing before the law. A fact that is not here is unknown, which is not the same as false.</summary>
/// <param name="Zone">IANA: the legal entity's, in which its own days end.</param>
/// <param name="SetBy">The handle of the person with the grant legal who answers for the facts; null only when there are none.</param>
/// <param name="Facts">Values are <see cref="bool"/>, <see cref="long"/>, <see cref="string"/> or a list of strings.</param>
public sealed record LegalStatus(string Zone, string? SetBy, LocalDate? SetOn, IReadOnlyDictionary<string, object> Facts);
