using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>Makes the form of any verb for one reader: filled with what the button carries, its choices looked up by the reader's own rights. It refuses what the verb would refuse them.</summary>
public sealed class FormBook(IncidentDb db, VerbCatalogue verbs, Admission admission, FormChoices choices, PlanBook plans, Audit audit)
{
    /// <param name="only">The only incident that they may touch, if they came by an invitation.</param>
    /// <param name="inChat">It is shown on a chat platform.</param>
    /// <exception cref="RefusalException">They may not, the incident is none that they can see, or it has moved on.</exception>
    public async Task<Form> OfAsync(CardAction action, Id<Person>? reader, CancellationToken cancel, IncidentReference? only = null, bool inChat = false)
    {
        await using var held = await db.HoldAsync(cancel);
        var grammar = verbs.Grammars.Find(action.Verb) ?? throw GrammarRefusals.UnknownVerb(action.Verb).AsException();
        var entry = verbs.All.Single(one => one.Grammar == grammar);
        var named = IncidentReference.TryParse(action.Incident, out var reference) ? reference : (IncidentReference?)null;
        var (incident, by) = await admission.LookAsync(entry, reader, named, only, inChat, cancel);
        if (incident is not null && action.OfferedState is { } offered && offered != incident.State.ToString())
        {
            throw VerbRefusals.MovedOn(incident);
        }

        if (incident is { Confidential: true })
        {
            await audit.ReadAsync(incident, by.Person!.Value, "form", null, cancel);
        }

        return await FillAsync(FormSketch.Of(verbs, action, Allowed(by)), grammar, incident, by, cancel);
    }

    private async Task<Form> FillAsync(Form form, Grammar grammar, Incident? incident, Actor by, CancellationToken cancel)
    {
        var about = await choices.AboutAsync(form.Arguments, grammar, incident, cancel);
        var fields = new List<FormField>();
        foreach (var field in form.Fields)
        {
            var parameter = grammar.Parameters.Single(one => one.JsonName == field.Name);
            var asked = FormWords.Of(grammar, parameter);
            var found = await choices.OfAsync(asked.From, parameter, incident, by, cancel);
            if (found is null or { Count: > 0 })
            {
                fields.Add(found is null ? await InZoneAsync(field, incident, cancel) : Offer(field with { Required = field.Required || asked.From is Lookup.Client }, found));
            }
            else if (asked.CanBeTyped)
            {
                fields.Add(field);
            }
            else if (field.Required)
            {
                throw FormRefusals.NothingToChoose(asked.Label);
            }
        }

        return form with { Fields = fields, Intro = about ?? form.Intro };
    }

    /// <summary>A time without a zone is meant in the client's.</summary>
    private async Task<FormField> InZoneAsync(FormField field, Incident? incident, CancellationToken cancel) =>
        field.Kind is FieldKind.Moment && incident is not null ? field with { Hint = $"{field.Hint} Meant in {(await plans.OfAsync(incident, cancel))?.Zone ?? "UTC"}." } : field;

    private static FormField Offer(FormField field, IReadOnlyList<FormOption> found)
    {
        var offered = found.Take(FormField.MostOptions).ToList();
        var value = field.Value is { } given
            ? found.FirstOrDefault(one => string.Equals(one.Value, given, StringComparison.OrdinalIgnoreCase)) is { } known ? known.Value : null
            : found is [var only] && field.Required ? only.Value : null;
        if (value is not null && offered.TrueForAll(one => one.Value != value))
        {
            offered[^1] = found.First(one => one.Value == value);
        }

        return field with
        {
            Kind = field.Kind is FieldKind.Person or FieldKind.Incident ? field.Kind : FieldKind.Choice,
            Options = offered,
            Value = value,
            Hint = found.Count > offered.Count ? $"Only {offered.Count} of {found.Count} are shown: type the verb for the others." : field.Hint,
        };
    }

    private static List<Lookup> Allowed(Actor by) =>
        [.. by.May(Permission.Override) is Access.Yes ? [Lookup.Override] : (Lookup[])[], .. by.May(Permission.DecideLaw) is Access.Yes ? [Lookup.Counsel] : (Lookup[])[]];
}
