using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Checklists;

/// <summary>Says that a task is done.</summary>
public sealed record FinishTask(int Number, string? Note = null) : IIncidentVerb, IVerb<FinishTask>
{
    public static Grammar<FinishTask> Grammar => new("task done")
    {
        Arguments = ["number"],
        Rest = "note",
        Summary = "Says that a task is done.",
        Examples = ["task done 3 verified with a ping sweep"],
    };

    public static Permission Needs => Permission.ManageWork;
}

public sealed class FinishTaskHandler(TaskBook tasks) : IHandle<FinishTask>
{
    public Task<Reply> HandleAsync(FinishTask verb, Incident incident, Actor by, CancellationToken cancel) =>
        tasks.DecideAsync(incident, verb.Number, ChecklistState.Done, verb.Note, by, cancel);
}
