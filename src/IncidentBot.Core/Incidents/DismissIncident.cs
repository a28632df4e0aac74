using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Dismisses the incident: false-positive, duplicate, superseded, external or cancelled.</summary>
public sealed record DismissIncident(DismissalReason Reason, string? Because = null, string? Override = null) : IIncidentVerb, IVerb<DismissIncident>
{
    public static Grammar<DismissIncident> Grammar => new("dismiss")
    {
        Arguments = ["reason"],
        Rest = "because",
        Summary = "Dismisses the incident: false-positive, duplicate, superseded, external or cancelled.",
        Examples = ["dismiss false-positive the note was a training poster"],
    };

    public static Permission Needs => Permission.Dismiss;
}

public sealed class DismissIncidentHandler(LifecycleStep step) : IHandle<DismissIncident>
{
    public Task<Reply> HandleAsync(DismissIncident verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.DismissAs(verb.Reason);
        return step.TakeAsync(incident, IncidentTrigger.Dismiss, by, verb.Because is null ? verb.Reason.Words() : $"{verb.Reason.Words()}: {verb.Because}", verb.Override, cancel);
    }
}
