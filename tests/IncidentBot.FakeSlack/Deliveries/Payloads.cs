using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Methods;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Deliveries;

/// <summary>What Slack sends; names and types as in its own samples.</summary>
internal static class Payloads
{
    /// <summary>Only people of a workspace that has the app are offered its commands.</summary>
    public static JsonObject Command(FakeSlack slack, SlackUser user, SlackChannel channel, string command, string text) => user.Home.Bot is null ? throw new InvalidOperationException($"{user.Home.Name} does not have the app.") : Shapes.Node(new
    {
        token = slack.App.VerificationToken,
        team_id = user.Home.Id,
        team_domain = user.Home.Domain,
        enterprise_id = user.Home.Enterprise?.Id,
        enterprise_name = user.Home.Enterprise?.Name,
        channel_id = channel.Id,
        channel_name = channel.Kind is ChannelKind.Direct ? "directmessage" : channel.IsPrivate ? "privategroup" : channel.Name,
        user_id = user.Id,
        user_name = user.Name,
        command,
        text,
        api_app_id = slack.App.Id,
        is_enterprise_install = user.Home.ByOrganisation ? "true" : "false",
        response_url = NewResponseUrl(slack, channel, user),
        trigger_id = slack.World.NewTrigger(user.Home, user).Id,
    });

    public static JsonObject Event(FakeSlack slack, SlackWorkspace workspace, SlackWorkspace installed, SlackChannel? channel, JsonObject what)
    {
        what["event_ts"] ??= slack.World.NewTs();
        return Shapes.Node(new
        {
            token = slack.App.VerificationToken,
            team_id = installed.Id,
            enterprise_id = installed.Enterprise?.Id,
            context_team_id = workspace.Id,
            api_app_id = slack.App.Id,
            @event = what,
            type = "event_callback",
            event_id = slack.World.NewId("Ev"),
            event_time = slack.World.Now,
            authorizations = new[] { new { enterprise_id = installed.Enterprise?.Id, team_id = installed.Id, user_id = installed.Bot!.Id, is_bot = true, is_enterprise_install = installed.ByOrganisation } },
            is_ext_shared_channel = channel?.ExtShared ?? false,
            event_context = slack.World.NewId("EC"),
        });
    }

    /// <summary>The event of a message.</summary>
    public static object Said(SlackWorld world, SlackChannel channel, SlackMessage message) => new
    {
        type = "message",
        user = message.By.Id,
        bot_id = message.By.BotId,
        app_id = message.By.IsBot ? world.App.Id : null,
        text = message.Text,
        ts = message.Ts,
        thread_ts = message.ThreadTs,
        channel = channel.Id,
        channel_type = channel.Kind switch { ChannelKind.Public => "channel", ChannelKind.Private => "group", ChannelKind.Direct => "im", _ => "mpim" },
        team = message.By.Home.Id,
        event_ts = message.Ts,
    };

    /// <summary>A press in a message, an ephemeral or a view.</summary>
    public static JsonObject Press(FakeSlack slack, SlackUser user, JsonObject action, SlackChannel? channel, SlackMessage? message, EphemeralMessage? ephemeral, SlackView? view)
    {
        var ts = message?.Ts ?? ephemeral?.Ts;
        var payload = Interaction(slack, user, "block_actions", view, channel);
        payload["container"] = view is not null
            ? new JsonObject { ["type"] = "view", ["view_id"] = view.Id }
            : Shapes.Node(new { type = "message", message_ts = ts, channel_id = channel!.Id, is_ephemeral = ephemeral is not null, thread_ts = message?.ThreadTs });
        payload["actions"] = new JsonArray(action);
        if (view is not null)
        {
            payload["view"] = Shapes.View(slack.World, view);
            return payload;
        }

        payload["channel"] = new JsonObject { ["id"] = channel!.Id, ["name"] = channel.IsPrivate ? "privategroup" : channel.Name };
        payload["state"] = new JsonObject { ["values"] = new JsonObject() };
        payload["response_url"] = NewResponseUrl(slack, channel, user, message, ephemeral);
        if (message is not null)
        {
            payload["message"] = Shapes.Message(slack.World, message);
        }

        return payload;
    }

    public static JsonObject Submission(FakeSlack slack, SlackView view, JsonObject values)
    {
        var payload = Interaction(slack, view.User, "view_submission", view);
        var shape = Shapes.View(slack.World, view);
        shape["state"] = new JsonObject { ["values"] = values };
        payload["view"] = shape;
        payload["response_urls"] = new JsonArray();
        return payload;
    }

    public static JsonObject Closed(FakeSlack slack, SlackView view, bool all)
    {
        var payload = Interaction(slack, view.User, "view_closed", null);
        payload.Remove("trigger_id");
        payload["view"] = Shapes.View(slack.World, view);
        payload["is_cleared"] = all;
        return payload;
    }

    public static JsonObject Shortcut(FakeSlack slack, SlackUser user, string callbackId)
    {
        var payload = Interaction(slack, user, "shortcut", null);
        payload["callback_id"] = callbackId;
        payload["action_ts"] = slack.World.NewTs();
        return payload;
    }

    public static JsonObject MessageAction(FakeSlack slack, SlackUser user, string callbackId, SlackChannel channel, SlackMessage message)
    {
        var payload = Interaction(slack, user, "message_action", null, channel);
        payload["callback_id"] = callbackId;
        payload["action_ts"] = slack.World.NewTs();
        payload["message_ts"] = message.Ts;
        payload["message"] = Shapes.Message(slack.World, message);
        payload["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.IsPrivate ? "privategroup" : channel.Name };
        payload["response_url"] = NewResponseUrl(slack, channel, user);
        return payload;
    }

    private static JsonObject Interaction(FakeSlack slack, SlackUser user, string type, SlackView? view, SlackChannel? channel = null)
    {
        // Somebody from another company presses in the workspace that has the app (general knowledge).
        var place = user.Home.Bot is not null ? user.Home : slack.World.Workspaces.Find(one => one.Bot is not null && channel?.Teams.Contains(one.Id) is true) ?? throw new InvalidOperationException($"{user.Home.Name} does not have the app.");
        return Shapes.Node(new
        {
            type,
            user = new { id = user.Id, username = user.Name, name = user.Name, team_id = user.Home.Id },
            api_app_id = slack.App.Id,
            token = slack.App.VerificationToken,
            team = new { id = place.Id, domain = place.Domain, enterprise_id = place.Enterprise?.Id, enterprise_name = place.Enterprise?.Name },
            enterprise = place.Enterprise is { } enterprise ? new { id = enterprise.Id, name = enterprise.Name } : null,
            is_enterprise_install = place.ByOrganisation,
            trigger_id = slack.World.NewTrigger(place, user, view).Id,
        });
    }

    private static string NewResponseUrl(FakeSlack slack, SlackChannel channel, SlackUser user, SlackMessage? message = null, EphemeralMessage? ephemeral = null)
    {
        var url = new ResponseUrl($"/commands/{user.Home.Id}/{slack.World.NewId("")}/{Guid.NewGuid():N}", channel, user, slack.World.Time.GetUtcNow()) { Message = message, Ephemeral = ephemeral };
        slack.World.ResponseUrls.Add(url);
        return new Uri(slack.Address, url.Path).ToString();
    }
}
