using IncidentBot.Core;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.Requests;
using IncidentBot.Teams.Rooms;

namespace IncidentBot.Teams.Inbox;

/// <summary>Who did something in Teams, and where.</summary>
/// <param name="Person">Null for who is nobody here.</param>
/// <param name="Why">Why they are nobody, as a sentence with the way out.</param>
public sealed record TeamsVisitor(TeamsInstall Install, TeamsPerson From, Id<Person>? Person, string? Why)
{
    /// <summary>The account itself, for what is about who somebody is; null where Teams does not say.</summary>
    public ChatIdentity? Identity => From.ObjectId is { } user ? new(TeamsRooms.Platform, Install.Row.Tenant, user.ToLowerInvariant(), From.Name ?? "somebody in Teams") : null;
}
