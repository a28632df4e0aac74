using IncidentBot.Core;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Installs;
using IncidentBot.Slack.Rooms;

namespace IncidentBot.Slack.Inbox;

/// <summary>Who did something in Slack, and where.</summary>
/// <param name="Person">Null for who is nobody here.</param>
/// <param name="Why">Why they are nobody, as a sentence with the way out.</param>
public sealed record SlackVisitor(SlackInstall Install, string User, string? UserName, Id<Person>? Person, string? Why)
{
    /// <summary>The account itself, for what is about who somebody is.</summary>
    public ChatIdentity Identity => new(SlackRooms.Platform, Install.Row.Tenant, User, UserName ?? User);
}
