using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Cards;

namespace IncidentBot.Tests.Teams.Playground;

/// <summary>A message of the bot as the page has it before somebody.</summary>
/// <param name="Conversation">The chat, or the thread, also of the message that begins it.</param>
/// <param name="Text">Where it is no card.</param>
internal sealed record PlaygroundMessage(string Id, string Conversation, string? Text, JsonObject? Card)
{
    /// <summary>All that is to be read.</summary>
    public string Shown => string.Join('\n', new[] { Text, Card is null ? null : string.Join('\n', CardView.Below(Card).Select(Words).OfType<string>()) }.OfType<string>());

    public IReadOnlyList<string> Buttons => Card is null ? [] : CardView.Buttons(Card);

    /// <summary>It is the first of its thread.</summary>
    public bool BeginsThread => Conversation.EndsWith($";messageid={Id}", StringComparison.Ordinal);

    public bool Says(string words) => Shown.Contains(words, StringComparison.Ordinal);

    private static string? Words(JsonObject element) => (string?)(element["type"] as JsonValue) switch
    {
        "RichTextBlock" => string.Concat(element["inlines"]!.AsArray().Select(run => (string?)run!["text"])),
        { } type when type.StartsWith("Input.", StringComparison.Ordinal) => (string?)element["label"],
        _ => null,
    };
}
