using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Says what was restored and from which clean backup: recovery ends and validation begins.</summary>
public sealed record EndRecovery(string? From = null, string? Override = null) : IIncidentVerb, IVerb<EndRecovery>
{
    public static Grammar<EndRecovery> Grammar => new("restored")
    {
        Rest = "from",
        Summary = "Says what was restored and from which clean backup: recovery ends and validation begins.",
        Examples = ["restored FS01 and FS02 from the immutable backup of 22 November"],
    };

    public static Permission Needs => Permission.MoveLifecycle;
}

public sealed class EndRecoveryHandler(LifecycleStep step) : IHandle<EndRecovery>
{
    public Task<Reply> HandleAsync(EndRecovery verb, Incident incident, Actor by, CancellationToken cancel)
    {
        if (verb.From is { } from && incident.State is IncidentState.Recovery)
        {
            incident.RestoreFrom(Wording.Checked(from, "What was restored"));
        }

        return step.TakeAsync(incident, IncidentTrigger.Restore, by, verb.From, verb.Override, cancel);
    }
}
