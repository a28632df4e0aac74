using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Checklists;

/// <summary>Adds a task to this stage, or to another.</summary>
public sealed record AddTask(string Title, string? Action = null, Horizon Horizon = Horizon.Short, IncidentState? Stage = null) : IIncidentVerb, IVerb<AddTask>
{
    public static Grammar<AddTask> Grammar => new("task add")
    {
        Rest = "title",
        Summary = "Adds a task to this stage, or to another.",
        Examples = ["task add pull FS03 off the network --action isolate --horizon short"],
    };

    public static Permission Needs => Permission.ManageWork;
}

public sealed class AddTaskHandler(TaskBook tasks, IncidentTime time, IncidentDb db) : IHandle<AddTask>
{
    public async Task<Reply> HandleAsync(AddTask verb, Incident incident, Actor by, CancellationToken cancel)
    {
        by.Require(Permission.ManageWork);
        incident.MustBeActive();
        if (verb.Stage is > IncidentState.Review)
        {
            throw IncidentRefusals.NotAStage(verb.Stage.Value);
        }

        var title = Wording.Checked(verb.Title, "The task", Limits.Title);
        var item = new ChecklistItem(incident.Id, await tasks.NextNumberAsync(incident, cancel), verb.Stage ?? incident.State, title, time.Now) { Action = verb.Action, Horizon = verb.Horizon };
        db.Add(item);
        incident.Record("task-added", by, $"{by.Name} added task {item.Number}: {title}", new { task = item.Number, title, stage = item.Stage.Kebab(), action = verb.Action });
        return Reply.Of($"Task {item.Number} is on the list.");
    }
}
