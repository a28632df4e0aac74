using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Blocks;

// There is no mrkdwn here, and that is on purpose. mrkdwn has no way to say that a typed * or _ is only a letter, and unless told otherwise Slack makes links and mentions of what looks like one.
// Rich text parses nothing: format, dates and links are fields of their own. So whatever people typed cannot become more than letters, by construction and not by care.

/// <summary>A block of a message or a view, under SlackNet's names.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ActionsBlock), "actions")]
[JsonDerivedType(typeof(ContextBlock), "context")]
[JsonDerivedType(typeof(HeaderBlock), "header")]
[JsonDerivedType(typeof(InputBlock), "input")]
[JsonDerivedType(typeof(RichTextBlock), "rich_text")]
public abstract record Block
{
    public string? BlockId { get; init; }
}

/// <summary>A large line.</summary>
public sealed record HeaderBlock(TextObject Text) : Block;

/// <summary>Small print.</summary>
public sealed record ContextBlock(IReadOnlyList<TextObject> Elements) : Block;

/// <summary>Buttons and the like, at most 25.</summary>
public sealed record ActionsBlock(IReadOnlyList<BlockElement> Elements) : Block;

/// <summary>Something in a block that people use.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Button), "button")]
[JsonDerivedType(typeof(CheckboxGroup), "checkboxes")]
[JsonDerivedType(typeof(NumberInput), "number_input")]
[JsonDerivedType(typeof(PlainTextInput), "plain_text_input")]
[JsonDerivedType(typeof(StaticSelectMenu), "static_select")]
public abstract record BlockElement
{
    /// <summary>Unique within the message or view.</summary>
    public required string ActionId { get; init; }
}

/// <summary>A button.</summary>
public sealed record Button : BlockElement
{
    public required TextObject Text { get; init; }

    public string? Value { get; init; }

    /// <summary>"primary", "danger" or none.</summary>
    public string? Style { get; init; }
}

/// <summary>A text of a block.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
public abstract record TextObject(string Text);

/// <summary>Shown letter by letter; <c>:smile:</c> stays what it is as well.</summary>
public sealed record PlainText(string Text) : TextObject(Text)
{
    public bool Emoji { get; init; }
}
