using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using IncidentBot.Core.Chat;

namespace IncidentBot.Core.Verbs;

/// <summary>What somebody who used a verb is answered. A refusal carries its code.</summary>
/// <param name="Text">Markup of <see cref="Prose"/>.</param>
/// <param name="Code">The refusal's code; null when it was done.</param>
/// <param name="Card">A card beside the text.</param>
/// <param name="Incident">Which incident it was about, so that the edge can lead there.</param>
public sealed record Reply(string Text, string? Code = null, Card? Card = null, Incidents.IncidentReference? Incident = null)
{
    public bool Refused => Code is not null;

    /// <summary>What is shown to whoever asked, once: links and codes. It is never stored, so a repeat of the delivery does not have it.</summary>
    [JsonIgnore]
    public string? ShownOnce { get; init; }

    /// <summary>The argument that a refusal is about: <see cref="Refusal.Field"/>.</summary>
    public string? Field { get; init; }

    /// <summary>The text is the card in words, for places that show no cards; where the card is shown it would say everything twice.</summary>
    public bool CardSaysAll { get; init; }

    /// <summary>The words that stand beside its card, with what is shown once.</summary>
    [JsonIgnore]
    public string Words => string.Join('\n', new[] { CardSaysAll ? "" : Text, ShownOnce is { } once ? Prose.Typed(once).Markup : "" }.Where(one => one.Length > 0));

    public static Reply Of(Card card) => new(CardText.For(card).Markup, null, card) { CardSaysAll = true };

    public static Reply Of(Prose text, Card? card = null) => new(text.Markup, null, card);

    public static Reply Of([ConstantExpected] string text) => new(text);

    public static Reply Of(Refusal refusal, Card? card = null) => new(refusal.Sentence, refusal.Code, card) { Field = refusal.Field };
}
