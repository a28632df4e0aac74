using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Closes the incident when the post-mortem is posted, the clocks are decided and the follow-ups owned.</summary>
public sealed record CloseIncident(string? Note = null, string? Override = null) : IIncidentVerb, IVerb<CloseIncident>
{
    public static Grammar<CloseIncident> Grammar => new("close")
    {
        Rest = "note",
        Summary = "Closes the incident when the post-mortem is posted, the clocks are decided and the follow-ups owned.",
        Examples = ["close", "close --override the client insists"],
    };

    public static Permission Needs => Permission.MoveLifecycle;
}

public sealed class CloseIncidentHandler(LifecycleStep step) : IHandle<CloseIncident>
{
    public Task<Reply> HandleAsync(CloseIncident verb, Incident incident, Actor by, CancellationToken cancel) =>
        step.TakeAsync(incident, IncidentTrigger.Close, by, verb.Note, verb.Override, cancel);
}
