using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Web;

/// <summary>Turns what the browser sends into verbs: a typed line, a button, a form. It acts with the rights of whoever is signed in.</summary>
public sealed class WebVerbs(IncidentDb db, VerbCatalogue verbs, VerbText text, VerbRouter router)
{
    private static readonly string[] Prefixes = ["/incident ", "/inc "];

    /// <summary>A line that begins with the command; null when it is talk.</summary>
    public static string? Command(string line)
    {
        var trimmed = line.TrimStart();
        return trimmed is "/incident" or "/inc" ? "" : Prefixes.FirstOrDefault(prefix => trimmed.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } found ? trimmed[found.Length..] : null;
    }

    public async Task<Reply> TypedAsync(string key, Id<Person> person, string command, IncidentReference? room, IncidentReference? only, CancellationToken cancel) =>
        BareVerb.Read(verbs, command) is { } bare
            ? VerbOffer.Of(bare with { Incident = bare.Incident ?? room })
            : await text.HandleAsync(key, person, await MentionsAsync(command, cancel), room, cancel, only);

    public async Task<Reply> CarriedAsync(string key, Id<Person> person, string verb, string arguments, IncidentReference? incident, IncidentState? offered, IncidentReference? only, CancellationToken cancel)
    {
        try
        {
            return await router.HandleAsync(new VerbRequest(key, person, verbs.Read(verb, arguments), incident, offered) { Only = only }, cancel);
        }
        catch (RefusalException refused)
        {
            return Reply.Of(refused.Refusal);
        }
    }

    /// <summary>A form's fields, named as the verb's parameters, as the JSON that a button would carry. Empty fields are left out.</summary>
    public string Arguments(string verb, IFormCollection form)
    {
        var grammar = verbs.Grammars.Find(verb) ?? throw new RefusalException(new Refusal("no-such-verb", $"There is no verb \"{verb}\"."));
        return FormAnswers.Arguments(grammar, "{}", grammar.Parameters.Where(one => form.ContainsKey(one.JsonName)).ToDictionary(one => one.JsonName, one => form[one.JsonName].ToString(), StringComparer.Ordinal));
    }

    /// <summary>In the web room a mention is an @handle of somebody known; the browser sends plain text, so we mark them here.</summary>
    private async Task<VerbLine> MentionsAsync(string command, CancellationToken cancel)
    {
        var found = new List<(int Start, int Length, string Handle)>();
        for (var at = command.IndexOf('@', StringComparison.Ordinal); at >= 0; at = command.IndexOf('@', at + 1))
        {
            if (at > 0 && !char.IsWhiteSpace(command[at - 1]))
            {
                continue;
            }

            var end = at + 1;
            while (end < command.Length && (char.IsAsciiLetterOrDigit(command[end]) || command[end] == '-'))
            {
                end++;
            }

            if (end > at + 1)
            {
                found.Add((at, end - at, command[(at + 1)..end].ToLowerInvariant()));
            }
        }

        var handles = found.Select(one => one.Handle).Distinct().Take(50).ToList();
        var people = handles.Count == 0 ? [] : await db.People.AsNoTracking().Where(person => handles.Contains(person.Handle)).ToDictionaryAsync(person => person.Handle, person => person.Id, cancel);
        return new VerbLine(command, [.. found.Where(one => people.ContainsKey(one.Handle)).Select(one => new Mention(one.Start, one.Length, people[one.Handle]))]);
    }
}
