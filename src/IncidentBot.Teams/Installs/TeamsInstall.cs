using IncidentBot.Core.Organisations;
using IncidentBot.Teams.Options;

namespace IncidentBot.Teams.Installs;

/// <summary>The app in one tenant: what is stored of it, the registration by which it speaks, and whose it is.</summary>
public sealed record TeamsInstall(ChatInstall Row, Registration Registration, ChatPlace Place);
