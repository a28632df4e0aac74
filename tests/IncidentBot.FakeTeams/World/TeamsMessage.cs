using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Cards;

namespace IncidentBot.TeamsFake.World;

/// <summary>A message, by a person or by a bot.</summary>
public sealed class TeamsMessage(string id, TeamsConversation conversation, TeamsUser? by, TeamsApp? from)
{
    private readonly ConcurrentDictionary<TeamsUser, JsonObject> own = new();
    private readonly ConcurrentDictionary<TeamsUser, DateTimeOffset> refreshed = new();

    public string Id => id;

    public TeamsConversation Conversation => conversation;

    /// <summary>The person who wrote it; null where a bot did.</summary>
    public TeamsUser? By => by;

    /// <summary>The bot that sent it; null where a person did.</summary>
    public TeamsApp? From => from;

    /// <summary>The first message of its thread in a channel; its own id where it is the first.</summary>
    public string? RootId { get; init; }

    public bool IsReply => RootId is not null && RootId != id;

    public DateTimeOffset At { get; init; }

    /// <summary>The activity as the bot sent it last, or as the bots were told of what a person wrote.</summary>
    public JsonObject Activity { get; set; } = [];

    /// <summary>Every activity that was its content, the newest last.</summary>
    public Ledger<JsonObject> Versions { get; } = [];

    /// <summary>Only this person sees it.</summary>
    public TeamsUser? To { get; init; }

    public bool Deleted { get; set; }

    public bool Edited => Versions.Count > 1;

    public Ledger<(string Type, TeamsUser By)> Reactions { get; } = [];

    public string Text => (string?)Activity["text"] ?? "";

    public JsonArray Attachments => Activity["attachments"] as JsonArray ?? [];

    /// <summary>The names that are mentioned in its text.</summary>
    public IReadOnlyList<string> Mentions => [.. (Activity["entities"] as JsonArray ?? []).OfType<JsonObject>().Where(one => (string?)one["type"] == "mention").Select(one => (string?)one["mentioned"]?["id"] ?? "")];

    /// <summary>Its first Adaptive Card, as everybody sees it.</summary>
    public JsonObject? Card => CardsOf(Activity).FirstOrDefault();

    /// <summary>What is to be read in it: text and cards.</summary>
    public string Shown => Read(CardsOf(Activity));

    /// <summary>The titles of its buttons.</summary>
    public IReadOnlyList<string> Buttons => Card is { } card ? CardView.Buttons(card) : [];

    /// <summary>The ids of its inputs.</summary>
    public IReadOnlyList<string> Inputs => Card is { } card ? CardView.Inputs(card) : [];

    /// <summary>The card as this person sees it: their own after they pressed or their client refreshed it, until the bot updates the message.</summary>
    public JsonObject? CardOf(TeamsUser user) => own.GetValueOrDefault(user) ?? Card;

    public string ShownTo(TeamsUser user) => own.TryGetValue(user, out var card) ? Read([card]) : Shown;

    public bool VisibleTo(TeamsUser user) => (To is null || To == user) && conversation.Has(user);

    /// <summary>Since when the card that this person sees is as it is.</summary>
    internal DateTimeOffset FreshSince(TeamsUser user) => refreshed.TryGetValue(user, out var at) ? at : At;

    internal void Refresh(TeamsUser user, DateTimeOffset now) => refreshed[user] = now;

    internal void Fill(JsonObject activity)
    {
        Activity = activity;
        Versions.Add(activity);
        own.Clear();
    }

    internal void ShowTo(TeamsUser user, JsonObject card) => own[user] = card;

    public override string ToString() => Shown;

    private string Read(IEnumerable<JsonObject> cards) => string.Join('\n', cards.Select(CardView.Text).Prepend(Text).Where(one => one.Length > 0));

    private static IEnumerable<JsonObject> CardsOf(JsonObject activity) => (activity["attachments"] as JsonArray ?? []).OfType<JsonObject>()
        .Where(one => (string?)one["contentType"] == CardView.ContentType).Select(one => one["content"]).OfType<JsonObject>();
}
