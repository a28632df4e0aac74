using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using IncidentBot.Core.Chat;
using IncidentBot.Host.Web.Pages;

namespace IncidentBot.Host.Web;

/// <summary>What the bot says (<see cref="Prose"/>), as HTML: bold, code, lists, instants and hashes are the bot's own; whatever people typed in it is shown letter by letter.</summary>
public static partial class ReplyHtml
{
    private const int Shown = 12;

    private static readonly string[] Marks = ["**", "`"];

    public static string Render(string markup)
    {
        if (markup.Length == 0)
        {
            return "";
        }

        var html = new StringBuilder();
        var list = false;
        foreach (var line in markup.ReplaceLineEndings("\n").Split('\n'))
        {
            var item = line.StartsWith("- ", StringComparison.Ordinal);
            if (item != list)
            {
                html.Append(item ? "<ul>" : "</ul>");
                list = item;
            }

            html.Append(item ? "<li>" : "");
            Write(html, item ? line[2..] : line);
            html.Append(item ? "</li>" : "<br>");
        }

        return (list ? html.Append("</ul>") : html).ToString();
    }

    private static void Write(StringBuilder html, string text)
    {
        var letters = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            if (Prose.Escapes(text, at))
            {
                letters.Append(text[at + 1]);
                at += 2;
            }
            else if (Instant().Match(text, at) is { Success: true } instant)
            {
                Flush(html, letters);
                html.Append(Time(instant.Groups["at"].Value));
                at += instant.Length;
            }
            else if (Marks.FirstOrDefault(mark => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0) is { } mark && End(text, mark, at + mark.Length) is { } end)
            {
                Flush(html, letters);
                Marked(html, mark, text[(at + mark.Length)..end]);
                at = end + mark.Length;
            }
            else
            {
                letters.Append(text[at++]);
            }
        }

        Flush(html, letters);
    }

    private static void Marked(StringBuilder html, string mark, string inner)
    {
        if (mark == "**")
        {
            html.Append("<strong>");
            Write(html, inner);
            html.Append("</strong>");
        }
        else if (Hash().IsMatch(inner))
        {
            html.Append($"<details class=\"hash\"><summary title=\"{inner}\">{inner[..Shown]}…</summary><code>{inner}</code></details>");
        }
        else
        {
            html.Append("<code>").Append(Encoded(Prose.Plain(inner))).Append("</code>");
        }
    }

    /// <summary>Where the mark comes again with something in between; null when it does not, so that it is only a letter.</summary>
    private static int? End(string text, string mark, int from)
    {
        for (var at = from; at + mark.Length <= text.Length; at++)
        {
            if (Prose.Escapes(text, at))
            {
                at++;
            }
            else if (at > from && string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0)
            {
                return at;
            }
        }

        return null;
    }

    private static string Time(string utc)
    {
        var at = DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return $"<time datetime=\"{Html.Iso(at)}\" title=\"{Html.Utc(at)}\">{utc} UTC</time>";
    }

    private static void Flush(StringBuilder html, StringBuilder letters)
    {
        html.Append(Encoded(letters.ToString()));
        letters.Clear();
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    [GeneratedRegex(@"\G\\(?<at>\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?) UTC")]
    private static partial Regex Instant();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hash();
}
