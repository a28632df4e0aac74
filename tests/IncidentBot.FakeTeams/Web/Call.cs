using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Identity;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Web;

/// <summary>One call on its way through, once it is known what it is and who makes it.</summary>
internal sealed class Call(FakeTeams server, Route route, IReadOnlyDictionary<string, string> ids, ApiRequest request, AccessToken? token)
{
    public FakeTeams Server => server;

    public TeamsWorld World => server.World;

    public Route Route => route;

    public TeamsApp App => token!.App;

    public TeamsTenant Tenant => token!.Tenant;

    public IReadOnlySet<string> Roles => token!.Roles;

    public IReadOnlyDictionary<string, string>? Form => request.Form;

    public JsonNode? Json => request.Json;

    /// <summary>The path below the version.</summary>
    public string Path => request.Path.TrimStart('/').Split('/', 2)[^1];

    /// <summary>Of Graph's versions the one that may change.</summary>
    public bool IsBeta => request.Path.TrimStart('/').StartsWith("beta/", StringComparison.Ordinal);

    /// <summary>Letters of the body as it came.</summary>
    public int Length => request.Text.Length;

    public JsonObject Body => request.Json as JsonObject ?? throw new Refused(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.") { Wrong = true };

    public string Id(string name) => ids[name];

    public string? Query(string name) => request.Query.GetValueOrDefault(name);

    public bool Flag(string name) => string.Equals(Query(name), "true", StringComparison.OrdinalIgnoreCase);
}
