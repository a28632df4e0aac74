using System.Text.Json.Nodes;

namespace IncidentBot.Teams.Requests;

/// <summary>What goes back: nothing, or what somebody sees who pressed something.</summary>
/// <param name="Json">The body as Teams reads it; null for an empty one.</param>
public sealed record TeamsAnswer(int Status, string? Json)
{
    public static TeamsAnswer Empty { get; } = new(200, null);

    /// <summary>We do not know what that is.</summary>
    public static TeamsAnswer Unknown { get; } = new(501, null);

    /// <summary>To a press: the card as it is now for whoever pressed.</summary>
    public static TeamsAnswer Card(JsonNode card) => Pressed(200, "application/vnd.microsoft.card.adaptive", card);

    /// <summary>To a press: a line of words, which is shown for a moment.</summary>
    public static TeamsAnswer Words(string text) => Pressed(200, "application/vnd.microsoft.activity.message", text);

    /// <summary>To a press: that it could not be done.</summary>
    public static TeamsAnswer Refusal(int status, string code, string words) => Pressed(status, "application/vnd.microsoft.error", new JsonObject { ["code"] = code, ["message"] = words });

    /// <summary>To a dialog: this one instead.</summary>
    public static TeamsAnswer Dialog(string title, JsonNode card, DialogSize height, DialogSize width) => Task("continue", new JsonObject
    {
        ["title"] = title,
        ["height"] = Written(height),
        ["width"] = Written(width),
        ["card"] = new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card.DeepClone() },
    });

    /// <summary>To a dialog: words in its place.</summary>
    public static TeamsAnswer DialogWords(string text) => Task("message", text);

    /// <summary>To a press or a dialog, whichever it was. Where nobody pressed and a client only renews a card, words would stand in the card's place: an error leaves it as it is.</summary>
    internal static TeamsAnswer Words(TeamsActivity activity, string text) => activity switch
    {
        CardPressed { Automatic: true } => Refusal(400, "NotRenewed", text),
        CardPressed => Words(text),
        _ => DialogWords(text),
    };

    private static TeamsAnswer Pressed(int status, string type, JsonNode value) => new(200, new JsonObject { ["statusCode"] = status, ["type"] = type, ["value"] = value.DeepClone() }.ToJsonString(TeamsJson.Options));

    private static TeamsAnswer Task(string type, JsonNode value) => new(200, new JsonObject { ["task"] = new JsonObject { ["type"] = type, ["value"] = value } }.ToJsonString(TeamsJson.Options));

    private static string Written(DialogSize size) => size.ToString().ToLowerInvariant();
}

/// <summary>How large a dialog is, along one side.</summary>
public enum DialogSize
{
    Small,
    Medium,
    Large,
}
