using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Cards;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Deliveries;

/// <summary>A form that is open before somebody.</summary>
public sealed class TeamsDialog(TeamsUser user, TeamsApp app, TeamsConversation place, TeamsMessage? about, string? command, JsonObject content)
{
    public TeamsUser User => user;

    public TeamsApp App => app;

    public TeamsConversation Conversation => place;

    /// <summary>The message whose button or menu opened it.</summary>
    public TeamsMessage? About => about;

    /// <summary>Of a message extension.</summary>
    public string? Command => command;

    public string Title => (string?)content["title"] ?? "";

    public JsonObject? Card => content["card"]?["content"] as JsonObject;

    /// <summary>Of a page instead of a card.</summary>
    public string? Url => (string?)content["url"];

    public string Shown => Card is null ? Title : $"{Title}\n{CardView.Text(Card)}";

    public IReadOnlyList<string> Buttons => Card is null ? [] : CardView.Buttons(Card);

    public IReadOnlyList<string> Inputs => Card is null ? [] : CardView.Inputs(Card);

    /// <summary>An input as the bot made it: its value, its choices.</summary>
    public JsonObject Input(string id) => (Card is null ? null : CardView.InputsOf(Card).FirstOrDefault(one => (string?)one["id"] == id)) ?? throw new KeyNotFoundException($"There is no input “{id}” among: {string.Join(", ", Inputs)}");

    /// <summary>False once it was submitted or closed.</summary>
    public bool Open { get; set; } = true;

    /// <summary>What is wrong with what the bot gave, or null.</summary>
    internal static string? Wrong(JsonObject content)
    {
        foreach (var side in new[] { "height", "width" })
        {
            if (content[side] is { } size && !(size is JsonValue value && (value.TryGetValue<int>(out _) || value.TryGetValue<double>(out _) || value.ToString() is "small" or "medium" or "large")))
            {
                return $"{side} is {size}";
            }
        }

        return content["card"] is JsonObject card
            ? (string?)card["contentType"] != CardView.ContentType ? "the card is no attachment with an Adaptive Card" : CardRules.Wrong(card["content"], _ => true)
            : (string?)content["url"] is { } url && url.StartsWith("https://", StringComparison.Ordinal) ? null : "there is neither a card nor a page";
    }
}
