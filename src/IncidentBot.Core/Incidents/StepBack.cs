using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Steps back to an earlier stage, with a reason.</summary>
public sealed record StepBack(IncidentState To, string Reason, string? Override = null) : IIncidentVerb, IVerb<StepBack>
{
    public static Grammar<StepBack> Grammar => new("back")
    {
        Arguments = ["to"],
        Rest = "reason",
        Summary = "Steps back to an earlier stage, with a reason.",
        Examples = ["back containment found the beacon on FS03 again"],
    };

    public static Permission Needs => Permission.MoveLifecycle;
}

public sealed class StepBackHandler(LifecycleStep step) : IHandle<StepBack>
{
    public Task<Reply> HandleAsync(StepBack verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var reason = Wording.Checked(verb.Reason, "The reason");
        if (incident.State.IsActive() && (verb.To >= incident.State || verb.To > IncidentState.Validation))
        {
            throw IncidentRefusals.NotEarlier(incident, verb.To);
        }

        incident.BackTo = verb.To;
        return step.TakeAsync(incident, IncidentTrigger.Back, by, reason, verb.Override, cancel);
    }
}
