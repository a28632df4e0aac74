using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>What all calls of Graph have in common: permissions, query options, properties, and how a no looks.</summary>
internal static class GraphRules
{
    public static Reply Error(Refused refused, DateTimeOffset now)
    {
        var inner = new JsonObject { ["date"] = now.ToString("s", CultureInfo.InvariantCulture), ["request-id"] = Guid.NewGuid().ToString(), ["client-request-id"] = Guid.NewGuid().ToString() };
        if (refused.Detail is not null)
        {
            inner["code"] = refused.Detail;
        }

        return new Reply(refused.Status, new JsonObject { ["error"] = new JsonObject { ["code"] = refused.Code, ["message"] = refused.Message, ["innerError"] = inner } });
    }

    public static Refused Bad(string message, string? inner = null) => new(400, "BadRequest", message) { Detail = inner, Wrong = true };

    public static Refused NotFound(string message, string code = "NotFound") => new(404, code, message);

    public static void Check(Call call, ApiRequest request)
    {
        if (call.Route.Roles.Length > 0 && !call.Route.Roles.Any(call.Roles.Contains) && !call.Route.Consents.Any(Consents(call).Contains))
        {
            throw call.Route.Template.StartsWith("users", StringComparison.Ordinal)
                ? new Refused(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.") { Wrong = true }
                : new Refused(403, "Forbidden", $"Missing role permissions on the request. API requires one of '{string.Join(", ", call.Route.Roles)}'. Roles on the request '{string.Join(", ", call.Roles.Order(StringComparer.Ordinal))}'. Resource specific consent grants on the request '{string.Join(", ", Consents(call))}'.") { Wrong = true };
        }

        if (request.Query.Keys.FirstOrDefault(one => !call.Route.TakesQuery(one)) is { } option)
        {
            throw Bad($"Query option '{option}' is not allowed here.");
        }

        if (call.Route.Verb is "POST" or "PATCH" or "PUT")
        {
            Properties(call);
        }
    }

    /// <summary>Properties of an object within a body.</summary>
    public static void Properties(JsonObject body, string known, string type)
    {
        var words = known.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (body.Select(one => one.Key).FirstOrDefault(one => one != "@odata.type" && !words.Contains(one) && !words.Contains(one + "*")) is { } unknown)
        {
            throw Bad($"The property '{unknown}' does not exist on type '{type}' or cannot be written here.");
        }

        if (words.FirstOrDefault(one => one.EndsWith('*') && body[one[..^1]] is null) is { } missing)
        {
            throw Bad($"Required property '{missing[..^1]}' is missing.");
        }
    }

    /// <summary>A property that is text where it is there.</summary>
    public static string? Text(JsonObject body, string name) => body[name] is null ? null : body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Bad($"Cannot convert the value of '{name}' to Edm.String.");

    public static TeamsTeam Team(Call call)
    {
        var id = call.Id("team");
        return !Guid.TryParse(id, out _) ? throw Bad("teamId needs to be a valid GUID.")
            : call.World.Teams.Find(one => one.GroupId.Equals(id, StringComparison.OrdinalIgnoreCase) && one.Tenant == call.Tenant && one.DeletedAt is null) ?? throw NotFound($"No team found with Group Id {id}");
    }

    public static TeamsChannel Channel(Call call)
    {
        var team = Team(call);
        return team.Channels.Find(one => one.Id == call.Id("channel") && one.DeletedAt is null) ?? throw NotFound($"The channel {call.Id("channel")} does not exist in the team.");
    }

    public static TeamsChat Chat(Call call) => call.World.Chats.Find(one => one.Id == call.Id("chat") && one.Tenant == call.Tenant && one.Bot is null) ?? throw NotFound($"No chat found with thread id {call.Id("chat")}");

    private static void Properties(Call call)
    {
        if (call.Json is null && call.Route.Body.Length == 0)
        {
            return;
        }

        if (call.Route.Body.Length == 0 && call.Json is JsonObject { Count: 0 })
        {
            return;
        }

        if (call.Json is null && !call.Route.Body.Contains('*', StringComparison.Ordinal) && call.Route.Verb == "POST")
        {
            return;
        }

        Properties(call.Body, call.Route.Body, call.Route.Template);
    }

    /// <summary>What a team's owner or a chat's members consented to when they added the app.</summary>
    private static IEnumerable<string> Consents(Call call)
    {
        var team = call.Route.Template.StartsWith("teams/{team}", StringComparison.Ordinal) ? call.World.Teams.Find(one => one.GroupId == call.Id("team")) : null;
        var chat = call.Route.Template.StartsWith("chats/{chat}", StringComparison.Ordinal) ? call.World.Chats.Find(one => one.Id == call.Id("chat")) : null;
        return team?.Installation(call.App)?.Consents ?? chat?.Apps.Find(one => one.App == call.App)?.Consents ?? [];
    }
}
