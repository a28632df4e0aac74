using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IncidentBot.Teams.Cards;

/// <summary>What happens when a button is pressed. Wherever one stands it is declared as this: only so is its type written.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExecuteAction), "Action.Execute")]
[JsonDerivedType(typeof(SubmitAction), "Action.Submit")]
[JsonDerivedType(typeof(OpenUrlAction), "Action.OpenUrl")]
public abstract record ElementAction
{
    public string? Title { get; init; }

    /// <summary>"positive", "destructive" or none.</summary>
    public string? Style { get; init; }
}

/// <summary>Asks the bot, whose answer takes the card's place.</summary>
public sealed record ExecuteAction(string Verb, JsonObject Data) : ElementAction
{
    /// <summary>What clients do that do not know it.</summary>
    public ElementAction? Fallback { get; init; }
}

/// <summary>Sends its data, and what was filled in beside it, to the bot; or asks it for a dialog.</summary>
public sealed record SubmitAction(JsonObject Data) : ElementAction;

/// <summary>Opens a page.</summary>
public sealed record OpenUrlAction(string Url) : ElementAction;
