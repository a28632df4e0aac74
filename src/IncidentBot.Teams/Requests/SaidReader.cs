using System.Net;
using System.Text;
using System.Text.Json;

namespace IncidentBot.Teams.Requests;

/// <summary>Reads the text of a message: mentions stand in it as &lt;at&gt;name&lt;/at&gt;, and only the entities beside it say whose they are. What people typed of those letters is escaped.</summary>
internal static class SaidReader
{
    public static (TeamsText Said, bool NamesBot) Read(JsonElement activity)
    {
        var (text, bot) = (activity.Text("text") ?? "", activity.Text("recipient", "id"));
        var left = activity.Rows("entities").Where(one => one.Text("type") == "mention" && one.Text("text") is { Length: > 0 } && one.Text("mentioned", "id") is not null).ToList();
        var (line, mentions, namesBot) = (new StringBuilder(text.Length), new List<TeamsMention>(), false);
        var from = 0;
        for (var at = text.IndexOf("<at", StringComparison.Ordinal); at >= 0; at = text.IndexOf("<at", at, StringComparison.Ordinal))
        {
            var found = left.FindIndex(one => text.AsSpan(at).StartsWith(one.Text("text"), StringComparison.Ordinal));
            if (found < 0)
            {
                at++;
                continue;
            }

            var (mention, tag) = (left[found], left[found].Text("text")!);
            left.RemoveAt(found);
            line.Append(Letters(text[from..at]));
            at += tag.Length;
            if (mention.Text("mentioned", "id") == bot)
            {
                namesBot = true;
                at = line.Length == 0 || char.IsWhiteSpace(line[^1]) ? AfterSpaces(text, at) : at;
            }
            else
            {
                var name = $"@{Name(mention, tag)}";
                mentions.Add(new TeamsMention(line.Length, name.Length, mention.Text("mentioned", "id")!, mention.Text("mentioned", "aadObjectId"), name[1..]));
                line.Append(name);
            }

            from = at;
        }

        line.Append(Letters(text[from..]));
        return (Trimmed(line.ToString(), mentions), namesBot);
    }

    /// <summary>HTML as plain words, for messages that come only so.</summary>
    public static string Plain(string html)
    {
        var (line, inTag) = (new StringBuilder(html.Length), false);
        for (var at = 0; at < html.Length; at++)
        {
            if (html[at] == '<')
            {
                inTag = true;
                if (Breaks.Any(one => html.AsSpan(at).StartsWith(one, StringComparison.OrdinalIgnoreCase)))
                {
                    line.Append('\n');
                }
            }
            else if (html[at] == '>' && inTag)
            {
                inTag = false;
            }
            else if (!inTag)
            {
                line.Append(html[at]);
            }
        }

        return Letters(line.ToString()).Trim();
    }

    private const string Unbreakable = "&nbsp;";

    private static readonly string[] Breaks = ["<br", "</p>", "</div>", "</li>", "</tr>"];

    /// <summary>Clients put a space after a mention, often one that does not break.</summary>
    private static int AfterSpaces(string text, int at)
    {
        while (at < text.Length && (text[at] is ' ' or '\u00a0' || text.AsSpan(at).StartsWith(Unbreakable)))
        {
            at += text[at] == '&' ? Unbreakable.Length : 1;
        }

        return at;
    }

    private static string Letters(string escaped) => WebUtility.HtmlDecode(escaped);

    private static string Name(JsonElement mention, string tag) => mention.Text("mentioned", "name") is { Length: > 0 } name ? name : Plain(tag);

    private static TeamsText Trimmed(string line, List<TeamsMention> mentions)
    {
        var start = line.Length - line.TrimStart().Length;
        return new(Core.Timeline.CleanText.AtTheDoor(line.Trim()), [.. mentions.Select(one => one with { Start = one.Start - start })]);
    }
}
