using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;

namespace IncidentBot.Core.Verbs;

/// <summary>A verb on its way to the router.</summary>
/// <param name="Key">The delivery's id or the action's once-key; a repeat of it gets the first answer.</param>
/// <param name="Person">Whose rights it runs with.</param>
/// <param name="Verb">What to do.</param>
/// <param name="Incident">The incident that it names or whose room it was said in.</param>
/// <param name="OfferedState">The state for which a button was offered; another one means that it is stale.</param>
public sealed record VerbRequest(string Key, Id<Person>? Person, IVerb Verb, IncidentReference? Incident, IncidentState? OfferedState = null)
{
    /// <summary>The only incident that whoever sends it may touch, because they came by an invitation to it.</summary>
    public IncidentReference? Only { get; init; }

    /// <summary>The try of a page that is answered from outside, by link, text or telephone: whoever was paged answers that page and does nothing else.</summary>
    public Id<PageAttempt>? Answers { get; init; }

    /// <summary>Who says it on a chat platform, known or not.</summary>
    public ChatIdentity? Chat { get; init; }

    /// <summary>What is answered is read on a chat platform.</summary>
    public bool InChat { get => field || Chat is not null; init; }

    /// <summary>Begins the key of an action: whoever presses it second gets the first answer.</summary>
    public const string Once = "once:";
}
