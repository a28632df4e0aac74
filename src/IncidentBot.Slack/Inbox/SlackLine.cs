using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Core;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Slack.Inbox;

/// <summary>Reads text as Slack sends it: people, channels and links stand in angle brackets, and what people typed of those letters is escaped. So a mention is never something that could be typed.</summary>
public static partial class SlackLine
{
    /// <summary>The people who are mentioned, in the order of their mentions.</summary>
    public static IReadOnlyList<string> Users(string text) => [.. Token().Matches(text).Select(one => one.Groups["user"]).Where(one => one.Success).Select(one => one.Value).Distinct()];

    /// <param name="text">As Slack sent it.</param>
    /// <param name="known">Who the mentioned users are; others stay text.</param>
    public static VerbLine Read(string text, IReadOnlyDictionary<string, Id<Person>> known)
    {
        var line = new StringBuilder(text.Length);
        var mentions = new List<Mention>();
        var at = 0;
        foreach (Match token in Token().Matches(text))
        {
            line.Append(Letters(text[at..token.Index]));
            var start = line.Length;
            line.Append(Shown(token));
            if (token.Groups["user"] is { Success: true } user && known.TryGetValue(user.Value, out var person))
            {
                mentions.Add(new Mention(start, line.Length - start, person));
            }

            at = token.Index + token.Length;
        }

        return new VerbLine(line.Append(Letters(text[at..])).ToString(), mentions);
    }

    /// <summary>The same as plain words.</summary>
    public static string Plain(string text) => Read(text, new Dictionary<string, Id<Person>>()).Text;

    private static string Shown(Match token) => token switch
    {
        _ when token.Groups["user"].Success => $"@{Letters(Or(token, token.Groups["user"].Value))}",
        _ when token.Groups["channel"].Success => $"#{Letters(Or(token, token.Groups["channel"].Value))}",
        _ when token.Groups["special"].Success => $"@{Letters(Or(token, token.Groups["special"].Value.Split('^')[0]))}",

        // Slack makes links of what looks like one; what was typed is the label, or the address itself.
        _ => Letters(Or(token, token.Groups["link"].Value)),
    };

    private static string Or(Match token, string otherwise) => token.Groups["label"] is { Success: true, Length: > 0 } label ? label.Value : otherwise;

    private static string Letters(string escaped) => escaped.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    [GeneratedRegex(@"<(?:@(?<user>[UW][A-Z0-9]+)|#(?<channel>[A-Z0-9]+)|!(?<special>[^>|]+)|(?<link>[^>|@#!][^>|]*))(?:\|(?<label>[^>]*))?>")]
    private static partial Regex Token();
}
