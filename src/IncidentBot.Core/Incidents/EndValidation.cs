using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Says that all systems are tested and back in full service: the review begins.</summary>
public sealed record EndValidation(string? Note = null, string? Override = null) : IIncidentVerb, IVerb<EndValidation>
{
    public static Grammar<EndValidation> Grammar => new("validated")
    {
        Rest = "note",
        Summary = "Says that all systems are tested and back in full service: the review begins.",
        Examples = ["validated", "validated --override the client insists"],
    };

    public static Permission Needs => Permission.MoveLifecycle;
}

public sealed class EndValidationHandler(LifecycleStep step) : IHandle<EndValidation>
{
    public Task<Reply> HandleAsync(EndValidation verb, Incident incident, Actor by, CancellationToken cancel) =>
        step.TakeAsync(incident, IncidentTrigger.Validate, by, verb.Note, verb.Override, cancel);
}
