using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>Members as a body names them.</summary>
internal static partial class Members
{
    private const string Type = "#microsoft.graph.aadUserConversationMember";

    /// <summary>Of a new channel: a standard one has its team's, the others need an owner, and of a private one everybody is in the team.</summary>
    public static List<TeamsMember> Read(Call call, JsonNode? given, TeamsTeam team, string place, ChannelKind kind)
    {
        var people = given is null ? [] : given is JsonArray list ? list.Select(one => Read(call, one, place)).ToList() : throw GraphRules.Bad("members is no list.");
        if (kind is ChannelKind.Standard)
        {
            return people.Count == 0 ? people : throw GraphRules.Bad("Members cannot be given for a standard channel.");
        }

        if (!people.Exists(one => one.Owner))
        {
            throw GraphRules.Bad($"A {kind.ToString().ToLowerInvariant()} channel that an application makes needs a member who is an owner.");
        }

        foreach (var one in people)
        {
            MustBeIn(team, one, kind);
        }

        return people;
    }

    public static TeamsMember Read(Call call, JsonNode? given, string place)
    {
        var member = given as JsonObject ?? throw GraphRules.Bad("A member is no object.");
        if ((string?)member["@odata.type"] != Type)
        {
            throw GraphRules.Bad($"A member needs @odata.type {Type}.");
        }

        GraphRules.Properties(member, "roles user@odata.bind* tenantId visibleHistoryStartDateTime", Type);
        var bind = Bind().Match(GraphRules.Text(member, "user@odata.bind")!);
        if (!bind.Success)
        {
            throw GraphRules.Bad($"Bind requests not supported for containment navigation property or invalid: {member["user@odata.bind"]}");
        }

        var roles = (member["roles"] as JsonArray ?? []).Select(one => (string?)one).ToList();
        if (roles.Exists(one => one is not ("owner" or "guest")))
        {
            throw GraphRules.Bad($"Invalid roles: {string.Join(", ", roles)}.");
        }

        var tenant = GraphRules.Text(member, "tenantId") is { } home ? call.World.Tenant(home) ?? throw GraphRules.NotFound("No such tenant.") : call.Tenant;
        var user = call.World.Find(tenant, bind.Groups[1].Value) ?? throw GraphRules.NotFound($"Could not find user {bind.Groups[1].Value}.");
        return new TeamsMember(place, user, roles.Contains("owner"));
    }

    public static void MustBeIn(TeamsTeam team, TeamsMember member, ChannelKind kind)
    {
        if (kind is ChannelKind.Private && !team.Members.Any(one => one.User == member.User))
        {
            throw new Refused(400, "BadRequest", $"{member.User.ObjectId} is not a member of the team.");
        }
    }

    [GeneratedRegex(@"^https://graph\.microsoft\.com/(?:v1\.0|beta)/users(?:\('|/)([^/']+)(?:'\))?$")]
    private static partial Regex Bind();
}
