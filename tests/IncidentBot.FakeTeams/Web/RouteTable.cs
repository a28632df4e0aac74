using System.Text.RegularExpressions;
using IncidentBot.TeamsFake.Connector;
using IncidentBot.TeamsFake.Graph;
using IncidentBot.TeamsFake.Identity;

namespace IncidentBot.TeamsFake.Web;

/// <summary>Every address that is answered.</summary>
internal static partial class RouteTable
{
    /// <summary>The connector's place below the service URL, and Graph's below its version.</summary>
    private const string ConnectorRoot = "teams", GraphRoot = "v1.0";

    private static readonly Route[] All =
    [
        .. KeyCalls.All, .. TokenCalls.All,
        .. ConversationCalls.All, .. ActivityCalls.All, .. RosterCalls.All,
        .. TeamCalls.All, .. ChannelCalls.All, .. MemberCalls.All, .. ChatCalls.All, .. UserCalls.All, .. AppCalls.All,
    ];

    /// <summary>Which route it is; of an unknown one still whose address it would be.</summary>
    public static (Api Api, Route? Route, IReadOnlyDictionary<string, string> Ids) Find(string verb, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var api = parts is [ConnectorRoot, ..] ? Api.Connector : parts is [GraphRoot, ..] or ["beta", ..] ? Api.Graph : path.EndsWith("/token", StringComparison.Ordinal) ? Api.Login : Api.Keys;
        var rest = api is Api.Connector ? parts[1..] : api is Api.Graph ? parts[0] == GraphRoot || parts[^1] == "$ref" ? [.. parts[1..].SelectMany(Keyed)] : parts : parts;
        foreach (var route in All.Where(one => one.Api == api && one.Verb == verb))
        {
            if (route.Match(rest) is { } ids)
            {
                return (api, route, ids);
            }
        }

        return (api, null, new Dictionary<string, string>());
    }

    public static bool KnowsPath(string path) => new[] { "GET", "POST", "PATCH", "PUT", "DELETE" }.Any(verb => Find(verb, path).Route is not null);

    /// <summary>Graph takes teams('id') for teams/id.</summary>
    private static string[] Keyed(string part) => Key().Match(part) is { Success: true } found ? [found.Groups[1].Value, found.Groups[2].Value] : [part];

    [GeneratedRegex(@"^(\w+)\('([^']*)'\)$")]
    private static partial Regex Key();
}
