using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Plans;

namespace IncidentBot.Core.Paging;

/// <summary>What paging refuses, in the sentences people see.</summary>
public static class PagingRefusals
{
    public static RefusalException NoPlan(Incident incident) => new(new Refusal("no-plan", $"{incident.Reference} has no response plan, so nobody can be paged by role. Call by hand, and ask the operator to add the client's plan file."));

    public static RefusalException NoSuchContact(string who, Plan plan, string field = "who") =>
        new(new Refusal("no-such-contact", $"The plan knows no role or contact \"{who}\". Roles: {string.Join(", ", plan.Roles.Select(role => role.Name))}. Contacts: {string.Join(", ", plan.Contacts.Select(contact => contact.Key))}.") { Field = field });

    public static RefusalException NoPartner() => new(new Refusal("no-partner", "The plan names no partner to call in. `page <contact or role>` pages somebody else."));

    public static RefusalException NoPage(Incident incident, int? number) => new(new Refusal("no-such-page",
        number is null ? (Prose)$"Nobody is being paged for {incident.Reference}. `page <contact or role>` starts a page." : $"{incident.Reference} has no page {number}. `who` lists the pages."));

    public static RefusalException NothingToHandOver(Incident incident) => new(new Refusal("nothing-to-hand-over", $"You have acknowledged no page of {incident.Reference}, so there is nothing to hand over. `who` shows who has which; `page <contact or role>` pages somebody."));

    public static RefusalException NotYours(Page page) => new(new Refusal("not-your-page", $"Page {page.Number} is not trying you, so there is nothing to decline. `escalate {page.Number}` tries the next level now; `who` shows who was tried."));

    public static RefusalException OverAlready(Page page, string how) => new(new Refusal("page-over", $"Page {page.Number} is over already: {how}. Nothing was changed. `who` lists the pages; `page <contact or role>` starts another."));
}
