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
        ("People", ["role", "ic", "invite", "invitation send", "invitation revoke", "invitation list", "out-of-band", "in-band", "page", "ack", "decline", "escalate", "hand-over", "call-in"]),
        ("Record", ["note", "pin", "update", "erase"]),
        ("Work", ["task add", "task assign", "task done", "task waive", "task list"]),
        ("Law", ["clocks", "clock event", "clock filed", "clock not-required", "clock hold", "clock reopen", "clock owner", "clock ack"]),
        ("Learn", ["review", "review post", "lesson", "gap settle", "followup add", "followup assign", "followup done", "followup list"]),
        ("Prepare", ["plan show", "plan check", "plan history", "plan diff", "plan export", "plan import", "plan section", "contact list", "contact save", "contact remove", "contact verify"]),
        ("Operate", ["retry", "doctor"]),
    ];

    /// <summary>All groups in order; a test holds them against the catalogue.</summary>
    public static IEnumerable<string> Listed => Groups.SelectMany(group => group.Verbs);

    public static string For(VerbCatalogue verbs, string? topic) => topic is null ? Overview() : For(About(verbs, topic));

    /// <summary>The verb that somebody asks about, by any of its names.</summary>
    /// <exception cref="RefusalException">There is none.</exception>
    public static VerbEntry About(VerbCatalogue verbs, string topic) =>
        verbs.All.FirstOrDefault(entry => entry.Grammar.Names.Concat(entry.Grammar.Shorthands.Keys).Contains(topic.Trim(), StringComparer.OrdinalIgnoreCase))
            ?? throw new RefusalException(new Refusal("no-such-verb", $"There is no verb \"{topic.Trim()}\". `help` lists them."));

    private static string Overview()
    {
        var text = new StringBuilder("In an incident's room say the verb; elsewhere name the incident: `status INC-42`. `help <verb>` says more and has a button for it.\n");
        foreach (var (group, names) in Groups)
        {
            text.Append("**").Append(group).Append("** ").AppendJoin(' ', names.Select(name => $"`{name}`")).Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    private static string For(VerbEntry about)
    {
        var grammar = about.Grammar;
        var also = grammar.Names.Count > 1 ? $" Also: {string.Join(", ", grammar.Names.Skip(1).Select(name => $"`{name}`"))}." : "";
        var who = about.Needs is Permission.None ? "everybody" : PermissionTable.WhoMay(about.Needs);
        return $"`{grammar.Usage}`\n{grammar.Summary}{also}\nFor: {who}.\n{string.Join('\n', grammar.Examples.Select(example => $"Example: `{example}`").Concat(grammar.Notes))}";
    }
}
