using IncidentBot.Core.Chat;

namespace IncidentBot.Core.Incidents;

/// <summary>What an incident refuses, in the sentences people see.</summary>
public static class IncidentRefusals
{
    public static RefusalException AlreadyThat(Incident incident, string what) =>
        new(new Refusal("already", $"{incident.Reference} is {what} already. Nothing was changed."));

    public static RefusalException NotFromHere(Incident incident, IncidentTrigger trigger, IEnumerable<string> possible) =>
        new(new Refusal("wrong-state", $"{incident.Reference} is in {incident.State.Words()}; `{trigger.Verb()}` does not apply there. From here: {Prose.Join(", ", possible.Select(Prose.Code))}."));

    public static RefusalException Unmet(Incident incident, IncidentTrigger trigger, IEnumerable<string> unmet, bool passable) =>
        new(new Refusal("guard", $"{incident.Reference} is not ready for `{trigger.Verb()}`:\n{Prose.Join("\n", unmet.Select(one => Prose.Own($"- {one}")))}\n{(passable ? Passable(trigger) : Prose.Own("That is legal's to decide; nobody may override it."))}"));

    private static Prose Passable(IncidentTrigger trigger) => $"The incident manager may go on regardless: `{trigger.Verb()} --override <reason>`.";

    public static RefusalException NotEarlier(Incident incident, IncidentState to) =>
        new(new Refusal("not-earlier", $"{to.Words()} is not an earlier stage than {incident.State.Words()}. `back` goes to an earlier one: triage, containment, eradication, recovery or validation."));

    public static RefusalException NotAStage(IncidentState state) =>
        new(new Refusal("not-a-stage", $"Nothing is worked on once an incident is {state.Words()}. Name a stage: triage, containment, eradication, recovery, validation or review."));

    public static RefusalException Twice(string one, string other) =>
        new(new Refusal("repeated-name", $"{one} and {other} are the same. Say it once."));

    public static RefusalException NotACount(string name, string value) =>
        new(new Refusal("not-a-count", $"{name} counts people: \"{value}\" is not a whole number. Write {name}=1150, or {name}=unknown."));

    public static RefusalException NoSuchPlace(string word, IReadOnlyList<string> nearest) =>
        new(new Refusal("no-such-place", $"There is no state or country \"{word.ToUpperInvariant()}\".{(nearest.Count > 0 ? $" Nearest: {string.Join(", ", nearest)}." : "")} Write US-TX for a state, EU-DE for a country of the European Economic Area, ISO-JP for any other. Nothing was recorded."));

    public static RefusalException TwoPlaces(string code) =>
        new(new Refusal("two-places", $"{code} is a state and a country. Write US-{code} for the state, ISO-{code} for the country. Nothing was recorded."));

    public static RefusalException NoValue(string name) =>
        new(new Refusal("empty", $"{name} has no value. Write {name}=<value>; {name}=unknown takes back what was said."));

    public static RefusalException ReasonNeeded(string usage) => new(new Refusal("reason-needed", $"Say why: `{usage}`."));

    public static RefusalException TooLong(string what, int limit, string? field = null) => new(new Refusal("too-long", $"{what} may have at most {limit} characters. Nothing was recorded; please shorten it.") { Field = field });

    public static RefusalException Empty(string what, string? field = null) => new(new Refusal("empty", $"{what} may not be empty. Say it again with the words; `help <verb>` shows how.") { Field = field });

    public static RefusalException Over(Incident incident) =>
        new(incident.State is IncidentState.Merged
            ? new Refusal("over", $"{incident.Reference} is merged: say it on the incident that it goes on as, which its `timeline` names last.")
            : new Refusal("over", $"{incident.Reference} is {incident.State.Words()}. `reopen <reason>` brings it back first; `note` still writes on its timeline."));

    public static RefusalException NobodyCalled(string who) =>
        new(new Refusal("no-such-person", $"Nobody called {who} can be let into this incident: they need a part at this client or with its provider. `who` shows the people here."));

    public static RefusalException AlreadyIn(Incident incident, string name) =>
        new(new Refusal("already", $"{name} is in {incident.Reference} already. `page` calls them, `role` gives them a part."));

    public static RefusalException MergeIntoItself() => new(new Refusal("merge-itself", "An incident cannot be merged into itself. Name the one that goes on: `merge INC-7`."));

    /// <summary>What is confidential stays so.</summary>
    public static RefusalException MergeIntoChat(Incident incident, IncidentReference survivor) => new(new Refusal("merge-into-chat",
        $"{incident.Reference} is worked on out of band, and chat is told of {survivor}. Say `{survivor} out-of-band` first, or merge the other way round."));

    public static RefusalException MergeIntoTheOpen(Incident incident, IncidentReference other) =>
        new(new Refusal("merge-into-the-open", $"{incident.Reference} is confidential and {other} is not: merged, everybody at the client could read it. Merge the other way: `{other} merge {incident.Reference}`."));

    public static RefusalException MergeAcross(IncidentReference other) =>
        new(new Refusal("merge-across", $"{other} cannot take this one over: it is not an open incident of the same client. `list` shows those that are."));
}
