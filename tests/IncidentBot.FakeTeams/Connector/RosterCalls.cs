using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Connector;

/// <summary>Who is in a conversation, and what a team is.</summary>
internal static class RosterCalls
{
    private const int SmallestPage = 50;
    private const int UsualPage = 200;

    public static IEnumerable<Route> All =>
    [
        new(Api.Connector, "GET", "v3/conversations/{conversation}/members", Everybody),
        new(Api.Connector, "GET", "v3/conversations/{conversation}/members/{member}", Member),
        new(Api.Connector, "GET", "v3/conversations/{conversation}/pagedmembers", Page) { Query = "pageSize continuationToken" },
        new(Api.Connector, "GET", "v3/teams/{team}", Team),
        new(Api.Connector, "GET", "v3/teams/{team}/conversations", Channels),
    ];

    public static JsonObject Shape(TeamsApp app, TeamsMember member) => new()
    {
        ["id"] = member.User.IdFor(app),
        ["name"] = member.User.Name,
        ["aadObjectId"] = member.User.ObjectId,
        ["objectId"] = member.User.ObjectId,
        ["givenName"] = member.User.GivenName,
        ["surname"] = member.User.Surname,
        ["email"] = member.User.Mail,
        ["userPrincipalName"] = member.User.PrincipalName,
        ["tenantId"] = member.User.Home.Id,
        ["userRole"] = member.User.Guest ? "guest" : "user",
    };

    private static Reply Everybody(Call call) => new(200, new JsonArray([.. Place(call).Members.Select(one => (JsonNode)Shape(call.App, one))]));

    private static Reply Member(Call call)
    {
        var user = call.World.Find(call.App, call.Id("member"));
        var member = Place(call).Members.FirstOrDefault(one => one.User == user) ?? throw ConnectorRules.NotFound("MemberNotFoundInConversation", "Member not found in conversation.");
        return new Reply(200, Shape(call.App, member));
    }

    /// <summary>As many as were asked for, within what a page may hold; with a token as long as there are more.</summary>
    private static Reply Page(Call call)
    {
        var members = Place(call).Members;
        var size = int.TryParse(call.Query("pageSize"), out var asked) ? asked : call.Query("pageSize") is null ? UsualPage : throw ConnectorRules.Bad("BadArgument", "pageSize is no number.");
        size = Math.Min(Math.Max(size, SmallestPage), call.World.Limits.LargestPage);
        var from = call.Query("continuationToken") is { Length: > 0 } token ? From(token) : 0;
        var answer = new JsonObject { ["members"] = new JsonArray([.. members.Skip(from).Take(size).Select(one => (JsonNode)Shape(call.App, one))]) };
        if (from + size < members.Count)
        {
            answer["continuationToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"from {from + size}"));
        }

        return new Reply(200, answer);
    }

    private static int From(string token)
    {
        try
        {
            return int.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(token))["from ".Length..], CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentOutOfRangeException)
        {
            throw ConnectorRules.Bad("BadArgument", "Invalid continuation token.");
        }
    }

    private static Reply Team(Call call)
    {
        var team = TeamOf(call);
        return new Reply(200, new JsonObject
        {
            ["id"] = team.Id,
            ["name"] = team.Name,
            ["aadGroupId"] = team.GroupId,
            ["type"] = "standard",
            ["tenantId"] = team.Tenant.Id,
            ["channelCount"] = team.Channels.Count(one => one.DeletedAt is null),
            ["memberCount"] = team.Members.Count,
        });
    }

    /// <summary>General has no name here.</summary>
    private static Reply Channels(Call call) => new(200, new JsonObject
    {
        ["conversations"] = new JsonArray([.. TeamOf(call).Channels.Where(one => one.DeletedAt is null && one.Reaches(call.App)).Select(one => (JsonNode)new JsonObject
        {
            ["id"] = one.Id,
            ["name"] = one.General ? null : one.Name,
            ["type"] = one.Kind.ToString().ToLowerInvariant(),
        })]),
    });

    private static TeamsConversation Place(Call call) => ConnectorRules.Place(call, call.Id("conversation")).Conversation;

    private static TeamsTeam TeamOf(Call call)
    {
        var id = call.Id("team").Split(';')[0];
        var team = call.World.Teams.Find(one => one.Id == id && one.Tenant == call.Tenant && one.DeletedAt is null) ?? throw ConnectorRules.NotFound("ConversationNotFound", "Team not found.");
        return team.Installation(call.App) is not null ? team : throw ConnectorRules.Forbidden("BotNotInConversationRoster", "The bot is not part of the conversation roster.");
    }
}
