using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Identity;

/// <summary>A token that the login host gave to an app.</summary>
internal sealed record AccessToken(string Value, TeamsApp App, TeamsTenant Tenant, string Audience, IReadOnlySet<string> Roles, DateTimeOffset Expires)
{
    public const string Connector = "https://api.botframework.com";
    public const string Graph = "https://graph.microsoft.com";
}
