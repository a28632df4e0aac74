using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>How Slack tells of what it has; names and types as in its own samples.</summary>
internal static class Shapes
{
    public static object Channel(SlackWorld world, SlackChannel channel, SlackUser? reader, bool listed = false, bool counted = false) => channel.IsDirect
        ? new
        {
            id = channel.Id,
            created = channel.Created,
            is_archived = channel.Archived,
            is_im = channel.Kind is ChannelKind.Direct,
            is_org_shared = false,
            user = channel.Members.Find(one => one != reader?.Id),
            priority = 0,
        }
        : new
        {
            id = channel.Id,
            name = channel.Name,
            name_normalized = channel.Name,
            is_channel = !channel.IsPrivate,
            is_group = channel.IsPrivate,
            is_im = false,
            is_mpim = false,
            is_private = channel.IsPrivate,
            created = channel.Created,
            is_archived = channel.Archived,
            is_general = channel.General,
            unlinked = 0,
            is_shared = channel.Teams.Count > 1,
            is_org_shared = channel.Teams.Count > 1 && !channel.ExtShared,
            is_ext_shared = channel.ExtShared,
            is_pending_ext_shared = false,
            pending_shared = Array.Empty<string>(),
            pending_connected_team_ids = Array.Empty<string>(),
            shared_team_ids = channel.Teams,
            context_team_id = channel.Team,
            creator = channel.Creator,
            is_member = reader is not null && channel.Members.Contains(reader.Id),
            last_read = listed ? null : "0000000000.000000",
            topic = new { value = channel.Topic, creator = channel.Creator, last_set = 0 },
            purpose = new { value = channel.Purpose, creator = channel.Creator, last_set = 0 },
            previous_names = channel.PreviousNames,
            updated = channel.Created * 1000,
            num_members = counted ? channel.Members.Count : (int?)null,
        };

    public static object User(SlackUser user, SlackWorkspace? reader, bool withEmail) => new
    {
        id = user.Id,
        team_id = user.Home.Id,
        name = user.Name,
        deleted = user.Deleted,
        color = "9f69e7",
        real_name = user.RealName,
        tz = user.Tz,
        tz_label = user.Tz,
        tz_offset = 0,
        profile = new
        {
            real_name = user.RealName,
            real_name_normalized = user.RealName,
            display_name = user.Name,
            display_name_normalized = user.Name,
            email = withEmail ? user.Email : null,
            bot_id = user.BotId,
            team = user.Home.Id,
        },
        is_admin = user.IsAdmin,
        is_owner = false,
        is_primary_owner = false,
        is_restricted = user.Guest != Guest.No,
        is_ultra_restricted = user.Guest == Guest.One,
        is_bot = user.IsBot,
        is_app_user = false,
        is_stranger = reader is not null && user.Home != reader && (user.Home.Enterprise is null || user.Home.Enterprise != reader.Enterprise) ? true : (bool?)null,
        updated = 1,
        enterprise_user = user.Home.Enterprise is { } enterprise
            ? new { id = user.Id, enterprise_id = enterprise.Id, enterprise_name = enterprise.Name, is_admin = false, is_owner = false, teams = new[] { user.Home.Id } } : null,
    };

    /// <param name="withMetadata">History gives it only to who asks.</param>
    public static JsonObject Message(SlackWorld world, SlackMessage message, SlackChannel? thread = null, bool withMetadata = true)
    {
        var replies = thread?.Messages.Where(one => one.ThreadTs == message.Ts).ToList();
        return Node(new
        {
            type = "message",
            subtype = message.Subtype,
            user = message.By.Id,
            bot_id = message.By.BotId,
            app_id = message.By.IsBot ? world.App.Id : null,
            team = message.By.Home.Id,
            text = message.Text,
            ts = message.Ts,
            thread_ts = message.ThreadTs ?? (replies is { Count: > 0 } ? message.Ts : null),
            parent_user_id = message.ThreadTs is { } root && thread?.Messages.Find(one => one.Ts == root) is { } parent ? parent.By.Id : null,
            reply_count = replies is { Count: > 0 } ? replies.Count : (int?)null,
            reply_users_count = replies is { Count: > 0 } ? replies.DistinctBy(one => one.By).Count() : (int?)null,
            latest_reply = replies?.LastOrDefault()?.Ts,
            reply_users = replies is { Count: > 0 } ? replies.Select(one => one.By.Id).Distinct() : null,
            blocks = message.Blocks,
            attachments = message.Attachments,
            metadata = withMetadata ? message.Metadata : null,
            edited = message.EditedTs is null ? null : new { user = message.By.Id, ts = message.EditedTs },
            reactions = message.Reactions.Count == 0 ? null : message.Reactions.GroupBy(one => one.Name).Select(one => new { name = one.Key, users = one.Select(by => by.User), count = one.Count() }),
        });
    }

    public static JsonObject View(SlackWorld world, SlackView view)
    {
        var content = Node(new
        {
            id = view.Id,
            team_id = view.Workspace.Id,
            state = new { values = new { } },
            hash = view.Hash,
            private_metadata = "",
            callback_id = "",
            external_id = "",
            clear_on_close = false,
            notify_on_close = false,
            root_view_id = view.Root.Id,
            previous_view_id = view.Previous?.Id,
            app_id = world.App.Id,
            app_installed_team_id = view.Workspace.Id,
            bot_id = view.Workspace.Bot?.BotId,
        });
        foreach (var (name, value) in view.Content)
        {
            content[name] = value?.DeepClone();
        }

        return content;
    }

    public static JsonObject Node(object value) => System.Text.Json.JsonSerializer.SerializeToNode(value, ApiEndpoint.Written)!.AsObject();
}
