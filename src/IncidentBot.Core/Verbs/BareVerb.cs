using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>A verb that was typed and nothing else, although it needs words: a form can ask for them.</summary>
/// <param name="Incident">The one that was named before it.</param>
public sealed record BareVerb(VerbEntry Verb, IncidentReference? Incident)
{
    /// <returns>Null for any other line.</returns>
    public static BareVerb? Read(VerbCatalogue verbs, string typed)
    {
        var words = typed.Trim().Split(' ', 2);
        var named = IncidentReference.TryParse(words[0], out var reference) ? reference : (IncidentReference?)null;
        var name = (named is null ? typed : words is [_, var rest] ? rest : "").Trim().ToLowerInvariant();
        return name.Length > 0 && verbs.Grammars.Find(name) is { } grammar && grammar.Parameters.Any(one => one.IsRequired) && FormWords.CanBeAsked(grammar) ? new BareVerb(verbs.All.First(one => one.Grammar == grammar), named) : null;
    }
}
