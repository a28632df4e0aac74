using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans.Editing;
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

public sealed class ShowPlanHandler(PlanBook plans, IncidentTime time, VerbCatalogue verbs) : IHandleForClient<ShowPlan>
{
    public async Task<Reply> HandleAsync(ShowPlan verb, Organisation client, Incident? incident, Actor by, CancellationToken cancel)
    {
        var edition = await plans.EditionAsync(client, incident, cancel) ?? throw PlanRefusals.NoPlan(client);
        var pages = new WhomToCall(edition, time.Now);
        if (verb.What?.Trim() is not { } what)
        {
            return Reply.Of(pages.Overview(incident));
        }

        var card = pages.About(what) ?? throw PlanRefusals.NothingCalled(what, edition.Plan);
        return Reply.Of(by.Chat is not null && by.May(Permission.Prepare) is Access.Yes && PlanEditor.ContactOf(edition.Latest, what) is { } contact ? card with { Actions = [Change(contact, edition.Latest, client)] } : card);
    }

    /// <summary>Opens the contact's form in a chat, filled in. The newest plan is changed, whichever the incident was opened with.</summary>
    private CardAction Change(ContactFields contact, PlanVersion latest, Organisation client)
    {
        var (name, arguments) = verbs.Json.Serialize(contact.ToVerb(latest.Number, client.Slug));
        return new CardAction("Change…", name, arguments, "", null, null) { Form = "contact save" };
    }
}
