using Microsoft.AspNetCore.Components;

namespace IncidentBot.Host.Web.Pages;

/// <summary>Small words of markup that several components need.</summary>
public static class Html
{
    /// <summary>What the bot says, inside a line.</summary>
    public static MarkupString Inline(string text)
    {
        var html = ReplyHtml.Render(text);
        return new MarkupString(html.EndsWith("<br>", StringComparison.Ordinal) ? html[..^4] : html);
    }

    /// <summary>A word for ids and tests: lower case letters, digits and dashes.</summary>
    public static string Slug(string text) => string.Concat(text.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');

    /// <summary>3 gaps, 1 gap.</summary>
    public static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>An instant for people who compare zones.</summary>
    public static string Utc(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    /// <summary>An instant for machines, in UTC.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
}
