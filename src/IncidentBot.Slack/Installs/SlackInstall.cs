using IncidentBot.Core.Organisations;
using IncidentBot.Slack.Api;

namespace IncidentBot.Slack.Installs;

/// <summary>The app in one workspace: what is stored of it, and the client that speaks with its token.</summary>
/// <param name="Place">Whose it is.</param>
public sealed record SlackInstall(ChatInstall Row, ISlackApiClient Client, ChatPlace Place);
