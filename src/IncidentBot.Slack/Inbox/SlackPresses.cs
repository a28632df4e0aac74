using System.Text.Json;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Rooms;

namespace IncidentBot.Slack.Inbox;

/// <summary>Does what a button or a shortcut carries, with the rights of whoever presses it.</summary>
public sealed class SlackPresses(SlackDoor door, SlackButtons buttons, SlackFormDesk forms, SlackMessages messages, SlackHome home, ActionPress press)
{
    /// <summary>Answers what to show to who pressed; null where nothing is.</summary>
    public async Task<Reply?> TakeAsync(JsonElement payload, CancellationToken cancel)
    {
        var visitor = await door.FindAsync(payload.Text("team", "id"), payload.Text("enterprise", "id") ?? payload.Text("team", "enterprise_id"), payload.Text("user", "id"), payload.Text("user", "username") ?? payload.Text("user", "name"), cancel);
        if (visitor is null)
        {
            return Reply.Of(SlackRefusals.NotInstalled());
        }

        if (visitor.Person is not { } person)
        {
            return Reply.Of(SlackRefusals.Nobody(visitor.Why ?? "You are nobody here yet."));
        }

        return payload.Text("type") switch
        {
            "block_actions" => await PressAsync(visitor, person, payload, cancel),
            "shortcut" when payload.Text("callback_id") == SlackShortcuts.Declare => await DeclareAsync(visitor, person, payload, cancel),
            "message_action" when payload.Text("callback_id") == SlackShortcuts.Record => await RecordAsync(visitor, payload, cancel),
            _ => null,
        };
    }

    private async Task<Reply?> PressAsync(SlackVisitor visitor, Id<Core.Organisations.Person> person, JsonElement payload, CancellationToken cancel)
    {
        if (payload.At("actions") is not { ValueKind: JsonValueKind.Array } actions || actions.GetArrayLength() == 0 || actions[0].Text("type") != "button")
        {
            // A field of a form was filled in; the form says so itself when it is sent.
            return null;
        }

        var pressed = actions[0];
        var action = await buttons.ReadAsync(pressed.Text("value"), pressed.Text("text", "text") ?? "", cancel);
        if (action is null)
        {
            return Reply.Of(SlackRefusals.NoSuchButton());
        }

        if (action.Form is not null && payload.Text("trigger_id") is { } trigger)
        {
            return await forms.OpenAsync(visitor, person, trigger, action, payload.Text("channel", "id"), cancel);
        }

        var reply = await press.DoAsync(action, $"slack:{visitor.Install.Row.Tenant}", $"{payload.Text("container", "message_ts") ?? payload.Text("view", "id")}:{pressed.Text("action_id")}:{pressed.Text("action_ts")}", person, cancel);
        if (payload.Text("view", "type") == "home")
        {
            await home.PublishAsync(visitor, cancel);
        }

        return reply;
    }

    private Task<Reply?> DeclareAsync(SlackVisitor visitor, Id<Core.Organisations.Person> person, JsonElement payload, CancellationToken cancel) =>
        forms.OpenAsync(visitor, person, payload.Text("trigger_id") ?? "", new CardAction("Declare", "declare", "{}", "", null, null) { Form = "declare" }, null, cancel);

    private async Task<Reply?> RecordAsync(SlackVisitor visitor, JsonElement payload, CancellationToken cancel) =>
        (payload.Text("message_ts") ?? payload.Text("message", "ts")) is not { } ts || await door.RoomAsync(visitor.Install, payload.Text("channel", "id"), cancel) is not { } room
            ? Reply.Of(SlackRefusals.NotInARoom())
            : await messages.PinAsync(visitor, room.Room.Stored, room.Incident, ts, $"slack:{visitor.Install.Row.Tenant}:record:{payload.Text("action_ts") ?? ts}", null, cancel);
}

/// <summary>The shortcuts of the app, as its manifest has them.</summary>
public static class SlackShortcuts
{
    public const string Declare = "declare_incident";
    public const string Record = "add_to_timeline";
}
