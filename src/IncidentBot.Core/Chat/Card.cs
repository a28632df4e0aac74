using System.Text.Json.Serialization;

namespace IncidentBot.Core.Chat;

/// <summary>A card, written once; every platform renders it within its own limits and escapes what people typed.</summary>
/// <param name="Title">One line.</param>
/// <param name="Fallback">For notifications and lock screens: code name and what to do, no detail.</param>
public sealed record Card(string Title, string Fallback, IReadOnlyList<CardFact> Facts, IReadOnlyList<CardSection> Sections, IReadOnlyList<CardAction> Actions)
{
    /// <summary>Small print under it, as markup of <see cref="Prose"/>.</summary>
    public string? Footnote { get; init; }

    /// <summary>How the card is coloured: none, good, warning or danger.</summary>
    public string Tone { get; init; } = "none";
}

/// <summary>A name and a value. A value with an instant is shown in the reader's own zone and counted down.</summary>
public sealed record CardFact
{
    public CardFact(string name, Prose value, DateTimeOffset? until = null) => (Name, Value, Until) = (name, value.Markup, until);

    public CardFact(string name, string typed, DateTimeOffset? until = null)
        : this(name, Prose.Typed(typed), until)
    {
    }

    [JsonConstructor]
    private CardFact(string name, DateTimeOffset? until, string value) => (Name, Value, Until) = (name, value, until);

    public string Name { get; }

    /// <summary>Markup of <see cref="Prose"/>.</summary>
    public string Value { get; }

    public DateTimeOffset? Until { get; }
}

/// <summary>A heading and lines below it.</summary>
public sealed record CardSection
{
    public CardSection(Prose heading, IReadOnlyList<CardLine> lines) => (Heading, Lines) = (heading.Markup, lines);

    public CardSection(string typed, IReadOnlyList<CardLine> lines)
        : this(Prose.Typed(typed), lines)
    {
    }

    [JsonConstructor]
    private CardSection(IReadOnlyList<CardLine> lines, string heading) => (Heading, Lines) = (heading, lines);

    /// <summary>Markup of <see cref="Prose"/>.</summary>
    public string Heading { get; }

    public IReadOnlyList<CardLine> Lines { get; }
}

/// <summary>A line of text with an optional instant that is counted down to.</summary>
public sealed record CardLine
{
    public CardLine(Prose text, DateTimeOffset? until = null, string tone = "none") => (Text, Until, Tone) = (text.Markup, until, tone);

    public CardLine(string typed, DateTimeOffset? until = null, string tone = "none")
        : this(Prose.Typed(typed), until, tone)
    {
    }

    [JsonConstructor]
    private CardLine(DateTimeOffset? until, string tone, string text) => (Text, Until, Tone) = (text, until, tone);

    /// <summary>Markup of <see cref="Prose"/>.</summary>
    public string Text { get; }

    public DateTimeOffset? Until { get; }

    public string Tone { get; }
}

/// <summary>A button that carries a verb: its name and JSON arguments, the state or version it was offered for, and a once-key. It runs with the rights of whoever presses it.</summary>
public sealed record CardAction(string Label, string Verb, string Arguments, string Incident, string? OfferedState, string? Once)
{
    public bool Primary { get; init; }

    /// <summary>Opens a form of this name first, for the words that are missing.</summary>
    public string? Form { get; init; }
}
