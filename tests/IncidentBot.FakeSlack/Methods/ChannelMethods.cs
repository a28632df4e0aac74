using System.Text.RegularExpressions;
using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Channels: to make, name, describe, archive and list them.</summary>
internal static partial class ChannelMethods
{
    private const int LongestTopic = 250;

    public static IEnumerable<MethodSpec> All =>
    [
        new("conversations.create", "name* is_private team_id", Create) { Tier = 2 },
        new("conversations.rename", "channel* name*", Rename) { Tier = 2 },
        new("conversations.setTopic", "channel* topic*", call => Describe(call, "topic")) { Tier = 2 },
        new("conversations.setPurpose", "channel* purpose*", call => Describe(call, "purpose")) { Tier = 2 },
        new("conversations.archive", "channel*", Archive) { Tier = 2 },
        new("conversations.unarchive", "channel*", Unarchive) { Tier = 2 },
        new("conversations.info", "channel* include_locale include_num_members", Info) { Json = false },
        new("conversations.list", "cursor limit types exclude_archived team_id", List) { Scopes = ["channels:read", "groups:read", "im:read", "mpim:read"], Json = false, Tier = 2 },
    ];

    private static object Create(Call call)
    {
        var isPrivate = call.Flag("is_private");
        call.Need(isPrivate ? "groups:write" : "channels:manage");
        var workspace = call.Workspace;
        if (workspace.ChannelsByAdminsOnly && !call.Me.IsAdmin)
        {
            throw new SlackError("restricted_action");
        }

        var name = Named(call, workspace);
        var channel = new SlackChannel(call.World.NewId("C"), name, isPrivate ? ChannelKind.Private : ChannelKind.Public, workspace.Id) { Creator = call.Me.Id, Created = call.World.Now };
        channel.Members.Add(call.Me.Id);
        call.World.Channels.Add(channel);
        return new { channel = Shapes.Channel(call.World, channel, call.Me) };
    }

    private static object Rename(Call call)
    {
        var channel = Managed(call);
        var name = Named(call, call.World.Workspace(channel.Team)!);
        channel.PreviousNames.Insert(0, channel.Name);
        channel.Name = name;
        return new { channel = Shapes.Channel(call.World, channel, call.Me) };
    }

    private static object Describe(Call call, string what)
    {
        var channel = call.Channel();
        if (channel.Kind is ChannelKind.Public && call.Token.Scopes.Contains("channels:write.topic"))
        {
            channel = call.Inside();
        }
        else
        {
            channel = Managed(call);
        }

        var text = call.Text(what)!;
        if (text.Length > LongestTopic)
        {
            throw new SlackError("too_long");
        }

        // Slack keeps it escaped.
        text = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        (channel.Topic, channel.Purpose) = what == "topic" ? (text, channel.Purpose) : (channel.Topic, text);
        channel.Messages.Add(new SlackMessage(call.World.NewTs(), call.Me) { Subtype = $"channel_{what}", Text = $"set the channel {what}: {text}" });
        return new { channel = Shapes.Channel(call.World, channel, call.Me) };
    }

    private static object Archive(Call call)
    {
        var channel = call.Channel();
        call.NeedFor(channel, "write");
        if (channel.Archived)
        {
            throw new SlackError("already_archived");
        }

        if (channel.General)
        {
            throw new SlackError("cant_archive_general");
        }

        channel.Archived = call.IsIn(channel) ? true : throw new SlackError("not_in_channel");
        return new { };
    }

    /// <summary>Slack does not let bots do it.</summary>
    private static object Unarchive(Call call)
    {
        var channel = call.Channel();
        call.NeedFor(channel, "write");
        if (!channel.Archived)
        {
            throw new SlackError("not_archived");
        }

        channel.Archived = call.Token.Kind is TokenKind.User ? false : throw new SlackError("not_in_channel");
        return new { };
    }

    private static object Info(Call call)
    {
        var channel = call.Channel();
        call.NeedFor(channel, "read", "read");
        return new { channel = Shapes.Channel(call.World, channel, call.Me, counted: call.Flag("include_num_members")) };
    }

    private static object List(Call call)
    {
        var types = (call.Text("types") ?? "public_channel").Split(',');
        if (types.Any(one => one is not ("public_channel" or "private_channel" or "im" or "mpim")))
        {
            throw new SlackError("invalid_types");
        }

        foreach (var type in types)
        {
            call.Need(type switch { "public_channel" => "channels:read", "private_channel" => "groups:read", "im" => "im:read", _ => "mpim:read" });
        }

        var workspace = call.Workspace;
        var all = call.World.Channels.Where(one => one.Teams.Contains(workspace.Id) && call.Sees(one) && !(one.Archived && call.Flag("exclude_archived")) && types.Contains(one.Kind switch
        {
            ChannelKind.Public => "public_channel",
            ChannelKind.Private => "private_channel",
            ChannelKind.Direct => "im",
            _ => "mpim",
        })).ToList();
        var (rows, next) = call.Page(all, 100, 999);
        return new { channels = rows.Select(one => Shapes.Channel(call.World, one, call.Me, listed: true, counted: true)), response_metadata = new { next_cursor = next } };
    }

    private static SlackChannel Managed(Call call)
    {
        call.NeedFor(call.Channel(), "write");
        return call.Inside();
    }

    private static string Named(Call call, SlackWorkspace workspace)
    {
        var name = call.Text("name")!;
        return name.Length == 0 ? throw new SlackError("invalid_name_required")
            : name.Length > 80 ? throw new SlackError("invalid_name_maxlength")
            : !NameLetters().IsMatch(name) ? throw new SlackError("invalid_name_specials")
            : name.All(letter => letter is '-' or '_') ? throw new SlackError("invalid_name_punctuation")

            // An archived channel keeps its name (general knowledge).
            : workspace.Find(name) is not null ? throw new SlackError("name_taken") : name;
    }

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}\p{Nd}_-]+$")]
    private static partial Regex NameLetters();
}
