using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Cards;
using IncidentBot.TeamsFake.Deliveries;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake;

/// <summary>What people do with cards and forms: press, fill in, submit, look again.</summary>
public sealed partial class Person
{
    /// <summary>A card is asked for anew only when it is older than this.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(1);

    /// <summary>In larger conversations only those are asked whom the card names.</summary>
    private const int MostRefreshed = 60;

    /// <summary>Presses the button with this title, or this id, on the card as they see it.</summary>
    /// <param name="inputs">What they filled in, by the inputs' ids.</param>
    /// <exception cref="InvalidOperationException">The client would not send what was filled in.</exception>
    public async Task<Answer> PressAsync(TeamsMessage message, string button, IReadOnlyDictionary<string, string>? inputs = null)
    {
        var (app, where) = (message.From ?? throw new InvalidOperationException("People's messages have no buttons."), message.Conversation);
        JsonObject action, data;
        lock (World.Gate)
        {
            MustSee(message);
            var card = message.CardOf(user) ?? throw new InvalidOperationException($"There is no card in: {message}");
            action = CardView.Action(card, button);
            if (action["isEnabled"] is JsonValue enabled && !enabled.GetValue<bool>())
            {
                throw new InvalidOperationException($"The button “{button}” cannot be pressed.");
            }

            data = CardInputs.Collect(card, action, inputs);
        }

        var opens = (string?)data["msteams"]?["type"] == "task/fetch";
        switch ((string?)action["type"])
        {
            case "Action.Execute":
                return await ExecuteAsync(message, action, data, "manual");
            case "Action.Submit" when opens:
                var delivery = await InvokeAsync(app, "task/fetch", where, new JsonObject { ["data"] = data, ["context"] = Theme() }, message);
                return Answers.Opened(teams, delivery, user, where, message, null, null);
            case "Action.Submit":
                return new Answer(await teams.Deliveries.TellAsync([(app, Submitted(app, message, data))]));
            default:
                throw new InvalidOperationException($"The button “{button}” tells the bot nothing: {action["type"]}.");
        }
    }

    /// <summary>Has the message before them: a card that says so is asked for anew, for them.</summary>
    /// <returns>Null where the client asks for nothing.</returns>
    public async Task<Answer?> LookAsync(TeamsMessage message)
    {
        JsonObject action;
        lock (World.Gate)
        {
            MustSee(message);
            if (message.CardOf(user)?["refresh"] is not JsonObject refresh || refresh["action"] is not JsonObject asked || World.Now - message.FreshSince(user) < FreshFor || !IsMeant(message, refresh["userIds"] as JsonArray))
            {
                return null;
            }

            message.Refresh(user, World.Now);
            action = asked;
        }

        return await ExecuteAsync(message, action, (action["data"] as JsonObject)?.DeepClone() as JsonObject ?? [], "automatic");
    }

    /// <summary>Submits a form with what they filled in.</summary>
    /// <param name="button">Its first one, where it is not said.</param>
    public async Task<Answer> SubmitAsync(TeamsDialog dialog, IReadOnlyDictionary<string, string>? inputs = null, string? button = null)
    {
        if (!dialog.Open || dialog.User != user || dialog.Card is not { } card)
        {
            throw new InvalidOperationException($"The form “{dialog.Title}” is not open before {user}.");
        }

        var action = button is null ? CardView.Actions(card).FirstOrDefault(one => (string?)one["type"] == "Action.Submit") ?? throw new InvalidOperationException($"The form “{dialog.Title}” has no button to submit it with.") : CardView.Action(card, button);
        var data = CardInputs.Collect(card, action, inputs);
        var value = dialog.Command is null ? new JsonObject { ["data"] = data, ["context"] = Theme() } : Extension(dialog.Command, dialog.About, data);
        var delivery = await InvokeAsync(dialog.App, dialog.Command is null ? "task/submit" : "composeExtension/submitAction", dialog.Conversation, value, dialog.About);
        return Answers.Opened(teams, delivery, user, dialog.Conversation, dialog.About, dialog.Command, dialog);
    }

    /// <summary>Chooses one of the app's commands in the menu of a message.</summary>
    public Task<Answer> ActOnAsync(TeamsMessage message, string commandId) => FetchAsync(message.Conversation, commandId, message);

    /// <summary>Chooses one of the app's commands beside the box where messages are written.</summary>
    public Task<Answer> ComposeAsync(TeamsConversation where, string commandId) => FetchAsync(where, commandId, null);

    private async Task<Answer> FetchAsync(TeamsConversation where, string commandId, TeamsMessage? about)
    {
        var delivery = await InvokeAsync(AppOf(where), "composeExtension/fetchTask", where, Extension(commandId, about, null), about);
        return Answers.Opened(teams, delivery, user, where, about, commandId, null);
    }

    private async Task<Answer> ExecuteAsync(TeamsMessage message, JsonObject action, JsonObject data, string trigger)
    {
        var pressed = new JsonObject { ["type"] = "Action.Execute", ["title"] = action["title"]?.DeepClone(), ["id"] = action["id"]?.DeepClone(), ["verb"] = action["verb"]?.DeepClone(), ["data"] = data };
        foreach (var name in pressed.Where(one => one.Value is null).Select(one => one.Key).ToList())
        {
            pressed.Remove(name);
        }

        var delivery = await InvokeAsync(message.From!, "adaptiveCard/action", message.Conversation, new JsonObject { ["action"] = pressed, ["trigger"] = trigger }, message);
        lock (World.Gate)
        {
            return Answers.Pressed(teams, delivery, message, user);
        }
    }

    private Task<Delivery> InvokeAsync(TeamsApp app, string name, TeamsConversation where, JsonObject value, TeamsMessage? about) => teams.Deliveries.TellAsync([(app, Activities.Invoke(app, name, where, user, value, about))]);

    /// <summary>What an old client sends for a button: a message without words.</summary>
    private JsonObject Submitted(TeamsApp app, TeamsMessage message, JsonObject data)
    {
        var activity = Activities.Of(app, "message", message.Conversation, user, message.RootId);
        (activity["value"], activity["replyToId"]) = (data, message.Id);
        return activity;
    }

    private bool IsMeant(TeamsMessage message, JsonArray? userIds) => userIds is null ? message.Conversation.Members.Count <= MostRefreshed : userIds.Any(one => one?.ToString() == user.IdFor(message.From!));

    private JsonObject Extension(string commandId, TeamsMessage? about, JsonObject? data)
    {
        var value = new JsonObject { ["commandId"] = commandId, ["commandContext"] = about is null ? "compose" : "message", ["context"] = Theme() };
        if (data is not null)
        {
            value["data"] = data;
        }

        if (about is not null)
        {
            value["messagePayload"] = Payload(about);
        }

        return value;
    }

    private static JsonObject Payload(TeamsMessage message) => new()
    {
        ["id"] = message.Id,
        ["replyToId"] = message.IsReply ? message.RootId : null,
        ["createdDateTime"] = message.At.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
        ["deleted"] = false,
        ["importance"] = "normal",
        ["linkToMessage"] = $"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(message.Conversation.Id)}/{message.Id}",
        ["from"] = message.By is { } person
            ? new JsonObject { ["user"] = new JsonObject { ["userIdentityType"] = "aadUser", ["id"] = person.ObjectId, ["displayName"] = person.Name } }
            : new JsonObject { ["application"] = new JsonObject { ["applicationIdentityType"] = "bot", ["id"] = message.From!.Id, ["displayName"] = message.From.Name } },
        ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = $"<div>{message.Text}</div>" },
        ["attachments"] = new JsonArray(),
        ["mentions"] = new JsonArray(),
        ["reactions"] = new JsonArray(),
    };

    private static JsonObject Theme() => new() { ["theme"] = "default" };
}
