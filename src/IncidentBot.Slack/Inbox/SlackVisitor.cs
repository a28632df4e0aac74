using IncidentBot.Core;
using IncidentBot.Core.Organisations;
using IncidentBot.Slack.Installs;

namespace IncidentBot.Slack.Inbox;

/// <summary>Who did something in Slack, and where.</summary>
/// <param name="Person">Null for who is nobody here.</param>
/// <param name="Why">Why they are nobody, as a sentence with the way out.</param>
public sealed record SlackVisitor(SlackInstall Install, string User, string? UserName, Id<Person>? Person, string? Why);
