using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>Offers a verb as a button, for who does not know or does not want to type its words: the same on every platform.</summary>
public static class VerbOffer
{
    /// <summary>A button that does it, or that opens its form where there is anything to fill in.</summary>
    /// <returns>Null where it cannot be pressed: it is about an incident and none is known, or about a message, which has buttons of its own.</returns>
    public static Card? Of(VerbEntry verb, IncidentReference? incident)
    {
        if ((verb.OnIncident && incident is null) || !FormWords.CanBeAsked(verb.Grammar))
        {
            return null;
        }

        var (title, submit) = FormWords.Of(verb.Grammar);
        return verb.Grammar.Parameters.Count == 0 ? Of(title, Action(submit, verb, incident)) : Of(title, Action($"{submit}…", verb, incident) with { Form = verb.Name });
    }

    /// <summary>Answers a verb that was typed without the words that it needs, where a message opens no form but a button does.</summary>
    public static Reply Of(BareVerb bare)
    {
        var (name, incident) = (bare.Verb.Name, bare.Incident);
        return bare.Verb.OnIncident && incident is null
            ? Reply.Of(VerbRefusals.WhichIncident().Refusal)
            : Reply.Of($"Press the button and fill it in, or type it: `help {name}` shows how.", Of($"{name} needs more words", Action("Fill it in", bare.Verb, incident) with { Form = name }));
    }

    private static Card Of(string title, CardAction action) => new(title, "IncidentBot: there is a button for it.", [], [], [action]);

    private static CardAction Action(string label, VerbEntry verb, IncidentReference? incident) => new(label, verb.Name, "{}", verb.Grammar.TakesIncident ? $"{incident}" : "", null, null) { Primary = true };
}
