using IncidentBot.Core.Checklists;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Declares an incident at a client: the war room opens, the plan's people are paged, the clocks that may apply appear.</summary>
public sealed record DeclareIncident(string Title, string? Client = null, Severity Severity = Severity.High, IncidentType Type = IncidentType.Other, bool Confidential = false, bool Drill = false)
    : IOrganisationVerb, IVerb<DeclareIncident>
{
    public static Grammar<DeclareIncident> Grammar => new("declare", "new", "create", "open", "report")
    {
        Rest = "title",
        Summary = "Declares an incident: opens its war room, pages the plan's people and shows the clocks that may apply.",
        Examples = ["declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware"],
    };

    public static Permission Needs => Permission.Declare;
}

public sealed class DeclareIncidentHandler(IncidentDb db, PeopleDirectory people, PlanBook plans, StageTasks tasks, Pager pager, ClockBook clocks, Outbox outbox, IncidentTime time)
    : IHandleInOrganisation<DeclareIncident>
{
    public async Task<Reply> HandleAsync(DeclareIncident verb, Organisation organisation, Actor by, CancellationToken cancel)
    {
        var title = Wording.Checked(verb.Title, "The title", Limits.Title);
        var number = await db.NextAsync("incident", cancel);
        var incident = Incident.Declare(number, organisation.Id, new Declaration(title, verb.Severity, verb.Type, verb.Confidential, verb.Drill), by, time.Now);
        if (await plans.LatestAsync(organisation.Id, cancel) is { } plan)
        {
            incident.OpenWithPlan(plan.Id);
        }

        db.Add(incident);
        if (by.Person is { } declarer)
        {
            await people.JoinAsync(incident, declarer, time.Now, cancel);
        }

        await outbox.OpenRoomsAsync(incident, cancel);
        await tasks.AddAsync(incident, cancel);
        await PageAsync(incident, by, cancel);
        await clocks.ReviewAsync(incident, by, cancel);
        return Reply.Of($"{incident.Reference} is declared: **{title}** at {organisation.Name}, {incident.Severity.Words()}. Its war room is opening.") with { Incident = incident.Reference };
    }

    private async Task PageAsync(Incident incident, Actor by, CancellationToken cancel)
    {
        if (await plans.OfAsync(incident, cancel) is { } plan && PageLadders.OnDeclare(plan, incident.Severity, time.Now) is { Count: > 0 } ladder)
        {
            await pager.StartAsync(incident, Pager.PlansEscalation, $"{incident.Severity.Words()}: {incident.PublicName}", ladder, by, cancel);
        }
    }
}
