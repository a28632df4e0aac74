namespace IncidentBot.Core.Chat;

/// <summary>A card, written once; every platform renders it within its own limits and escapes what people typed.</summary>
/// <param name="Title">One line.</param>
/// <param name="Fallback">For notifications and lock screens: code name and what to do, no detail.</param>
public sealed record Card(string Title, string Fallback, IReadOnlyList<CardFact> Facts, IReadOnlyList<CardSection> Sections, IReadOnlyList<CardAction> Actions)
{
    /// <summary>How the card is coloured: none, good, warning or danger.</summary>
    public string Tone { get; init; } = "none";
}

/// <summary>A name and a value. A value with an instant is shown in the reader's own zone and counted down.</summary>
public sealed record CardFact(string Name, string Value, DateTimeOffset? Until = null);

/// <summary>A heading and lines below it.</summary>
public sealed record CardSection(string Heading, IReadOnlyList<CardLine> Lines);

/// <summary>A line of text with an optional instant that is counted down to.</summary>
public sealed record CardLine(string Text, DateTimeOffset? Until = null, string Tone = "none");

/// <summary>A button that carries a verb: its name and JSON arguments, the state or version it was offered for, and a once-key. It runs with the rights of whoever presses it.</summary>
public sealed record CardAction(string Label, string Verb, string Arguments, string Incident, string? OfferedState, string? Once)
{
    public bool Primary { get; init; }

    /// <summary>Opens a form of this name first, for the words that are missing.</summary>
    public string? Form { get; init; }
}
