using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Cards;
using IncidentBot.SlackFake.BlockKit;
using IncidentBot.SlackFake.World;

namespace IncidentBot.Tests.Slack.Cards;

/// <summary>What was rendered, as Slack would get it and judge it.</summary>
internal sealed class Rendered
{
    private Rendered(SlackContent content, IReadOnlyList<CardAction> stored)
    {
        (Text, Stored) = (content.Text, stored);
        Blocks = JsonNode.Parse(SlackJson.Write(content.Blocks))!.AsArray();
    }

    /// <summary>For notifications.</summary>
    public string Text { get; }

    public JsonArray Blocks { get; }

    /// <summary>Actions that were too long for a button.</summary>
    public IReadOnlyList<CardAction> Stored { get; }

    public IReadOnlyList<string> Wrong => [.. new BlockRules().Message(Blocks), .. BlockRules.IsTooLong(Blocks) ? ["msg_blocks_too_long"] : Array.Empty<string>()];

    public IReadOnlyList<JsonObject> Of(string type) => [.. SlackMessage.Below(Blocks).Where(one => (string?)one["type"] == type)];

    public IReadOnlyList<JsonObject> Buttons => Of("button");

    public string Header => (string)Of("header").Single()["text"]!["text"]!;

    /// <summary>Every paragraph and item of rich text, with **bold**, `code` and ⟨instants⟩ marked.</summary>
    public IReadOnlyList<string> Lines => [.. Of("rich_text_section").SelectMany(section => string.Concat(section["elements"]!.AsArray().Select(Piece)).Split('\n'))];

    public IReadOnlyList<string> Small => [.. Of("context").SelectMany(one => one["elements"]!.AsArray().Select(part => (string)part!["text"]!))];

    public static async Task<Rendered> OfAsync(string? text, Card? card, string? fallback = null)
    {
        var stored = new List<CardAction>();
        var cards = new SlackCards((action, _) =>
        {
            stored.Add(action);
            return Task.FromResult($"id-{stored.Count}");
        });
        return new Rendered(await cards.RenderAsync(text, card, fallback, CancellationToken.None), stored);
    }

    private static string Piece(JsonNode? piece)
    {
        var letters = (string?)piece!["text"] ?? $"⟨{(string?)piece["fallback"]}⟩";
        letters = piece["style"]?["code"] is not null ? $"`{letters}`" : letters;
        return piece["style"]?["bold"] is not null ? $"**{letters}**" : letters;
    }
}
