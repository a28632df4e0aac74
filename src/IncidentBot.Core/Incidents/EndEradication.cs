using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Says that every threat is removed: eradication ends and recovery begins.</summary>
public sealed record EndEradication(string? Note = null, string? Override = null) : IIncidentVerb, IVerb<EndEradication>
{
    public static Grammar<EndEradication> Grammar => new("eradicated")
    {
        Rest = "note",
        Summary = "Says that every threat is removed: eradication ends and recovery begins.",
        Examples = ["eradicated", "eradicated --override the client insists"],
    };

    public static Permission Needs => Permission.MoveLifecycle;
}

public sealed class EndEradicationHandler(LifecycleStep step) : IHandle<EndEradication>
{
    public Task<Reply> HandleAsync(EndEradication verb, Incident incident, Actor by, CancellationToken cancel) =>
        step.TakeAsync(incident, IncidentTrigger.Eradicate, by, verb.Note, verb.Override, cancel);
}
