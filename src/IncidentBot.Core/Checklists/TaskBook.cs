using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Checklists;

/// <summary>Finds, decides and lists an incident's tasks.</summary>
public sealed class TaskBook(IncidentDb db, PeopleDirectory people, IncidentTime time)
{
    public async Task<ChecklistItem> FindAsync(Incident incident, int number, CancellationToken cancel) =>
        await db.ChecklistItems.SingleOrDefaultAsync(item => item.IncidentId == incident.Id && item.Number == number, cancel)
        ?? throw new RefusalException(new Refusal("no-such-task", $"{incident.Reference} has no task {number}. `task list` shows them."));

    public async Task<int> NextNumberAsync(Incident incident, CancellationToken cancel)
    {
        await db.ChecklistItems.Where(item => item.IncidentId == incident.Id).LoadAsync(cancel);
        return db.ChecklistItems.Local.Where(item => item.IncidentId == incident.Id).Select(item => item.Number).DefaultIfEmpty().Max() + 1;
    }

    public async Task<Reply> DecideAsync(Incident incident, int number, ChecklistState to, string? because, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        var item = await FindAsync(incident, number, cancel);
        if (by.May(Permission.ManageWork) is Access.Own && item.AssigneeId != by.Person)
        {
            throw VerbRefusals.OnlyYourOwn();
        }

        if (item.State == to)
        {
            throw IncidentRefusals.AlreadyThat(incident, $"through with task {number}: it is {to.Words()}");
        }

        item.Decide(to, because, by.Person, time.Now);
        incident.Record(to is ChecklistState.Done ? "task-done" : "task-waived", by, $"{by.Name} {(to is ChecklistState.Done ? "finished" : "waived")} task {number}: {item.Title}{(because is null ? "" : $" ({because})")}", new { task = number, item.Title, because });
        return Reply.Of($"Task {number} is {to.Words()}.");
    }

    public async Task<Prose> WordsAsync(Incident incident, CancellationToken cancel)
    {
        var items = await db.ChecklistItems.AsNoTracking().Where(item => item.IncidentId == incident.Id).OrderBy(item => item.Number).ToListAsync(cancel);
        if (items.Count == 0)
        {
            return $"{incident.Reference} has no tasks yet. `task add <what>` adds one.";
        }

        var names = await people.NamesAsync(items.Select(item => item.AssigneeId), cancel);
        var text = new ProseLines();
        foreach (var stage in items.GroupBy(item => item.Stage).OrderBy(stage => stage.Key))
        {
            text.Add($"**{stage.Key.Words()}**");
            foreach (var item in stage)
            {
                text.Add($"{item.Number}. [{item.State.Words()}] {item.Title}{(item.AssigneeId is { } id ? $" – {names[id]}" : "")}{(item.Because is null ? "" : $" ({item.Because})")}");
            }
        }

        return text.Done();
    }
}

/// <summary>Adds the tasks of the client's protocol when an incident reaches a stage.</summary>
public sealed class StageTasks(IncidentDb db, PlanBook plans, TaskBook tasks, IncidentTime time)
{
    public async Task AddAsync(Incident incident, CancellationToken cancel)
    {
        if (await plans.OfAsync(incident, cancel) is not { } plan || incident.State > IncidentState.Validation)
        {
            return;
        }

        var number = await tasks.NextNumberAsync(incident, cancel);
        var known = db.ChecklistItems.Local.Where(item => item.IncidentId == incident.Id && item.Stage == incident.State).Select(item => item.Title).ToHashSet(StringComparer.Ordinal);
        foreach (var task in plan.TasksFor(incident.Type.Kebab(), incident.State.Kebab()).Where(task => !known.Contains(task.Title)))
        {
            db.Add(new ChecklistItem(incident.Id, number++, incident.State, task.Title, time.Now)
            {
                Action = task.Action,
                Horizon = task.Horizon == "long" ? Horizon.Long : Horizon.Short,
                FromPlan = true,
            });
        }
    }
}
