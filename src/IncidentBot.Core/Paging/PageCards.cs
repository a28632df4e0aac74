using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>The card that a paged person sees, with buttons to acknowledge, decline and escalate.</summary>
public sealed class PageCards(IncidentDb db, VerbCatalogue verbs)
{
    private readonly Dictionary<Id<Organisation>, string> clients = [];

    public async Task<Card> ForAsync(Page page, PageAttempt attempt, Incident incident, CancellationToken cancel) =>
        new($"You are needed: {incident.PublicName}", $"{incident.CodeName}: you are paged. Open IncidentBot to acknowledge.",
            [new CardFact("Severity", incident.Severity.Words()), new CardFact("Paged at", $"{page.StartedAt:yyyy-MM-dd HH:mm} UTC")],
            [new CardSection("Message", [new CardLine(page.Message)]), new CardSection("Why you", [new CardLine(await ReasonAsync(page, attempt, incident, cancel))])],
            [
                verbs.Action("Acknowledge", new AcknowledgePage(page.Number), incident) with { Primary = true },
                verbs.Action("Decline", new DeclinePage(page.Number), incident),
                verbs.Action("Escalate now", new EscalatePage(page.Number), incident),
            ])
        {
            Tone = "danger",
        };

    /// <summary>Who asks whom to do what. A confidential incident does not name its client.</summary>
    private async Task<Prose> ReasonAsync(Page page, PageAttempt attempt, Incident incident, CancellationToken cancel)
    {
        var turn = attempt.Level == 0 ? "first" : "next";
        var asked = page.Asked == Pager.PlansEscalation
            ? (Prose)$"The plan pages you {turn} for {incident.Severity.Words()} incidents{(incident.Confidential ? "" : $" at {await ClientAsync(incident, cancel)}")}."
            : (Prose)$"{await RequesterAsync(page, cancel)} asks for {page.Asked}, and the plan names you{(attempt.Level == 0 ? "" : " next")}.";
        return $"{asked} Acknowledge to say that you have it; decline if you cannot, so that somebody else is tried.";
    }

    private async Task<string> ClientAsync(Incident incident, CancellationToken cancel) =>
        clients.TryGetValue(incident.OrganisationId, out var name) ? name : clients[incident.OrganisationId] = await db.Organisations.Where(one => one.Id == incident.OrganisationId).Select(one => one.Name).SingleAsync(cancel);

    private async Task<string> RequesterAsync(Page page, CancellationToken cancel) => await db.People.Where(one => one.Id == page.RequestedBy).Select(one => one.Name).SingleOrDefaultAsync(cancel) ?? "IncidentBot";
}
