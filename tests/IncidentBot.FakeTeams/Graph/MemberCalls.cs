using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>Who is in a team and in its channels.</summary>
internal static class MemberCalls
{
    private const string Body = "roles user@odata.bind* tenantId visibleHistoryStartDateTime";

    private static readonly string[] ChannelReaders = ["ChannelMember.Read.Group"];
    private static readonly string[] TeamReaders = ["TeamMember.Read.Group"];

    private static readonly Dictionary<string, Func<TeamsMember, string?>> Filtered = new(StringComparer.Ordinal)
    {
        ["microsoft/graph/aadUserConversationMember/userId"] = one => one.User.ObjectId,
        ["userId"] = one => one.User.ObjectId,
        ["displayName"] = one => one.User.Name,
        ["email"] = one => one.User.Mail,
    };

    public static IEnumerable<Route> All =>
    [
        new(Api.Graph, "GET", "teams/{team}/members", call => List(call, GraphRules.Team(call).Members)) { Roles = Permissions.ReadTeamMembers, Consents = TeamReaders, Query = Rows.Options },
        new(Api.Graph, "POST", "teams/{team}/members", AddToTeam) { Roles = Permissions.WriteTeamMembers, Body = Body },
        new(Api.Graph, "DELETE", "teams/{team}/members/{member}", RemoveFromTeam) { Roles = Permissions.WriteTeamMembers },
        new(Api.Graph, "GET", "teams/{team}/channels/{channel}/members", call => List(call, GraphRules.Channel(call).Members)) { Roles = Permissions.ReadChannelMembers, Consents = ChannelReaders, Query = Rows.Options },
        new(Api.Graph, "GET", "teams/{team}/channels/{channel}/allMembers", call => List(call, GraphRules.Channel(call).Members)) { Roles = Permissions.ReadChannelMembers, Consents = ChannelReaders, Query = Rows.Options },
        new(Api.Graph, "POST", "teams/{team}/channels/{channel}/members", AddToChannel) { Roles = Permissions.WriteChannelMembers, Body = Body },
        new(Api.Graph, "DELETE", "teams/{team}/channels/{channel}/members/{member}", RemoveFromChannel) { Roles = Permissions.WriteChannelMembers },
    ];

    /// <summary>That somebody is in already is answered 409: general knowledge.</summary>
    internal static void Add(Ledger<TeamsMember> members, TeamsMember member)
    {
        if (members.Exists(one => one.User == member.User))
        {
            throw new Refused(409, "Conflict", "The user is a member already.");
        }

        members.Add(member);
    }

    internal static TeamsMember Find(Ledger<TeamsMember> members, Call call) => members.Find(one => one.Id == call.Id("member")) ?? throw GraphRules.NotFound("The member does not exist.");

    private static Reply List(Call call, IEnumerable<TeamsMember> members) => Rows.Page(call, Filter.Apply(members, call.Query("$filter"), Filtered), GraphShapes.Member);

    private static Reply AddToTeam(Call call)
    {
        var team = GraphRules.Team(call);
        var member = Members.Read(call, call.Body, team.Id);
        Add(team.Members, member);
        call.Server.Happenings.TeamMember("teamMemberAdded", team, member.User, by: null);
        return Rows.One(call, GraphShapes.Member(member), status: 201);
    }

    private static Reply RemoveFromTeam(Call call)
    {
        var team = GraphRules.Team(call);
        var member = Find(team.Members, call);
        if (member.Owner && team.Members.Count(one => one.Owner) == 1)
        {
            throw new Refused(400, "BadRequest", "The last owner of a team cannot be removed.");
        }

        team.Members.Remove(member);
        foreach (var channel in team.Channels.Where(one => one.Kind is ChannelKind.Private))
        {
            if (channel.Own.Find(one => one.User == member.User) is { } own)
            {
                channel.Own.Remove(own);
            }
        }

        call.Server.Happenings.TeamMember("teamMemberRemoved", team, member.User, by: null);
        return new Reply(204);
    }

    private static Reply AddToChannel(Call call)
    {
        var channel = Closed(call);
        var member = Members.Read(call, call.Body, channel.Id);
        Members.MustBeIn(channel.Team, member, channel.Kind);
        Add(channel.Own, member);
        call.Server.Happenings.ChannelMember("channelMemberAdded", channel, member.User, by: null);
        return Rows.One(call, GraphShapes.Member(member), status: 201);
    }

    private static Reply RemoveFromChannel(Call call)
    {
        var channel = Closed(call);
        var member = Find(channel.Own, call);
        channel.Own.Remove(member);
        call.Server.Happenings.ChannelMember("channelMemberRemoved", channel, member.User, by: null);
        return new Reply(204);
    }

    private static TeamsChannel Closed(Call call) => GraphRules.Channel(call) is { Kind: not ChannelKind.Standard } channel ? channel : throw GraphRules.Bad("Members of a standard channel are those of its team.");
}
