using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Paging;

/// <summary>The card that a paged person sees, with buttons to acknowledge, decline and escalate.</summary>
public sealed class PageCards(VerbCatalogue verbs)
{
    public Card For(Page page, Incident incident, Id<Person>? reader) =>
        new($"You are needed: {incident.PublicName}", $"{incident.CodeName}: you are paged. Open IncidentBot to acknowledge.",
            [new CardFact("Severity", incident.Severity.Words()), new CardFact("Asked for", page.Asked), new CardFact("Paged at", $"{page.StartedAt:yyyy-MM-dd HH:mm} UTC")],
            [new CardSection("Message", [new CardLine(page.Message)])],
            [
                verbs.Action("Acknowledge", new AcknowledgePage(page.Number), incident, reader) with { Primary = true },
                verbs.Action("Decline", new DeclinePage(page.Number), incident, reader),
                verbs.Action("Escalate now", new EscalatePage(page.Number), incident, reader),
            ])
        {
            Tone = "danger",
        };
}
