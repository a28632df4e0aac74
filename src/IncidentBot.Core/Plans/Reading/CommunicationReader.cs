using System.Text.RegularExpressions;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>communication</c>. The roles must have been read.</summary>
internal static partial class CommunicationReader
{
    public static IReadOnlyList<CommunicationRule> Read(PlanReading reading, Section plan) =>
        [.. reading.Sections(plan.OptionalList("communication"), "this communication rule").Select(rule => Rule(reading, rule))];

    private static CommunicationRule Rule(PlanReading reading, Section rule)
    {
        var read = new CommunicationRule(
            rule.RequiredText("audience", "press"),
            reading.Known(rule.Required("speaker", "communications"), reading.RoleNames, "role", "roles"),
            reading.Known(rule.OptionalWords("approval"), reading.RoleNames, "role", "roles"),
            rule.RequiredText("say", "Only the agreed holding statement"))
        {
            Template = Template(reading, rule.Optional("template")),
        };
        rule.End();
        return read;
    }

    /// <summary>What else a template named would be left standing in what people read, or tell them what they may not know.</summary>
    private static string? Template(PlanReading reading, YamlText? text)
    {
        foreach (Match hole in Hole().Matches(text?.Text ?? ""))
        {
            var name = hole.Groups["name"].Value.Trim();
            if (!hole.Groups["name"].Success)
            {
                reading.Problems.Add(text!, $"A curly bracket stands alone in this template; write {Placeholders}, or take the bracket away.");
            }
            else if (!PlanWords.Placeholders.Contains(hole.Groups["name"].Value))
            {
                reading.Problems.Add(text!, $"A template knows no '{{{name}}}'{reading.Problems.Guess(name, PlanWords.Placeholders, $"write {Placeholders}, or the words themselves")}");
            }
        }

        return text?.Text;
    }

    private static string Placeholders => string.Join(" or ", PlanWords.Placeholders.Select(one => $"{{{one}}}"));

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}|[{}]")]
    private static partial Regex Hole();
}
