using System.Text;

namespace IncidentBot.Tests.Parity;

/// <summary>The page of the documents that says what can be done where.</summary>
internal static class ParityPage
{
    public static string Of(IReadOnlyList<Findings> all)
    {
        var page = new StringBuilder($"""
            # What can be done where

            Every verb and what else people can do, in Slack, in Teams and in the web room. A test does each of them on each platform, through its own door, and writes this page; it fails when something is missing in one place that another has, unless [the reason](#what-is-not-everywhere) is on record.

            ## Verbs

            *Typed*: the line is taken as this verb. *Button*: something to press does it, or opens its form. *Form*: it can be filled in and sent. What is – everywhere has nothing to fill in. Every verb has its button, and its form, beside the answer to `help <verb>`; `pin` has it at the message.


            """.ReplaceLineEndings("\n"));
        Table(page, ["Verb", .. all.SelectMany(one => new[] { $"{one.Platform}: typed", "button", "form" })], all[0].Verbs.Keys.Order(StringComparer.Ordinal).Select(verb => new[] { $"`{verb}`" }.Concat(all.Select(one => one.Verbs[verb]).SelectMany(ways => new[] { ways.Typed, ways.Button, ways.Form }.Select(Sign)))));
        page.Append("\n## Buttons that stand there by themselves\n\n");
        Table(page, ["Where", .. all.Select(one => one.Platform)], Enum.GetValues<Spot>().Select(spot => all.Select(one => string.Join(", ", one.Buttons[spot].Select(label => $"*{label}*"))).Prepend(spot.Words())));
        page.Append("\nThe web room has forms for most verbs on the incident's page as well.\n\n## Beside verbs\n\n");
        Table(page, ["What", .. all.Select(one => one.Platform)], Enum.GetValues<Ability>().Select(ability => all.Select(one => Sign(one.Abilities[ability])).Prepend(ability.Words())));
        page.Append("\n## What is not everywhere\n\n");
        Table(page, ["What", "Where it is not", "Why", "Instead", "Source"], Gap.Known.Select(gap => new[] { gap.What, gap.Platform, gap.Because, gap.Instead, gap.Source }));
        return page.ToString();
    }

    private static string Sign(bool can) => can ? "✔" : "–";

    private static void Table(StringBuilder page, IReadOnlyList<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        Row(page, head);
        Row(page, head.Select(_ => "---"));
        foreach (var row in rows)
        {
            Row(page, row);
        }
    }

    private static void Row(StringBuilder page, IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
