using System.Text.Json;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Installs;
using IncidentBot.Slack.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Slack.Inbox;

/// <summary>Takes what Slack tells of: people who mention the bot, react and join, messages that are edited, channels that change behind our back, the end of the installation. Slack tells at least once and in no order.</summary>
public sealed class SlackEvents(SlackDoor door, SlackCommands commands, SlackMessages messages, SlackReplies replies, SlackInstalls installs, SlackPeople people, SlackHome home, OwnWork work, LostRooms lost)
{
    /// <summary>What the app asks Slack to tell it, as its manifest has it. Messages come by the kind of channel.</summary>
    public static IReadOnlyList<string> Subscribed { get; } =
    [
        "app_home_opened", "app_mention", "app_uninstalled", "channel_archive", "channel_deleted", "channel_rename", "group_archive", "group_deleted", "group_rename", "member_joined_channel",
        "message.channels", "message.groups", "message.im", "reaction_added", "team_join", "tokens_revoked", "user_change",
    ];

    public async Task TakeAsync(JsonElement envelope, CancellationToken cancel)
    {
        if (envelope.At("event") is not { } told)
        {
            return;
        }

        var authorized = envelope.At("authorizations") is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() > 0 ? all[0] : default;
        var team = authorized.Text("team_id") ?? envelope.Text("team_id");
        var enterprise = authorized.Text("enterprise_id") ?? envelope.Text("enterprise_id");
        var type = told.Text("type");
        if (type is "app_uninstalled" or "tokens_revoked")
        {
            if (type is "app_uninstalled" || told.At("tokens", "bot") is { ValueKind: JsonValueKind.Array } bots && bots.GetArrayLength() > 0)
            {
                await installs.RevokedAsync(team ?? enterprise ?? "", type is "app_uninstalled" ? "the app was removed from the workspace" : "its token was revoked", cancel);
            }

            return;
        }

        if ((team ?? enterprise) is not { } place || await installs.FindAsync(place, enterprise, cancel) is not { } install)
        {
            return;
        }

        var key = $"slack:{install.Row.Tenant}:{envelope.Text("event_id")}";
        var from = new Origin(install, team, enterprise, key);
        await (type switch
        {
            "app_mention" => MentionedAsync(from, told, cancel),
            "message" => SaidAsync(from, told, cancel),
            "reaction_added" => ReactedAsync(from, told, cancel),
            "member_joined_channel" => JoinedAsync(from, told, cancel),
            "channel_rename" or "group_rename" => RenamedAsync(from, told, cancel),
            "channel_archive" or "group_archive" => LostAsync(from, told, "archived", cancel),
            "channel_deleted" or "group_deleted" => LostAsync(from, told, "deleted", cancel),
            "user_change" or "team_join" when told.At("user") is { } user => people.ChangedAsync(install, user, cancel),
            "app_home_opened" when told.Text("tab") is null or "home" => HomeAsync(from, told, cancel),
            _ => Task.CompletedTask,
        });
    }

    private async Task MentionedAsync(Origin from, JsonElement told, CancellationToken cancel)
    {
        if (told.Text("bot_id") is not null || told.Text("user") is not { } user || told.Text("channel") is not { } channel)
        {
            return;
        }

        var typed = (told.Text("text") ?? "").Replace($"<@{from.Install.Row.BotUser}>", "", StringComparison.Ordinal).Trim();
        var visitor = await VisitorAsync(from, user, cancel);
        var content = await replies.RenderAsync(await commands.AnswerAsync(visitor, from.Key, typed, channel, cancel), cancel);
        await from.Install.Client.Chat.PostEphemeral(user, new Message { Channel = channel, Text = content.Text, Blocks = content.Blocks, ThreadTs = told.Text("thread_ts") }, cancel);
    }

    private async Task SaidAsync(Origin from, JsonElement told, CancellationToken cancel)
    {
        if (told.Text("channel") is not { } channel)
        {
            return;
        }

        switch (told.Text("subtype"))
        {
            case "message_changed" when told.Text("message", "ts") is { } edited:
                await ChangedAsync(from, channel, edited, told.Text("message", "text") ?? "", cancel);
                break;
            case "message_deleted" when told.Text("deleted_ts") is { } gone:
                await ChangedAsync(from, channel, gone, null, cancel);
                break;
            case null when told.Text("channel_type") == "im" && told.Text("bot_id") is null && told.Text("user") is { } user && user != from.Install.Row.BotUser:
                var content = await replies.RenderAsync(await commands.AnswerAsync(await VisitorAsync(from, user, cancel), from.Key, told.Text("text") ?? "", channel, cancel), cancel);
                await from.Install.Client.Chat.PostMessage(new Message { Channel = channel, Text = content.Text, Blocks = content.Blocks, ThreadTs = told.Text("thread_ts") }, cancel);
                break;
        }
    }

    private async Task ChangedAsync(Origin from, string channel, string ts, string? text, CancellationToken cancel)
    {
        if (await door.RoomAsync(from.Install, channel, cancel) is { } room)
        {
            await messages.ChangedAsync(room.Room.Stored, room.Incident, ts, text, from.Key, cancel);
        }
    }

    /// <summary>:pushpin: and :stopwatch: put a message on the timeline. Who may not is told so, alone.</summary>
    private async Task ReactedAsync(Origin from, JsonElement told, CancellationToken cancel)
    {
        if (told.Text("reaction") is not ("pushpin" or "stopwatch") || told.Text("item", "channel") is not { } channel || told.Text("item", "ts") is not { } ts || told.Text("user") is not { } user
            || user == from.Install.Row.BotUser || await door.RoomAsync(from.Install, channel, cancel) is not { } room || await VisitorAsync(from, user, cancel) is not { } visitor)
        {
            return;
        }

        var reply = visitor.Why is { } why ? Reply.Of(SlackRefusals.Nobody(why))
            : await messages.PinAsync(visitor, room.Room.Stored, room.Incident, ts, from.Key, told.Text("reaction") == "stopwatch" ? "when it happened" : null, cancel);
        if (reply.Refused)
        {
            var content = await replies.RenderAsync(reply, cancel);
            await from.Install.Client.Chat.PostEphemeral(user, new Message { Channel = channel, Text = content.Text, Blocks = content.Blocks }, cancel);
        }
    }

    /// <summary>Whoever is in the room reads along. That somebody came in who may not see the incident is on the timeline, and so in every room.</summary>
    private async Task JoinedAsync(Origin from, JsonElement told, CancellationToken cancel)
    {
        if (told.Text("user") is not { } user || user == from.Install.Row.BotUser || await door.RoomAsync(from.Install, told.Text("channel"), cancel) is not { } room)
        {
            return;
        }

        var visitor = await VisitorAsync(from, user, cancel);
        var name = await people.NameOfAsync(from.Install, user, cancel) ?? user;
        await work.RunAsync(from.Key, room.Incident.Number, async (services, incident) =>
        {
            var sees = visitor?.Person is { } person && PermissionTable.Sees(await services.GetRequiredService<Standings>().OnAsync(person, incident, cancel), incident.Confidential);
            if (!sees)
            {
                incident.Record("stranger-joined", Actor.Bot, $"{name} came into the Slack room and has no part in this incident. Remove them, or let them in with invite", new { user, room = room.Room.Stored.Name });
            }
        }, cancel);
    }

    private async Task RenamedAsync(Origin from, JsonElement told, CancellationToken cancel)
    {
        if (told.Text("channel", "name") is { } name && await door.RoomAsync(from.Install, told.Text("channel", "id"), cancel) is { } room && room.Room.Stored.Name != name)
        {
            await work.RunAsync(from.Key, room.Incident.Number, async (services, incident) =>
            {
                var stored = await services.GetRequiredService<IncidentDb>().Rooms.SingleAsync(one => one.Id == room.Room.Stored.Id, cancel);
                incident.Record("room-renamed", Actor.Bot, $"The Slack room {stored.Name} is called {name} now", new { from = stored.Name, to = name });
                stored.Renamed(name);
            }, cancel);
        }
    }

    /// <summary>Somebody archived or deleted the room of an incident that goes on: another carries it on.</summary>
    private async Task LostAsync(Origin from, JsonElement told, string how, CancellationToken cancel)
    {
        if (await door.RoomAsync(from.Install, told.Text("channel"), cancel) is not { } room)
        {
            return;
        }

        // Our own archiving at the end is told as well: by then the incident is over.
        await lost.CarryOnAsync(from.Key, room.Room.Stored.Id, room.Incident, how, cancel);
    }

    private async Task HomeAsync(Origin from, JsonElement told, CancellationToken cancel)
    {
        if (told.Text("user") is { } user && await VisitorAsync(from, user, cancel) is { } visitor)
        {
            await home.PublishAsync(visitor, cancel);
        }
    }

    private Task<SlackVisitor?> VisitorAsync(Origin from, string user, CancellationToken cancel) =>
        door.FindAsync(from.Team, from.Enterprise, user, null, cancel);

    private sealed record Origin(SlackInstall Install, string? Team, string? Enterprise, string Key);
}
