using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Identity;

/// <summary>The login host: client credentials for a token. Whatever is wrong gets Entra's own code.</summary>
internal static class TokenCalls
{
    private static readonly string[] Fields = ["grant_type", "client_id", "client_secret", "scope"];

    public static IEnumerable<Route> All => [new(Api.Login, "POST", "{tenant}/oauth2/v2.0/token", Token) { Name = "POST token" }];

    public static Reply Error(Refused refused, DateTimeOffset now)
    {
        var code = refused.Detail ?? "900144";
        return new Reply(refused.Status, new JsonObject
        {
            ["error"] = refused.Code,
            ["error_description"] = $"AADSTS{code}: {refused.Message} Trace ID: {Guid.NewGuid()} Correlation ID: {Guid.NewGuid()} Timestamp: {now:u}",
            ["error_codes"] = new JsonArray(int.Parse(code, CultureInfo.InvariantCulture)),
            ["timestamp"] = now.ToString("u", CultureInfo.InvariantCulture),
            ["trace_id"] = Guid.NewGuid().ToString(),
            ["correlation_id"] = Guid.NewGuid().ToString(),
            ["error_uri"] = $"https://login.microsoftonline.com/error?code={code}",
        });
    }

    private static Reply Token(Call call)
    {
        var form = call.Form ?? throw Refuse(400, "invalid_request", "900144", "The request body must contain the following parameter: 'grant_type'.");
        foreach (var name in Fields.Where(one => !form.ContainsKey(one)))
        {
            throw Refuse(name == "client_secret" ? 401 : 400, name == "client_secret" ? "invalid_client" : "invalid_request", name == "client_secret" ? "7000218" : "900144",
                name == "client_secret" ? "The request body must contain the following parameter: 'client_assertion' or 'client_secret'." : $"The request body must contain the following parameter: '{name}'.");
        }

        if (form["grant_type"] != "client_credentials")
        {
            throw Refuse(400, "unsupported_grant_type", "70003", $"The app requested an unsupported grant type '{form["grant_type"]}'.");
        }

        var tenant = call.World.Tenant(call.Id("tenant")) ?? throw Refuse(400, "invalid_request", "90002", $"Tenant '{call.Id("tenant")}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");
        var app = call.World.Apps.Find(one => one.Id == form["client_id"] && one.Tenant == tenant)
            ?? throw Refuse(400, "unauthorized_client", "700016", $"Application with identifier '{form["client_id"]}' was not found in the directory '{tenant.Name}'.");
        if (form["client_secret"] != app.Secret)
        {
            throw Refuse(401, "invalid_client", "7000215", $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app.Id}'.");
        }

        return Give(call, app, tenant, form["scope"]);
    }

    private static Reply Give(Call call, TeamsApp app, TeamsTenant tenant, string scope)
    {
        if (!scope.EndsWith("/.default", StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            throw Refuse(400, "invalid_scope", "1002012", $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).");
        }

        var audience = scope[..^"/.default".Length];
        if (audience is not (AccessToken.Connector or AccessToken.Graph))
        {
            throw Refuse(400, "invalid_resource", "500011", $"The resource principal named {audience} was not found in the tenant named {tenant.Name}.");
        }

        var now = call.World.Now;
        var roles = audience == AccessToken.Graph ? app.Roles.ToHashSet() : [];
        var claims = new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = $"https://sts.windows.net/{tenant.Id}/",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + app.TokenLife).ToUnixTimeSeconds(),
            ["appid"] = app.Id,
            ["tid"] = tenant.Id,
            ["ver"] = "1.0",
            ["uti"] = Guid.NewGuid().ToString("N"),
        };
        if (roles.Count > 0)
        {
            claims["roles"] = new JsonArray([.. roles.Order(StringComparer.Ordinal).Select(one => (JsonNode)one)]);
        }

        var token = new AccessToken(SigningKeys.Issue(claims), app, tenant, audience, roles, now + app.TokenLife);
        call.World.Tokens.Add(token);
        var seconds = (int)app.TokenLife.TotalSeconds;
        return new Reply(200, new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = seconds, ["ext_expires_in"] = seconds, ["access_token"] = token.Value });
    }

    private static Refused Refuse(int status, string error, string code, string description) => new(status, error, description) { Detail = code, Wrong = true };
}
