using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

/// <summary>Makes the form of any verb from its grammar, with what its reader may choose from, and reads what was filled in.</summary>
public sealed class FormBook(IncidentDb db, VerbCatalogue verbs, Standings standings, PeopleDirectory people, PlanBook plans)
{
    /// <summary>No platform shows more of them.</summary>
    public const int MostChoices = 100;

    /// <summary>The form of a button's verb, with what the button carries filled in.</summary>
    /// <exception cref="RefusalException">There is no such verb, or no such incident that the reader can see.</exception>
    public async Task<Form> MakeAsync(CardAction action, Id<Person> reader, CancellationToken cancel)
    {
        var grammar = verbs.Grammars.Find(action.Verb) ?? throw GrammarRefusals.UnknownVerb(action.Verb).AsException();
        var incident = await IncidentAsync(action.Incident, reader, cancel);
        if (grammar.IsIncidentVerb && incident is null)
        {
            throw VerbRefusals.WhichIncident();
        }

        var carried = JsonNode.Parse(action.Arguments) as JsonObject ?? [];
        var fields = new List<FormField>();
        foreach (var parameter in grammar.Parameters.Where(FormWords.Asks))
        {
            fields.Add(await FieldAsync(grammar, parameter, carried, incident, reader, cancel));
        }

        return new Form(FormWords.Title(grammar.Name), grammar.Name, incident is null ? null : $"{incident.Reference} ({incident.CodeName})", action.Label.TrimEnd('…') is { Length: > 0 and <= 20 } label ? label : "Send", fields);
    }

    /// <summary>What was filled in, as the arguments of the verb. Empty fields are left out.</summary>
    public string Arguments(string verb, IReadOnlyDictionary<string, string> filled)
    {
        var grammar = verbs.Grammars.Find(verb) ?? throw GrammarRefusals.UnknownVerb(verb).AsException();
        var arguments = new JsonObject();
        foreach (var parameter in grammar.Parameters)
        {
            if (filled.TryGetValue(parameter.JsonName, out var value) && value.Trim() is { Length: > 0 } words)
            {
                arguments[parameter.JsonName] = parameter.Kind switch
                {
                    ParameterKind.Flag => words is "on" or "true",
                    ParameterKind.Number => int.TryParse(words, out var number) ? number : words,
                    ParameterKind.Words => Pairs(words),
                    ParameterKind.List => new JsonArray([.. words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => (JsonNode)item)]),
                    _ => words,
                };
            }
        }

        return arguments.ToJsonString();
    }

    /// <summary>Lines, or parts between semicolons, of name=value.</summary>
    public static JsonObject Pairs(string text)
    {
        var pairs = new JsonObject();
        foreach (var line in text.Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            pairs[at < 0 ? line : line[..at].Trim()] = at < 0 ? "" : line[(at + 1)..].Trim();
        }

        return pairs;
    }

    private async Task<Incident?> IncidentAsync(string reference, Id<Person> reader, CancellationToken cancel)
    {
        if (!IncidentReference.TryParse(reference, out var named))
        {
            return null;
        }

        var incident = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(one => one.Number == named.Number, cancel);
        return incident is not null && PermissionTable.Sees(await standings.OnAsync(reader, incident, cancel), incident.Confidential) ? incident : throw VerbRefusals.NoSuchIncident(named);
    }

    private async Task<FormField> FieldAsync(Grammar grammar, VerbParameter parameter, JsonObject carried, Incident? incident, Id<Person> reader, CancellationToken cancel)
    {
        var (label, hint) = FormWords.For(grammar.Name, parameter);
        var choices = await ChoicesAsync(grammar, parameter, incident, reader, cancel);
        var value = carried[parameter.JsonName] is { } given ? Written(given) : parameter.Choices is { } words && parameter.Default is { } usual ? words.Write(usual) : null;
        return new FormField(parameter.JsonName, label, parameter.Kind, parameter.IsRequired || (choices is { Count: > 1 } && parameter.Name == "client"))
        {
            Hint = hint,
            Choices = choices is { Count: > 0 } ? choices : null,
            Value = string.IsNullOrEmpty(value) ? choices is { Count: 1 } ? choices[0].Value : null : value,
            Long = FormWords.IsLong(parameter),
        };
    }

    private static string Written(JsonNode value) => value switch
    {
        JsonObject pairs => string.Join('\n', pairs.Select(pair => $"{pair.Key}={pair.Value}")),
        JsonArray items => string.Join(", ", items.Select(item => $"{item}")),
        _ => value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(),
    };

    private async Task<IReadOnlyList<FormChoice>?> ChoicesAsync(Grammar grammar, VerbParameter parameter, Incident? incident, Id<Person> reader, CancellationToken cancel) => (parameter.Kind, parameter.Name) switch
    {
        (ParameterKind.Choice, "to") when grammar.VerbType == typeof(StepBack) && incident is not null =>
            [.. Enum.GetValues<IncidentState>().Where(one => one < incident.State && one <= IncidentState.Validation).Reverse().Select(one => new FormChoice(one.Kebab(), one.Words()))],
        (ParameterKind.Choice, _) => [.. parameter.Choices!.Words.Select(word => new FormChoice(word, $"{char.ToUpperInvariant(word[0])}{word[1..].Replace('-', ' ')}"))],
        (ParameterKind.Person, _) when incident is not null => await PeopleAsync(incident, cancel),
        (ParameterKind.Incident, _) when incident is not null => await OthersAsync(incident, reader, cancel),
        (ParameterKind.Text, "client") => await ClientsAsync(reader, cancel),
        (ParameterKind.Text, "who" or "contact") when incident is not null => await PageableAsync(incident, cancel),
        (ParameterKind.Text, "clock") when incident is not null => await ClocksAsync(incident, cancel),
        (ParameterKind.Text, "event") when incident is not null => Events(),
        (ParameterKind.Number, "number") when grammar.Name.StartsWith("task ", StringComparison.Ordinal) && incident is not null => await TasksAsync(incident, cancel),
        (ParameterKind.Number, "number") when grammar.Name.StartsWith("followup ", StringComparison.Ordinal) && incident is not null => await FollowUpsAsync(incident, cancel),
        _ => null,
    };

    private async Task<IReadOnlyList<FormChoice>> PeopleAsync(Incident incident, CancellationToken cancel) =>
        await people.Joinable(incident.OrganisationId).AsNoTracking().OrderBy(one => one.Name).Take(MostChoices).Select(one => new FormChoice(one.Id.Value.ToString(), one.Name)).ToListAsync(cancel);

    private async Task<IReadOnlyList<FormChoice>> OthersAsync(Incident incident, Id<Person> reader, CancellationToken cancel) => [.. (await standings.Visible(reader).AsNoTracking()
        .Where(one => one.Id != incident.Id && one.OrganisationId == incident.OrganisationId && one.MergedInto == null).OrderByDescending(one => one.Number).Take(MostChoices).ToListAsync(cancel))
        .Select(one => new FormChoice(one.Reference.ToString(), $"{one.Reference} {one.PublicName}"))];

    private async Task<IReadOnlyList<FormChoice>> ClientsAsync(Id<Person> reader, CancellationToken cancel) =>
        [.. (await standings.DeclarableAsync(reader, cancel)).Take(MostChoices).Select(one => new FormChoice(one.Slug, one.Name))];

    private async Task<IReadOnlyList<FormChoice>> PageableAsync(Incident incident, CancellationToken cancel) => await plans.OfAsync(incident, cancel) is not { } plan ? []
        : [.. plan.Roles.Select(role => new FormChoice(role.Name, $"{role.Name}: {plan.FindContact(role.Contact)?.Name}")).Concat(plan.Contacts.Select(contact => new FormChoice(contact.Key, contact.Name))).DistinctBy(one => one.Value.ToLowerInvariant()).Take(MostChoices)];

    private async Task<IReadOnlyList<FormChoice>> ClocksAsync(Incident incident, CancellationToken cancel) => [.. (await db.Clocks.AsNoTracking().Where(one => one.IncidentId == incident.Id).OrderBy(one => one.Number).ToListAsync(cancel))
        .Where(one => one.Shown).Take(MostChoices).Select(one => new FormChoice(one.RowId, ClockWords.Title(one)))];

    private static IReadOnlyList<FormChoice> Events() => [.. Catalogue.Shipped.Events.Take(MostChoices).Select(one => new FormChoice(one, $"{char.ToUpperInvariant(one[0])}{one[1..].Replace('-', ' ').Replace('_', ' ')}"))];

    private async Task<IReadOnlyList<FormChoice>> TasksAsync(Incident incident, CancellationToken cancel) => await db.ChecklistItems.AsNoTracking().Where(one => one.IncidentId == incident.Id && one.State == ChecklistState.Open)
        .OrderBy(one => one.Number).Take(MostChoices).Select(one => new FormChoice($"{one.Number}", $"{one.Number}. {one.Title}")).ToListAsync(cancel);

    private async Task<IReadOnlyList<FormChoice>> FollowUpsAsync(Incident incident, CancellationToken cancel) => await db.FollowUps.AsNoTracking().Where(one => one.IncidentId == incident.Id && one.DoneAt == null)
        .OrderBy(one => one.Number).Take(MostChoices).Select(one => new FormChoice($"{one.Number}", $"{one.Number}. {one.Title}")).ToListAsync(cancel);
}
