using System.Runtime.CompilerServices;
using System.Text;

namespace IncidentBot.Core.Chat;

/// <summary>
/// What the bot says, with bold, code and lists. Formatting is only what stands literally in an interpolated string; whatever fills a hole may have been typed by people, so its marks are
/// taken for letters. That is why the renderer can tell the two apart, and why no verb escapes anything.
/// </summary>
[InterpolatedStringHandler]
public readonly struct Prose
{
    private readonly StringBuilder? text;

    public Prose(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 12));

    private Prose(string markup) => text = new StringBuilder(markup);

    /// <summary><c>**bold**</c>, <c>`code`</c>, lines that begin with <c>- </c>, an instant as <c>\2026-11-24 03:00 UTC</c>, and a backslash before a mark that is only a letter.</summary>
    public string Markup => text?.ToString() ?? "";

    /// <summary>Words of ours, written with their marks: help, a guard's sentence, the catalogue. Never what people typed.</summary>
    public static Prose Own(string markup) => new(markup);

    public static Prose Typed(string? words) => $"{words}";

    public static Prose Code(string words) => $"`{words}`";

    public static Prose Join(string separator, IEnumerable<Prose> parts) => new(string.Join(separator, parts.Select(part => part.Markup)));

    /// <summary>The same without backslashes, for the console.</summary>
    public static string Plain(string markup)
    {
        var plain = new StringBuilder(markup.Length);
        for (var at = 0; at < markup.Length; at++)
        {
            at += Begins(markup, at) ? 1 : 0;
            plain.Append(markup[at]);
        }

        return plain.ToString();
    }

    /// <summary>Whether the backslash at this place only says that the next mark is a letter.</summary>
    public static bool Escapes(string markup, int at) => markup[at] == '\\' && at + 1 < markup.Length && char.IsAscii(markup[at + 1]) && (char.IsPunctuation(markup[at + 1]) || char.IsSymbol(markup[at + 1]));

    private static bool Begins(string markup, int at) => Escapes(markup, at) || (markup[at] == '\\' && at + 1 < markup.Length && char.IsAsciiDigit(markup[at + 1]));

    public void AppendLiteral(string value) => text!.Append(value);

    public void AppendFormatted(Prose value) => text!.Append(value.Markup);

    public void AppendFormatted<T>(T value, string? format = null)
    {
        // The renderer shows an instant in its reader's own zone. What people typed never begins with a lone backslash.
        if (value is DateTimeOffset && format?.StartsWith("yyyy-MM-dd HH:mm", StringComparison.Ordinal) is true)
        {
            text!.Append('\\');
        }

        foreach (var letter in (value is IFormattable formattable ? formattable.ToString(format, null) : value?.ToString()) ?? "")
        {
            if (letter is '\\' or '*' or '`' || (letter is '-' && (text!.Length == 0 || text[^1] == '\n')))
            {
                text!.Append('\\');
            }

            text!.Append(letter);
        }
    }

    public override string ToString() => Markup;
}

/// <summary>Puts prose together line by line.</summary>
public sealed class ProseLines
{
    private readonly StringBuilder text = new();

    public ProseLines Add(Prose line)
    {
        text.Append(line.Markup).Append('\n');
        return this;
    }

    public Prose Done() => Prose.Own(text.ToString().TrimEnd());
}
