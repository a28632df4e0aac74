namespace IncidentBot.Core.Incidents;

/// <summary>What an incident refuses, in the sentences people see.</summary>
public static class IncidentRefusals
{
    public static RefusalException AlreadyThat(Incident incident, string what) =>
        new(new Refusal("already", $"{incident.Reference} is {what} already. Nothing was changed."));

    public static RefusalException NotFromHere(Incident incident, IncidentTrigger trigger, IEnumerable<string> possible) =>
        new(new Refusal("wrong-state", $"{incident.Reference} is in {incident.State.Words()}; `{trigger.Verb()}` does not apply there. From here: {string.Join(", ", possible.Select(verb => $"`{verb}`"))}."));

    public static RefusalException Unmet(Incident incident, IncidentTrigger trigger, IEnumerable<string> unmet) =>
        new(new Refusal("guard", $"{incident.Reference} is not ready for `{trigger.Verb()}`:\n{string.Join('\n', unmet.Select(one => $"- {one}"))}\nThe incident manager may go on regardless: `{trigger.Verb()} --override <reason>`."));

    public static RefusalException NotEarlier(Incident incident, IncidentState to) =>
        new(new Refusal("not-earlier", $"{to.Words()} is not an earlier stage than {incident.State.Words()}. `back` goes to an earlier one: triage, containment, eradication, recovery or validation."));

    public static RefusalException ReasonNeeded(string usage) => new(new Refusal("reason-needed", $"Say why: `{usage}`."));

    public static RefusalException TooLong(string what, int limit) => new(new Refusal("too-long", $"{what} may have at most {limit} characters. Nothing was recorded; please shorten it."));

    public static RefusalException Empty(string what) => new(new Refusal("empty", $"{what} may not be empty."));

    public static RefusalException Over(Incident incident) =>
        new(new Refusal("over", $"{incident.Reference} is {incident.State.Words()}. `reopen <reason>` brings it back first."));

    public static RefusalException NobodyCalled(string who) =>
        new(new Refusal("no-such-person", $"Nobody called {who} can be let into this incident: they need a part at this client or with its provider. `who` shows the people here."));

    public static RefusalException MergeIntoItself() => new(new Refusal("merge-itself", "An incident cannot be merged into itself. Name the one that goes on: `merge INC-7`."));

    public static RefusalException MergeAcross(IncidentReference other) =>
        new(new Refusal("merge-across", $"{other} cannot take this one over: it is not an open incident of the same client. `list` shows those that are."));
}
