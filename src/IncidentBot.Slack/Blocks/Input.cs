namespace IncidentBot.Slack.Blocks;

/// <summary>A question of a form, with what it is answered in. Errors are shown at its block id.</summary>
public sealed record InputBlock(TextObject Label, BlockElement Element) : Block
{
    public TextObject? Hint { get; init; }

    public bool Optional { get; init; }
}

/// <summary>Typed letters.</summary>
public sealed record PlainTextInput : BlockElement
{
    public TextObject? Placeholder { get; init; }

    public string? InitialValue { get; init; }

    public bool Multiline { get; init; }

    /// <summary>At most 3,000.</summary>
    public int? MaxLength { get; init; }
}

/// <summary>A typed number.</summary>
public sealed record NumberInput : BlockElement
{
    public required bool IsDecimalAllowed { get; init; }

    public string? InitialValue { get; init; }

    public TextObject? Placeholder { get; init; }
}

/// <summary>One of at most a hundred.</summary>
public sealed record StaticSelectMenu : BlockElement
{
    public TextObject? Placeholder { get; init; }

    public required IReadOnlyList<Option> Options { get; init; }

    public Option? InitialOption { get; init; }
}

/// <summary>Boxes to tick, at most ten. SlackNet's name.</summary>
public sealed record CheckboxGroup : BlockElement
{
    public required IReadOnlyList<Option> Options { get; init; }

    public IReadOnlyList<Option>? InitialOptions { get; init; }
}

/// <summary>Something that can be chosen; its text and its value have at most 75 letters each.</summary>
public sealed record Option(TextObject Text, string Value)
{
    public TextObject? Description { get; init; }
}
