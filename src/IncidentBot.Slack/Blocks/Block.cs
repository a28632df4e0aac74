using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Blocks;

/// <summary>A block of a message or a view, under SlackNet's names.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ActionsBlock), "actions")]
[JsonDerivedType(typeof(ContextBlock), "context")]
[JsonDerivedType(typeof(DividerBlock), "divider")]
[JsonDerivedType(typeof(HeaderBlock), "header")]
[JsonDerivedType(typeof(RichTextBlock), "rich_text")]
[JsonDerivedType(typeof(SectionBlock), "section")]
public abstract record Block
{
    public string? BlockId { get; init; }
}

/// <summary>A large line.</summary>
public sealed record HeaderBlock(TextObject Text) : Block;

/// <summary>A line across.</summary>
public sealed record DividerBlock : Block;

/// <summary>A text, and up to ten fields in two columns.</summary>
public sealed record SectionBlock : Block
{
    public TextObject? Text { get; init; }

    public IReadOnlyList<TextObject>? Fields { get; init; }
}

/// <summary>Small print.</summary>
public sealed record ContextBlock(IReadOnlyList<TextObject> Elements) : Block;

/// <summary>Buttons and the like, at most 25.</summary>
public sealed record ActionsBlock(IReadOnlyList<BlockElement> Elements) : Block;

/// <summary>Something in a block that people use.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Button), "button")]
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

    /// <summary>Opens an address. The press is told to us all the same, and wants its acknowledgement.</summary>
    public string? Url { get; init; }

    /// <summary>"primary", "danger" or none.</summary>
    public string? Style { get; init; }

    public string? AccessibilityLabel { get; init; }
}

/// <summary>A text that is shown as it is, or one that is read as mrkdwn.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
[JsonDerivedType(typeof(Markdown), "mrkdwn")]
public abstract record TextObject(string Text);

/// <summary>Shown letter by letter; <c>:smile:</c> stays what it is as well.</summary>
public sealed record PlainText(string Text) : TextObject(Text)
{
    public bool Emoji { get; init; }
}

/// <summary>Slack's mrkdwn. Nothing that people typed goes in here.</summary>
public sealed record Markdown(string Text) : TextObject(Text)
{
    /// <summary>Without it, Slack makes links, and of some @words mentions, of what looks like one.</summary>
    public bool Verbatim { get; init; } = true;
}
