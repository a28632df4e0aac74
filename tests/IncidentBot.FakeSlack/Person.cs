using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Deliveries;
using IncidentBot.SlackFake.Methods;
using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake;

/// <summary>Somebody at their keyboard: types commands, talks, presses buttons and fills in forms, with what Slack sends the app for each.</summary>
public sealed partial class Person(FakeSlack slack, SlackUser user)
{
    private SlackWorld World => slack.World;

    /// <summary>Types a command and waits for the answer, which is shown in the channel or to this person alone.</summary>
    public async Task<DeliveryTry> CommandAsync(SlackChannel channel, string command, string text)
    {
        JsonObject payload;
        lock (World.Gate)
        {
            payload = Payloads.Command(slack, user, channel, command, text);
        }

        var end = await slack.Deliveries.Start(DeliveryKind.Command, payload).EndAsync();
        if (end.Answer is { Count: > 0 } said)
        {
            var path = new Uri((string)payload["response_url"]!).AbsolutePath;
            Show($"answer to {command}", () => Answers.Show(slack, World.ResponseUrls.Find(one => one.Path == path)!, said));
        }

        return end;
    }

    /// <summary>Says something; the app hears of it where it is in the channel, and once more where it is mentioned.</summary>
    public SlackMessage Say(SlackChannel channel, string text, SlackMessage? thread = null)
    {
        SlackMessage message;
        lock (World.Gate)
        {
            message = new SlackMessage(World.NewTs(), user) { Text = text, ThreadTs = thread?.ThreadTs ?? thread?.Ts };
            channel.Messages.Add(message);
        }

        slack.Posted(channel, message);
        if (World.Workspaces.Any(one => one.Bot is { } bot && channel.Members.Contains(bot.Id) && text.Contains($"<@{bot.Id}>", StringComparison.Ordinal)))
        {
            Tell(channel, "app_mention", new { type = "app_mention", user = user.Id, text, ts = message.Ts, thread_ts = message.ThreadTs, channel = channel.Id, team = user.Home.Id, event_ts = message.Ts });
        }

        return message;
    }

    /// <summary>Presses the button with this label, or this action_id.</summary>
    public async Task<DeliveryTry> PressAsync(SlackChannel channel, SlackMessage message, string label) => await PressAsync(message.Blocks, label, channel, message, null, null);

    public async Task<DeliveryTry> PressAsync(EphemeralMessage ephemeral, string label) => await PressAsync(ephemeral.Blocks, label, ephemeral.Channel, null, ephemeral, null);

    public async Task<DeliveryTry> PressAsync(SlackView view, string label) => await PressAsync(view.Blocks, label, null, null, null, view);

    /// <summary>Submits a form. Values go by block, then by action, as Slack has them in state.</summary>
    public async Task<DeliveryTry> SubmitAsync(SlackView view, JsonObject values)
    {
        JsonObject payload;
        lock (World.Gate)
        {
            payload = Payloads.Submission(slack, view, values);
        }

        var end = await slack.Deliveries.Start(DeliveryKind.Interaction, payload).EndAsync();
        if (end.Acknowledged)
        {
            Show("answer to a form", () => Answers.ShowForm(slack, view, end.Answer));
        }

        return end;
    }

    /// <summary>Closes a form without sending it; the app hears of it only where it asked to.</summary>
    public async Task<DeliveryTry?> CloseAsync(SlackView view)
    {
        view.Closed = true;
        return view.Content["notify_on_close"] is JsonValue value && (bool)value ? await InteractAsync(() => Payloads.Closed(slack, view, all: false)) : null;
    }

    public Task<DeliveryTry> ShortcutAsync(string callbackId) => InteractAsync(() => Payloads.Shortcut(slack, user, callbackId));

    public Task<DeliveryTry> ShortcutAsync(SlackChannel channel, SlackMessage message, string callbackId) => InteractAsync(() => Payloads.MessageAction(slack, user, callbackId, channel, message));

    /// <summary>The forms that are open before this person, the topmost last.</summary>
    public IReadOnlyList<SlackView> Views
    {
        get
        {
            lock (World.Gate)
            {
                return [.. World.Views.Where(one => one.User == user && !one.Closed && one.Type == "modal")];
            }
        }
    }

    /// <summary>What this person alone was shown, the newest last.</summary>
    public IReadOnlyList<EphemeralMessage> Ephemerals
    {
        get
        {
            lock (World.Gate)
            {
                return [.. World.Ephemerals.Where(one => one.To == user && !one.Deleted)];
            }
        }
    }

    /// <summary>The app's direct message with this person, once there is one.</summary>
    public SlackChannel? Direct
    {
        get
        {
            lock (World.Gate)
            {
                return World.Channels.Find(one => one.Kind is ChannelKind.Direct && one.Members.Contains(user.Id) && one.Members.Contains(user.Home.Bot?.Id ?? ""));
            }
        }
    }

    private async Task<DeliveryTry> PressAsync(JsonArray? blocks, string label, SlackChannel? channel, SlackMessage? message, EphemeralMessage? ephemeral, SlackView? view)
    {
        var block = (blocks ?? []).OfType<JsonObject>().FirstOrDefault(one => Buttons(one).Any(button => Is(button, label))) ?? throw new KeyNotFoundException($"There is no button “{label}” among: {string.Join(", ", (blocks ?? []).OfType<JsonObject>().SelectMany(Buttons).Select(one => (string?)one["text"]!["text"]))}");
        var pressed = Buttons(block).First(button => Is(button, label));
        return await InteractAsync(() => Payloads.Press(slack, user, Shapes.Node(new
        {
            action_id = (string?)pressed["action_id"],
            block_id = (string?)block["block_id"],
            text = pressed["text"],
            value = (string?)pressed["value"],
            style = (string?)pressed["style"],
            type = "button",
            action_ts = World.NewTs(),
        }), channel, message, ephemeral, view));
    }

    private static IEnumerable<JsonObject> Buttons(JsonObject block) => SlackMessage.Below(block).Where(one => (string?)one["type"] == "button");

    private static bool Is(JsonObject button, string label) => (string?)button["text"]!["text"] == label || (string?)button["action_id"] == label;

    private async Task<DeliveryTry> InteractAsync(Func<JsonObject> payload)
    {
        Delivery delivery;
        lock (World.Gate)
        {
            delivery = slack.Deliveries.Start(DeliveryKind.Interaction, payload());
        }

        return await delivery.EndAsync();
    }

    private void Show(string what, Action show)
    {
        try
        {
            lock (World.Gate)
            {
                show();
            }
        }
        catch (SlackError refused)
        {
            slack.Wrong($"{what}: {refused.Code} {string.Join("; ", refused.Messages ?? [])}");
        }
    }
}
