using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Checklists;

/// <summary>Says that a task will not be done, and why.</summary>
public sealed record WaiveTask(int Number, string Reason) : IIncidentVerb, IVerb<WaiveTask>
{
    public static Grammar<WaiveTask> Grammar => new("task waive")
    {
        Arguments = ["number"],
        Rest = "reason",
        Summary = "Says that a task will not be done, and why.",
        Examples = ["task waive 3 there is no such server here"],
    };

    public static Permission Needs => Permission.ManageWork;
}

public sealed class WaiveTaskHandler(TaskBook tasks) : IHandle<WaiveTask>
{
    public Task<Reply> HandleAsync(WaiveTask verb, Incident incident, Actor by, CancellationToken cancel)
    {
        by.Require(Permission.ManageWork);
        return tasks.DecideAsync(incident, verb.Number, ChecklistState.Waived, Wording.Checked(verb.Reason, "The reason"), by, cancel);
    }
}
