using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>What was rendered, as Teams would get it and judge it.</summary>
internal sealed class RenderedCard
{
    public static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IReadOnlyList<JsonObject>? buttons;

    public RenderedCard(AdaptiveCard card, string summary = "", IReadOnlyList<CardAction>? stored = null)
    {
        (Summary, Stored) = (summary, stored ?? []);
        Card = JsonNode.Parse(CardJson.Write(card))!.AsObject();
    }

    /// <summary>For notifications.</summary>
    public string Summary { get; }

    public JsonObject Card { get; }

    /// <summary>Actions that were too long for a button.</summary>
    public IReadOnlyList<CardAction> Stored { get; }

    public IReadOnlyList<string> Wrong => TeamsCardRules.Wrong(Card);

    public JsonArray Body => Card["body"]!.AsArray();

    /// <summary>Every line, with **bold** and `code` marked and instants as they are written.</summary>
    public IReadOnlyList<string> Lines => [.. Of("RichTextBlock").Select(line => string.Concat(line["inlines"]!.AsArray().Select(Piece)))];

    /// <summary>Every line letter by letter, as people see it.</summary>
    public IReadOnlyList<string> Letters => [.. Of("RichTextBlock").Select(line => string.Concat(line["inlines"]!.AsArray().Select(run => (string)run!["text"]!)).Replace("\u2060", "", StringComparison.Ordinal).Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal))];

    public IReadOnlyList<JsonObject> Runs => Of("TextRun");

    public IReadOnlyList<JsonObject> Buttons => buttons ??= [.. Below(Card).Where(one => one["type"]?.GetValueKind() is JsonValueKind.String && (string?)one["type"] is "Action.Execute" or "Action.Submit" && one.Parent is JsonArray)];

    public IReadOnlyList<JsonObject> Of(string type) => [.. Below(Card).Where(one => one["type"] is JsonValue value && value.TryGetValue<string>(out var its) && its == type)];

    public TeamsButton? Press(int button) => TeamsButton.Read(JsonDocument.Parse(Buttons[button]["data"]!.ToJsonString()).RootElement, (string)Buttons[button]["title"]!);

    public static async Task<RenderedCard> OfAsync(string? text, Card? card, string? fallback = null, CardRefresh? refresh = null, Uri? web = null)
    {
        var stored = new List<CardAction>();
        var content = await new TeamsCards(Keep(stored), web).RenderAsync(text, card, fallback, refresh, CancellationToken.None);
        return new RenderedCard(content.Card, content.Summary, stored);
    }

    public static StoreAction Keep(List<CardAction> stored) => (action, _) =>
    {
        stored.Add(action);
        return Task.FromResult($"{stored.Count:D36}");
    };

    private static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject one => one.Where(pair => pair.Key != "data").SelectMany(pair => Below(pair.Value)).Prepend(one),
        JsonArray many => many.SelectMany(Below),
        _ => [],
    };

    private static string Piece(JsonNode? run)
    {
        var letters = (string)run!["text"]!;
        letters = run["fontType"] is not null ? $"`{letters}`" : letters;
        return run["weight"] is not null ? $"**{letters}**" : letters;
    }
}
