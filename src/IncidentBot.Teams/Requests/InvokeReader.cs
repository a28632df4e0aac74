using System.Text.Json;

namespace IncidentBot.Teams.Requests;

/// <summary>Reads what somebody waits for an answer to: buttons, dialogs and commands on messages.</summary>
internal static class InvokeReader
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new { });

    public static TeamsActivity? Read(JsonElement activity)
    {
        var value = activity.At("value") ?? default;
        return (activity.Text("name"), value.Text("commandId")) switch
        {
            ("adaptiveCard/action", _) when value.At("action") is { ValueKind: JsonValueKind.Object } action =>
                new CardPressed(action.Text("verb"), Data(action), activity.Text("replyToId"), value.Text("trigger") == "automatic", ByMessage: false),
            ("task/fetch", _) => new DialogOpened(Data(value), activity.Text("replyToId")),
            ("task/submit", _) => new DialogSubmitted(Data(value)),
            ("composeExtension/fetchTask", { } command) => new ExtensionOpened(command, Data(value), Message(value)),
            ("composeExtension/submitAction", { } command) => new ExtensionSubmitted(command, Data(value), Message(value)),
            _ => null,
        };
    }

    private static JsonElement Data(JsonElement value) => value.At("data") is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } data ? data : Nothing;

    private static TeamsMessageRead? Message(JsonElement value) => value.At("messagePayload") is { ValueKind: JsonValueKind.Object } payload && payload.Text("id") is { } id
        ? new(id, Words(payload), payload.Text("from", "user", "id"), payload.Text("from", "user", "displayName") ?? payload.Text("from", "application", "displayName"), ActivityReader.Moment(payload.Text("createdDateTime")), payload.Text("linkToMessage"))
        : null;

    private static string Words(JsonElement payload) =>
        payload.Text("body", "content") is not { } content ? "" : Core.Timeline.CleanText.AtTheDoor(payload.Text("body", "contentType") == "text" ? content.Trim() : SaidReader.Plain(content));
}
