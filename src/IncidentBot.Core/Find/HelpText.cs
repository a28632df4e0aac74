using System.Text;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Find;

/// <summary>Help, made from the grammars.</summary>
public static class HelpText
{
    private static readonly (string Group, string[] Verbs)[] Groups =
    [
        ("Find", ["help", "list", "status", "timeline", "who", "whoami", "link"]),
        ("Declare", ["declare"]),
        ("Lifecycle", ["confirm", "contained", "eradicated", "restored", "validated", "close", "next", "back", "dismiss", "merge", "reopen"]),
        ("Facts", ["severity", "type", "title", "summary", "scope", "fact"]),
        ("People", ["role", "ic", "invite", "invitation send", "invitation revoke", "invitation list", "page", "ack", "decline", "escalate", "call-in"]),
        ("Record", ["note", "pin", "update", "erase"]),
        ("Work", ["task add", "task assign", "task done", "task waive", "task list"]),
        ("Law", ["clocks", "clock event", "clock filed", "clock not-required", "clock hold", "clock reopen", "clock owner", "clock ack"]),
        ("Learn", ["review", "review post", "lesson", "followup add", "followup assign", "followup done", "followup list"]),
        ("Operate", ["retry", "doctor"]),
    ];

    /// <summary>All groups in order; a test holds them against the catalogue.</summary>
    public static IEnumerable<string> Listed => Groups.SelectMany(group => group.Verbs);

    public static string For(VerbCatalogue verbs, string? topic)
    {
        if (topic is null)
        {
            var text = new StringBuilder("In an incident's room say the verb; elsewhere name the incident: `status INC-42`. `help <verb>` says more.\n");
            foreach (var (group, names) in Groups)
            {
                text.Append("**").Append(group).Append("** ").AppendJoin(' ', names.Select(name => $"`{name}`")).Append('\n');
            }

            return text.ToString().TrimEnd();
        }

        var wanted = topic.Trim();
        var found = verbs.All.FirstOrDefault(entry => entry.Grammar.Names.Concat(entry.Grammar.Shorthands.Keys).Contains(wanted, StringComparer.OrdinalIgnoreCase))
            ?? throw new RefusalException(new Refusal("no-such-verb", $"There is no verb \"{wanted}\". `help` lists them."));
        var grammar = found.Grammar;
        var also = grammar.Names.Count > 1 ? $" Also: {string.Join(", ", grammar.Names.Skip(1).Select(name => $"`{name}`"))}." : "";
        var who = found.Needs is Permission.None ? "everybody" : PermissionTable.WhoMay(found.Needs);
        return $"`{grammar.Usage}`\n{grammar.Summary}{also}\nFor: {who}.\n{string.Join('\n', grammar.Examples.Select(example => $"Example: `{example}`").Concat(grammar.Notes))}";
    }
}
