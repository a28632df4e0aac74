using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Reopens a dismissed, reviewed or closed incident, with a reason.</summary>
public sealed record ReopenIncident(string Reason, string? Override = null) : IIncidentVerb, IVerb<ReopenIncident>
{
    public static Grammar<ReopenIncident> Grammar => new("reopen")
    {
        Rest = "reason",
        Summary = "Reopens a dismissed, reviewed or closed incident, with a reason.",
        Examples = ["reopen the same beacon is back"],
    };

    public static Permission Needs => Permission.Reopen;
}

public sealed class ReopenIncidentHandler(LifecycleStep step) : IHandle<ReopenIncident>
{
    public Task<Reply> HandleAsync(ReopenIncident verb, Incident incident, Actor by, CancellationToken cancel) =>
        step.TakeAsync(incident, IncidentTrigger.Reopen, by, Wording.Checked(verb.Reason, "The reason"), verb.Override, cancel);
}
