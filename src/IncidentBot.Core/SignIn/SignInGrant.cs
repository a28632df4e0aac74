using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.SignIn;

/// <summary>What being in a group of the identity provider makes somebody.</summary>
/// <param name="Group">The group, as the provider names it.</param>
/// <param name="Organisation">The slug of a client or of the provider; * for every client.</param>
/// <param name="Role">What they are there.</param>
public sealed record SignInGrant(string Group, string Organisation, GrantRole Role);
