using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Confirms that the incident is real: triage ends and containment begins.</summary>
public sealed record ConfirmIncident(string? Note = null, string? Override = null) : IIncidentVerb, IVerb<ConfirmIncident>
{
    public static Grammar<ConfirmIncident> Grammar => new("confirm")
    {
        Rest = "note",
        Summary = "Confirms that the incident is real: triage ends and containment begins.",
        Examples = ["confirm", "confirm --override the client insists"],
    };

    public static Permission Needs => Permission.MoveLifecycle;
}

public sealed class ConfirmIncidentHandler(LifecycleStep step) : IHandle<ConfirmIncident>
{
    public Task<Reply> HandleAsync(ConfirmIncident verb, Incident incident, Actor by, CancellationToken cancel) =>
        step.TakeAsync(incident, IncidentTrigger.Confirm, by, verb.Note, verb.Override, cancel);
}
