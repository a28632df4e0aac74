using System.Text.Json.Serialization;

namespace IncidentBot.Teams.Cards;

// There is no TextBlock and no FactSet here, and that is on purpose. Both read markdown, which every client escapes in its own way, and both may turn a typed <at> into a mention. Rich text reads no marks:
// weight and font are fields of their own. The one thing that it does read, {{DATE(…)}} and {{TIME(…)}}, is broken by TeamsLetters.Unread where people typed it. So what was typed stays letters, by construction.

/// <summary>Something in a card, one below the other.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ActionSet), "ActionSet")]
[JsonDerivedType(typeof(Container), "Container")]
[JsonDerivedType(typeof(RichTextBlock), "RichTextBlock")]
[JsonDerivedType(typeof(ChoiceSetInput), "Input.ChoiceSet")]
[JsonDerivedType(typeof(DateInput), "Input.Date")]
[JsonDerivedType(typeof(NumberInput), "Input.Number")]
[JsonDerivedType(typeof(TextInput), "Input.Text")]
[JsonDerivedType(typeof(TimeInput), "Input.Time")]
[JsonDerivedType(typeof(ToggleInput), "Input.Toggle")]
public abstract record CardElement
{
    /// <summary>The gap above it: None, Small, Default, Medium, Large.</summary>
    public string? Spacing { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Separator { get; init; }
}

/// <summary>A line or paragraph.</summary>
public sealed record RichTextBlock(IReadOnlyList<TextRun> Inlines) : CardElement;

/// <summary>A piece of a line.</summary>
public sealed record TextRun(string Text)
{
    public string Type { get; } = "TextRun";

    /// <summary>"Bolder" or none.</summary>
    public string? Weight { get; init; }

    /// <summary>"Monospace" or none.</summary>
    public string? FontType { get; init; }

    public string? Size { get; init; }

    public string? Color { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSubtle { get; init; }

    public ElementAction? SelectAction { get; init; }
}

/// <summary>Elements upon a ground of one colour.</summary>
public sealed record Container(IReadOnlyList<CardElement> Items) : CardElement
{
    /// <summary>default, emphasis, good, warning, attention or accent.</summary>
    public string? Style { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Bleed { get; init; }
}

/// <summary>A row of buttons.</summary>
public sealed record ActionSet(IReadOnlyList<ElementAction> Actions) : CardElement;
