using System.Text;
using System.Text.Json;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Teams.Cards;

/// <summary>A form as it came back from Teams.</summary>
public sealed class TeamsSubmission
{
    private readonly TeamsFormData form;

    private TeamsSubmission(TeamsFormData form, IReadOnlyDictionary<string, string> values, JsonElement data) => (this.form, Values, Data) = (form, values, data);

    public string Verb => form.V;

    public IncidentReference? Incident => IncidentReference.TryParse(form.I, out var reference) ? reference : null;

    public IncidentState? OfferedState => Enum.TryParse<IncidentState>(form.S, out var state) && Enum.IsDefined(state) ? state : null;

    /// <summary>Where the form was asked for.</summary>
    public string? Origin => form.C;

    /// <summary>The id under which the rest of the form was kept, because it was too long for the dialog; give what is found to <see cref="With"/> first.</summary>
    public string? Stored => form.K;

    /// <summary>What was filled in, by the names of the fields. Teams leaves out what is empty.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>More than a form can show again: a whole file. Whoever pasted it has it still.</summary>
    public bool IsFile => Values.Values.Sum(Encoding.UTF8.GetByteCount) > TeamsLimits.Filled;

    internal string Once => form.O;

    /// <summary>All that was sent.</summary>
    internal JsonElement Data { get; }

    /// <summary>From this the form is made again when what was filled in is refused; <see cref="TeamsForms.AgainAsync"/> puts it back into the fields.</summary>
    public CardAction Action => new("", form.V, form.A ?? "{}", form.I ?? "", form.S, null) { Form = form.V };

    /// <param name="data">What the dialog submitted.</param>
    /// <returns>Null for what is no form of ours.</returns>
    public static TeamsSubmission? Read(JsonElement data) => TeamsFormData.Read(data) is { } form ? new(form, TeamsFields.Read(TeamsData.Beside(data), form.L), data.Clone()) : null;

    /// <summary>With what was kept under <see cref="Stored"/>.</summary>
    public TeamsSubmission With(CardAction? kept)
    {
        var whole = form.With(kept);
        return new(whole, TeamsFields.Read(TeamsData.Beside(Data), whole.L), Data);
    }

    /// <summary>The JSON arguments of the verb.</summary>
    /// <exception cref="RefusalException">What was filled in is none; its field says where.</exception>
    public string Arguments(VerbCatalogue verbs)
    {
        var grammar = verbs.Grammars.Find(Verb) ?? throw GrammarRefusals.UnknownVerb(Verb).AsException();
        return FormAnswers.Arguments(grammar, form.A ?? "{}", Values);
    }

    /// <summary>What goes to the router, by the rights of whoever sent it.</summary>
    /// <exception cref="RefusalException">What was filled in is none, or is no verb.</exception>
    public VerbRequest Request(VerbCatalogue verbs, Id<Person>? person)
    {
        var arguments = Arguments(verbs);
        return new VerbRequest(FormAnswers.Key(form.O, arguments), person, verbs.Read(Verb, arguments), Incident, OfferedState) { InChat = true };
    }
}
