using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace IncidentBot.Host.Web;

/// <summary>What the bot says, as HTML: everything escaped first, then bold, code and line breaks. What people typed can never become markup.</summary>
public static partial class ReplyHtml
{
    public static string Render(string text)
    {
        var safe = HtmlEncoder.Default.Encode(text.ReplaceLineEndings("\n")).Replace("&#xA;", "\n", StringComparison.Ordinal);
        safe = Bold().Replace(Code().Replace(safe, "<code>$1</code>"), "<strong>$1</strong>");
        var html = new StringBuilder();
        var list = false;
        foreach (var line in safe.Split('\n'))
        {
            var item = line.StartsWith("- ", StringComparison.Ordinal);
            if (item != list)
            {
                html.Append(item ? "<ul>" : "</ul>");
                list = item;
            }

            html.Append(item ? $"<li>{line[2..]}</li>" : $"{line}<br>");
        }

        return (list ? html.Append("</ul>") : html).ToString();
    }

    [GeneratedRegex(@"\*\*([^*\n]{1,300})\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"`([^`\n]{1,300})`")]
    private static partial Regex Code();
}
