using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Checklists;

/// <summary>Lists the tasks, stage by stage.</summary>
public sealed record ListTasks() : IIncidentVerb, IReadVerb, IVerb<ListTasks>
{
    public static Grammar<ListTasks> Grammar => new("task list", "tasks")
    {
        Summary = "Lists the tasks, stage by stage.",
        Examples = ["task list"],
    };

    public static Permission Needs => Permission.Find;
}

public sealed class ListTasksHandler(TaskBook tasks) : IHandle<ListTasks>
{
    public async Task<Reply> HandleAsync(ListTasks verb, Incident incident, Actor by, CancellationToken cancel) =>
        Reply.Of(await tasks.WordsAsync(incident, cancel));
}
