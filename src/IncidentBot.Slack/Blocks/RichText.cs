using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Blocks;

/// <summary>Text whose marks are fields and not letters: nothing in it is parsed, so nothing that people typed can become a mention, a link or a format.</summary>
public sealed record RichTextBlock(IReadOnlyList<RichTextElement> Elements) : Block;

/// <summary>A paragraph or a list.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RichTextSection), "rich_text_section")]
[JsonDerivedType(typeof(RichTextList), "rich_text_list")]
public abstract record RichTextElement;

/// <summary>A paragraph, or one item of a list.</summary>
public sealed record RichTextSection(IReadOnlyList<RichTextPart> Elements) : RichTextElement;

/// <summary>A list of paragraphs.</summary>
public sealed record RichTextList(IReadOnlyList<RichTextElement> Elements) : RichTextElement
{
    public string Style { get; init; } = "bullet";
}

/// <summary>A piece of a paragraph.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RichTextText), "text")]
[JsonDerivedType(typeof(RichTextDate), "date")]
public abstract record RichTextPart
{
    public RichTextStyle? Style { get; init; }
}

/// <summary>Letters.</summary>
public sealed record RichTextText(string Text) : RichTextPart;

/// <summary>An instant in the reader's own zone.</summary>
/// <param name="Timestamp">Seconds since 1970: a number, which Slack refuses as a string.</param>
/// <param name="Format">Words with Slack's tokens.</param>
/// <param name="Fallback">For clients that cannot.</param>
public sealed record RichTextDate(long Timestamp, string Format, string Fallback) : RichTextPart;

/// <summary>How a piece looks.</summary>
public sealed record RichTextStyle
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Bold { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Code { get; init; }
}
