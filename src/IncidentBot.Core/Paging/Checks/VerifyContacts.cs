using IncidentBot.Core.Chat;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Paging.Checks;

/// <summary>Has a friendly test go out to a contact of the plan, or to all, so that it is known before an incident whether they can be reached.</summary>
public sealed record VerifyContacts(string? Contact = null, string? Client = null) : IOrganisationVerb, IVerb<VerifyContacts>
{
    public static Grammar<VerifyContacts> Grammar => new("contact verify")
    {
        Arguments = ["contact"],
        Summary = "Sends a friendly test to a contact of the plan, or to all of them, in their working hours. They confirm with one tap.",
        Examples = ["contact verify", "contact verify insurer --client contoso-dental"],
        Notes = ["Every mail address and telephone is tested by itself. Nothing of any incident is in a test, and nobody is paged by it."],
    };

    public static Permission Needs => Permission.Prepare;
}

public sealed class VerifyContactsHandler(PlanBook plans, CheckPlanner planner) : IHandleInOrganisation<VerifyContacts>
{
    public async Task<Reply> HandleAsync(VerifyContacts verb, Organisation organisation, Actor by, CancellationToken cancel)
    {
        var plan = await plans.LatestAsync(organisation.Id, cancel) is { } version ? plans.Read(version) ?? throw PlanRefusals.Unreadable(version.Number) : throw PlanRefusals.NoPlan(organisation);
        var contacts = verb.Contact is { } key ? [plan.FindContact(key) ?? throw PlanRefusals.NothingCalled(key, plan)] : plan.Contacts;
        var planned = await planner.PlanAsync(organisation.Id, plan, contacts, by.Person, cancel);
        return Reply.Of(planned.Count == 0
            ? (Prose)$"Nothing is sent: no mail address or telephone that is set up here is left to test. `contact list` shows what was tested."
            : $"{planned.Count} tests go out to {string.Join(", ", planned.Select(one => one.Name).Distinct())}, each in their working hours. `contact list` shows who confirmed.");
    }
}
