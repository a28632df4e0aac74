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

    public static Reply Of(Prose text, Card? card = null) => new(text.Markup, null, card);

    public static Reply Of([ConstantExpected] string text) => new(text);

    public static Reply Of(Refusal refusal, Card? card = null) => new(refusal.Sentence, refusal.Code, card) { Field = refusal.Field };
}
