using System.Text.Json.Serialization;

namespace IncidentBot.Teams.Cards;

/// <summary>A card as Teams takes it from bots, under the format's own names.</summary>
public sealed record AdaptiveCard
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    public string Type { get; } = "AdaptiveCard";

    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    /// <summary>The newest that Teams draws for bots.</summary>
    public string Version { get; } = "1.5";

    /// <summary>What a client shows that cannot draw the card: what to do, no detail. It is escaped already.</summary>
    public required string FallbackText { get; init; }

    public required IReadOnlyList<CardElement> Body { get; init; }

    /// <summary>At most six.</summary>
    public IReadOnlyList<ElementAction>? Actions { get; init; }

    public Refresh? Refresh { get; init; }

    public TeamsWidth Msteams { get; } = TeamsWidth.Full;
}

/// <summary>Asks for a fresh card by itself when one of these people looks at it. Without anybody Teams does so for everyone in conversations of up to sixty.</summary>
public sealed record Refresh(ElementAction Action)
{
    /// <summary>At most sixty, by the ids that Teams has for them.</summary>
    public IReadOnlyList<string>? UserIds { get; init; }
}

/// <summary>How much of the conversation's width a card takes: an addition of Teams.</summary>
public sealed record TeamsWidth(string Width)
{
    public static TeamsWidth Full { get; } = new("Full");
}
