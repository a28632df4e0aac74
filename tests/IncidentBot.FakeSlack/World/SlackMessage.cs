using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.World;

/// <summary>A message in a channel.</summary>
public sealed class SlackMessage(string ts, SlackUser by)
{
    public string Ts => ts;

    public SlackUser By => by;

    public string Text { get; set; } = "";

    public JsonArray? Blocks { get; set; }

    public JsonArray? Attachments { get; set; }

    public JsonObject? Metadata { get; set; }

    public string? ThreadTs { get; init; }

    public bool Broadcast { get; init; }

    /// <summary>Such as channel_join; null for what somebody said.</summary>
    public string? Subtype { get; init; }

    public string? EditedTs { get; set; }

    public bool Pinned { get; set; }

    public Ledger<(string Name, string User)> Reactions { get; } = [];

    /// <summary>Everything that is to be read in it, blocks and all.</summary>
    public string Shown => Blocks is null ? Text : string.Join('\n', Texts(Blocks));

    /// <summary>The labels of its buttons.</summary>
    public IReadOnlyList<string> Buttons => [.. Elements("button").Select(one => (string)one["text"]!["text"]!)];

    internal IEnumerable<JsonObject> Elements(string type) => Blocks is null ? [] : Below(Blocks).Where(one => (string?)one["type"] == type);

    internal static IEnumerable<JsonObject> Below(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(one => Below(one.Value)).Prepend(some),
        JsonArray many => many.SelectMany(Below),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonNode node) => Below(node).Select(one => one["text"] is JsonValue text ? (string?)text : one["fallback"] is JsonValue fallback ? (string?)fallback : null).OfType<string>();
}

/// <summary>What one person alone was shown in a channel.</summary>
public sealed class EphemeralMessage(string ts, SlackChannel channel, SlackUser to)
{
    public string Ts => ts;

    public SlackChannel Channel => channel;

    public SlackUser To => to;

    public string Text { get; set; } = "";

    public JsonArray? Blocks { get; set; }

    public bool Deleted { get; set; }

    public string Shown => new SlackMessage(Ts, To) { Text = Text, Blocks = Blocks }.Shown;
}
