using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Checklists;

/// <summary>Gives a task to somebody.</summary>
public sealed record AssignTask(int Number, Id<Person> Person) : IIncidentVerb, IVerb<AssignTask>
{
    public static Grammar<AssignTask> Grammar => new("task assign")
    {
        Arguments = ["number", "person"],
        Summary = "Gives a task to somebody.",
        Examples = ["task assign 3 @sam"],
    };

    public static Permission Needs => Permission.ManageWork;
}

public sealed class AssignTaskHandler(TaskBook tasks, PeopleDirectory people, IncidentTime time) : IHandle<AssignTask>
{
    public async Task<Reply> HandleAsync(AssignTask verb, Incident incident, Actor by, CancellationToken cancel)
    {
        by.Require(Permission.ManageWork);
        incident.MustBeActive();
        var item = await tasks.FindAsync(incident, verb.Number, cancel);
        var person = await people.JoinableAsync(incident, verb.Person, cancel);
        item.Assign(person.Id);
        await people.JoinAsync(incident, person.Id, time.Now, cancel);
        incident.Record("task-assigned", by, $"{by.Name} gave task {item.Number} to {person.Name}: {item.Title}", new { task = item.Number, item.Title, person = person.Pseudonym });
        return Reply.Of($"{person.Name} has task {item.Number}.");
    }
}
