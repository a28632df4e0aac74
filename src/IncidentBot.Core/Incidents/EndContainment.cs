using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Says that the bleeding has stopped: containment ends and eradication begins.</summary>
public sealed record EndContainment(string? Note = null, string? Override = null) : IIncidentVerb, IVerb<EndContainment>
{
    public static Grammar<EndContainment> Grammar => new("contained")
    {
        Rest = "note",
        Summary = "Says that the bleeding has stopped: containment ends and eradication begins.",
        Examples = ["contained", "contained --override the client insists"],
    };

    public static Permission Needs => Permission.MoveLifecycle;
}

public sealed class EndContainmentHandler(LifecycleStep step) : IHandle<EndContainment>
{
    public Task<Reply> HandleAsync(EndContainment verb, Incident incident, Actor by, CancellationToken cancel) =>
        step.TakeAsync(incident, IncidentTrigger.Contain, by, verb.Note, verb.Override, cancel);
}
