using IncidentBot.TeamsFake.Web;

namespace IncidentBot.TeamsFake.Identity;

/// <summary>Where a bot learns by which keys the connector signs.</summary>
internal static class KeyCalls
{
    public static IEnumerable<Route> All =>
    [
        new(Api.Keys, "GET", "v1/.well-known/openidconfiguration", call => new Reply(200, SigningKeys.Metadata(call.Server.Address))) { Name = "GET openidconfiguration" },
        new(Api.Keys, "GET", "v1/.well-known/keys", _ => new Reply(200, SigningKeys.Keys())) { Name = "GET keys" },
    ];
}
