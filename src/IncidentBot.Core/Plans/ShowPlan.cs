using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans;

/// <summary>Answers whom to call: roles, contacts, numbers, hours, escalation and insurance, to who asks alone.</summary>
public sealed record ShowPlan(string? What = null, string? Client = null) : IClientVerb, IVerb<ShowPlan>
{
    public static Grammar<ShowPlan> Grammar => new("plan show", "plan")
    {
        Rest = "what",
        Summary = "Shows whom to call: the plan's roles and contacts with their numbers, hours and languages, the escalation and the insurance. You alone see the answer.",
        Examples = ["plan show", "plan show legal", "plan show law-enforcement --client contoso-dental"],
        Notes = ["In an incident's room it is the plan that the incident was opened with, and it says when there is a newer one."],
    };

    public static Permission Needs => Permission.ReadPlan;
}

public sealed class ShowPlanHandler(PlanBook plans, IncidentTime time) : IHandleForClient<ShowPlan>
{
    public async Task<Reply> HandleAsync(ShowPlan verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel)
    {
        var edition = await plans.EditionAsync(client, incident, cancel) ?? throw PlanRefusals.NoPlan(client);
        var pages = new WhomToCall(edition, time.Now);
        return Reply.Of(verb.What is { } what ? pages.About(what.Trim()) ?? throw PlanRefusals.NothingCalled(what.Trim(), edition.Plan) : pages.Overview(incident));
    }
}
