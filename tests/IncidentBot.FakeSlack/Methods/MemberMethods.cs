using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Who is in a channel.</summary>
internal static class MemberMethods
{
    /// <summary>"Up to 100 users may be listed."</summary>
    private const int MostInvited = 100;

    public static IEnumerable<MethodSpec> All =>
    [
        new("conversations.invite", "channel* users* force", Invite),
        new("conversations.join", "channel*", Join) { Scopes = ["channels:join"] },
        new("conversations.kick", "channel* user*", Kick),
        new("conversations.members", "channel* cursor limit", Members) { Json = false, Tier = 4 },
        new("conversations.open", "channel users return_im prevent_creation", Open),
    ];

    private static object Invite(Call call)
    {
        var channel = call.Channel();
        if (channel.Kind is ChannelKind.Public)
        {
            call.Need("channels:manage", "channels:write.invites");
        }
        else
        {
            call.Need("groups:write", "groups:write.invites");
        }

        channel = call.Inside();
        var asked = call.Text("users")!.Split(',');
        if (asked.Length > MostInvited)
        {
            throw SlackError.Arguments($"[ERROR] must be less than {MostInvited + 1} items: users");
        }

        var refused = asked.Select(id => (Id: id, Error: Refusal(call, channel, id))).Where(one => one.Error is not null).ToList();
        if (refused.Count > 0 && !(call.Flag("force") && refused.Count < asked.Length))
        {
            throw new SlackError(refused[0].Error!) { Errors = Told(refused) };
        }

        foreach (var id in asked.Except(refused.Select(one => one.Id)))
        {
            channel.Members.Add(id);
            call.Server.Joined(channel, call.World.User(id)!, call.Me);
        }

        return new { channel = Shapes.Channel(call.World, channel, call.Me), errors = refused.Count > 0 ? Told(refused) : null };
    }

    private static object Told(IEnumerable<(string Id, string? Error)> refused) => refused.Select(one => new { user = one.Id, ok = false, error = one.Error }).ToList();

    private static string? Refusal(Call call, SlackChannel channel, string id)
    {
        if (id == call.Me.Id)
        {
            return "cant_invite_self";
        }

        if (call.World.User(id) is not { } user || !call.Knows(user) || user.Deleted)
        {
            return "user_not_found";
        }

        // A guest of one channel cannot be in another; a stranger comes only by a channel that is shared with their company.
        return channel.Members.Contains(id) ? "already_in_channel"
            : !channel.Teams.Contains(user.Home.Id) ? (user.Home.Enterprise is not null && user.Home.Enterprise == call.Me.Home.Enterprise ? "org_user_not_in_team" : "cant_invite")
            : user.Guest is Guest.One && call.World.Channels.Exists(one => !one.IsDirect && one.Members.Contains(id)) ? "ura_max_channels"
            : null;
    }

    private static object Join(Call call)
    {
        var channel = call.Channel();
        if (channel.Kind is not ChannelKind.Public)
        {
            throw new SlackError("method_not_supported_for_channel_type");
        }

        if (channel.Archived)
        {
            throw new SlackError("is_archived");
        }

        if (call.IsIn(channel))
        {
            return new { channel = Shapes.Channel(call.World, channel, call.Me), warning = "already_in_channel", response_metadata = new { warnings = new[] { "already_in_channel" } } };
        }

        channel.Members.Add(call.Me.Id);
        call.Server.Joined(channel, call.Me, null);
        return new { channel = Shapes.Channel(call.World, channel, call.Me) };
    }

    private static object Kick(Call call)
    {
        var channel = call.Channel();
        call.NeedFor(channel, "write");
        channel = call.Inside();
        var id = call.Text("user")!;
        if (id == call.Me.Id)
        {
            throw new SlackError("cant_kick_self");
        }

        if (channel.General)
        {
            throw new SlackError("cant_kick_from_general");
        }

        call.User(id);
        return channel.Members.Remove(id) ? new { } : throw new SlackError("not_in_channel");
    }

    private static object Members(Call call)
    {
        var channel = call.Channel();
        call.NeedFor(channel, "read", "read");
        var (rows, next) = call.Page(channel.Members, 100, 1000);
        return new { members = rows, response_metadata = new { next_cursor = next } };
    }

    private static object Open(Call call)
    {
        if (call.Text("users") is not { Length: > 0 } users)
        {
            var known = call.Text("channel") is null ? throw new SlackError("users_list_not_supplied") : call.Channel();
            return new { no_op = true, already_open = true, channel = new { id = known.Id } };
        }

        var people = users.Split(',').Select(call.User).ToList();
        call.Need(people.Count == 1 ? "im:write" : "mpim:write");
        if (people.Exists(one => one.Deleted))
        {
            throw new SlackError("user_disabled");
        }

        var channel = people.Count == 1 ? Direct(call, people[0]) : Group(call, people);
        return new { channel = call.Flag("return_im") ? Shapes.Channel(call.World, channel, call.Me) : new { id = channel.Id } };
    }

    internal static SlackChannel Direct(Call call, SlackUser user) => Existing(call, ChannelKind.Direct, [call.Me.Id, user.Id], "D");

    private static SlackChannel Group(Call call, IEnumerable<SlackUser> people) => Existing(call, ChannelKind.GroupDirect, [call.Me.Id, .. people.Select(one => one.Id)], "G");

    private static SlackChannel Existing(Call call, ChannelKind kind, HashSet<string> members, string letter)
    {
        if (call.World.Channels.Find(one => one.Kind == kind && members.SetEquals(one.Members)) is { } known)
        {
            return known;
        }

        var channel = new SlackChannel(call.World.NewId(letter), "", kind, call.Me.Home.Id) { Creator = call.Me.Id, Created = call.World.Now };
        channel.Members.AddRange(members);
        call.World.Channels.Add(channel);
        return channel;
    }
}
