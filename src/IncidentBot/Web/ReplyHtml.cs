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

    public static string Render(string markup)
    {
        if (markup.Length == 0)
        {
            return "";
        }

        var html = new StringBuilder();
        var list = false;
        foreach (var line in ProseReader.Read(markup))
        {
            if (line.Item != list)
            {
                html.Append(line.Item ? "<ul>" : "</ul>");
                list = line.Item;
            }

            html.Append(line.Item ? "<li>" : "");
            Write(html, line.Pieces);
            html.Append(line.Item ? "</li>" : "<br>");
        }

        return (list ? html.Append("</ul>") : html).ToString();
    }

    private static void Write(StringBuilder html, IReadOnlyList<ProsePiece> pieces)
    {
        var bold = false;
        foreach (var piece in pieces)
        {
            if (piece.Bold != bold)
            {
                html.Append(piece.Bold ? "<strong>" : "</strong>");
                bold = piece.Bold;
            }

            html.Append(Piece(piece));
        }

        html.Append(bold ? "</strong>" : "");
    }

    private static string Piece(ProsePiece piece) =>
        piece.At is { } at ? $"<time datetime=\"{Html.Iso(at)}\" title=\"{Html.Utc(at)}\">{piece.Text}</time>"
        : !piece.Code ? Encoded(piece.Text)
        : OwnFile().IsMatch(piece.Text) ? $"<a href=\"{piece.Text}\" download>{piece.Text}</a>"
        : Hash().IsMatch(piece.Text) ? $"<details class=\"hash\"><summary title=\"{piece.Text}\">{piece.Text[..Shown]}…</summary><code>{piece.Text}</code></details>"
        : $"<code>{Encoded(piece.Text)}</code>";

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>A plan to take away: a path of ours and nothing else, whoever typed it.</summary>
    [GeneratedRegex(@"\A/(?:plans/[a-z0-9-]+/[0-9]+|incidents/INC-[0-9]+/plan)\.yaml\z")]
    private static partial Regex OwnFile();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
