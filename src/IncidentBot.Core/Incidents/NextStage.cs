using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Takes whichever step comes next.</summary>
public sealed record NextStage(string? Note = null, string? Override = null) : IIncidentVerb, IVerb<NextStage>
{
    public static Grammar<NextStage> Grammar => new("next")
    {
        Rest = "note",
        Summary = "Takes whichever step comes next.",
        Examples = ["next"],
    };

    public static Permission Needs => Permission.MoveLifecycle;
}

public sealed class NextStageHandler(LifecycleStep step) : IHandle<NextStage>
{
    public Task<Reply> HandleAsync(NextStage verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var next = IncidentLifecycle.Next(incident.State) ?? throw IncidentRefusals.Over(incident);
        if (next is IncidentTrigger.Restore && verb.Note is { } from)
        {
            incident.RestoreFrom(Wording.Checked(from, "What was restored"));
        }

        return step.TakeAsync(incident, next, by, verb.Note, verb.Override, cancel);
    }
}
