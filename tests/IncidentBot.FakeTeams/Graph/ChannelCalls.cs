using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>Channels: made, found, renamed, archived, deleted.</summary>
internal static class ChannelCalls
{
    private static readonly string[] Readers = ["ChannelSettings.Read.Group", "ChannelSettings.ReadWrite.Group"];

    private static readonly Dictionary<string, Func<TeamsChannel, string?>> Filtered = new(StringComparer.Ordinal)
    {
        ["displayName"] = one => one.Name,
        ["membershipType"] = one => one.Kind.ToString(),
        ["id"] = one => one.Id,
    };

    public static IEnumerable<Route> All =>
    [
        new(Api.Graph, "GET", "teams/{team}/channels", List) { Roles = Permissions.ReadChannels, Consents = Readers, Query = Rows.Options },
        new(Api.Graph, "GET", "teams/{team}/allChannels", List) { Roles = Permissions.ReadChannels, Consents = Readers, Query = Rows.Options },
        new(Api.Graph, "GET", "teams/{team}/channels/{channel}", call => Rows.One(call, GraphShapes.Channel(GraphRules.Channel(call)))) { Roles = Permissions.ReadChannels, Consents = Readers, Query = "$select" },
        new(Api.Graph, "POST", "teams/{team}/channels", Create) { Roles = Permissions.CreateChannels, Consents = ["Channel.Create.Group"], Body = "displayName* description membershipType members isFavoriteByDefault" },
        new(Api.Graph, "PATCH", "teams/{team}/channels/{channel}", Change) { Roles = Permissions.ChangeChannels, Consents = ["ChannelSettings.ReadWrite.Group"], Body = "displayName description" },
        new(Api.Graph, "DELETE", "teams/{team}/channels/{channel}", Delete) { Roles = Permissions.DeleteChannels, Consents = ["Channel.Delete.Group"] },
        new(Api.Graph, "POST", "teams/{team}/channels/{channel}/archive", call => Begin(call, "archiveChannel", archived: true)) { Roles = Permissions.ChangeChannels, Body = "shouldSetSpoSiteReadOnlyForMembers" },
        new(Api.Graph, "POST", "teams/{team}/channels/{channel}/unarchive", call => Begin(call, "unarchiveChannel", archived: false)) { Roles = Permissions.ChangeChannels },
        new(Api.Graph, "POST", "teams/{team}/channels/{channel}/messages", RefusePost) { Body = "body subject importance attachments mentions from createdDateTime" },
        new(Api.Graph, "POST", "chats/{chat}/messages", RefusePost) { Body = "body subject importance attachments mentions from createdDateTime" },
    ];

    private static Reply List(Call call) => Rows.Page(call, Filter.Apply(GraphRules.Team(call).Channels.Where(one => one.DeletedAt is null), call.Query("$filter"), Filtered), GraphShapes.Channel);

    private static Reply Create(Call call)
    {
        var (team, body, now) = (GraphRules.Team(call), call.Body, call.World.Now);
        var name = Name(call, team, GraphRules.Text(body, "displayName")!, null);
        var kind = (GraphRules.Text(body, "membershipType") ?? "standard") switch
        {
            "standard" => ChannelKind.Standard,
            "private" => ChannelKind.Private,
            "shared" => ChannelKind.Shared,
            var other => throw GraphRules.Bad($"Requested value '{other}' was not found in membershipType."),
        };
        if (team.Archived)
        {
            throw GraphRules.Bad("The team is archived.");
        }

        var id = call.World.NewThreadId("tacv2");
        var people = Members.Read(call, body["members"], team, id, kind);
        Count(call, team, kind, now);
        if (GraphRules.Text(body, "description") is { Length: > 1024 })
        {
            throw GraphRules.Bad("Channel description is longer than 1024 characters.");
        }

        var channel = new TeamsChannel(id, team, name, kind) { Created = now, Description = GraphRules.Text(body, "description") };
        channel.Own.AddRange(people);
        team.Channels.Add(channel);
        call.Server.Happenings.Channel("channelCreated", channel, by: null);
        return Rows.One(call, GraphShapes.Channel(channel), status: 201);
    }

    private static Reply Change(Call call)
    {
        var channel = GraphRules.Channel(call);
        var name = GraphRules.Text(call.Body, "displayName") is { } asked && asked != channel.Name ? Name(call, channel.Team, asked, channel) : channel.Name;
        channel.Description = call.Body.ContainsKey("description") ? GraphRules.Text(call.Body, "description") : channel.Description;
        if (name != channel.Name)
        {
            channel.Name = name;
            call.Server.Happenings.Channel("channelRenamed", channel, by: null);
        }

        return new Reply(204);
    }

    private static Reply Delete(Call call)
    {
        var channel = GraphRules.Channel(call);
        if (channel.General)
        {
            throw GraphRules.Bad("The general channel cannot be deleted.");
        }

        channel.DeletedAt = call.World.Now;
        call.Server.Happenings.Channel("channelDeleted", channel, by: null);
        return new Reply(204);
    }

    /// <summary>It is done later; who wants to know asks after the operation.</summary>
    private static Reply Begin(Call call, string type, bool archived)
    {
        var channel = GraphRules.Channel(call);
        var why = channel.Team.Archived ? "The team is archived." : channel.General ? "The general channel cannot be archived." : channel.Team.Members.Any(one => one.Owner) ? null : "The team has no owner.";
        if (why is not null)
        {
            throw new Refused(400, "BadRequest", why);
        }

        var operation = new TeamsOperation(Guid.NewGuid().ToString(), channel.Team, type, channel, call.World.Now, call.World.Limits.OperationPolls, () => channel.Archived = archived);
        call.World.Operations.Add(operation);
        if (call.World.Limits.OperationPolls == 0)
        {
            operation.End();
        }

        return new Reply(202) { Location = $"/teams('{channel.Team.GroupId}')/operations('{operation.Id}')" };
    }

    private static Reply RefusePost(Call call) => throw new Refused(401, "Unauthorized", "Message POST is allowed in application-only context only for import purposes. Refer to https://docs.microsoft.com/microsoftteams/platform/graph-api/import-messages/import-external-messages-to-teams for more details.") { Wrong = true };

    private static string Name(Call call, TeamsTeam team, string name, TeamsChannel? except) => ChannelNames.Wrong(name, call.World.Limits) is { } wrong ? throw GraphRules.Bad(wrong)
        : ChannelNames.IsTaken(team, name, call.World.Now, except) ? throw new Refused(409, "NameAlreadyExists", "Channel name already existed, please use other name.") { Detail = "NameAlreadyExists" } : name;

    private static void Count(Call call, TeamsTeam team, ChannelKind kind, DateTimeOffset now)
    {
        var all = team.Channels.Where(one => ChannelNames.Counts(one, now)).ToList();

        // The codes of both are general knowledge.
        if (all.Count >= call.World.Limits.MostChannels || (kind is ChannelKind.Private && all.Count(one => one.Kind is ChannelKind.Private) >= call.World.Limits.MostPrivateChannels))
        {
            throw new Refused(400, "BadRequest", "The team has reached the limit of its channels.") { Detail = "ChannelLimitReached" };
        }
    }
}
