using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Invitations;

/// <summary>Lets in whoever answers a page of an incident that is worked on out of band: they are sent an invitation, because there is no chat in which they could go on.</summary>
public sealed class OutOfBandGuests(IncidentDb db, PlanBook plans, Inviter inviter, InvitationCourier courier)
{
    public async Task InviteAsync(Incident incident, Page page, Actor by, CancellationToken cancel)
    {
        if (incident.OutOfBandSince is null || by.Via is null)
        {
            return;
        }

        var key = await db.PageAttempts.Where(one => one.PageId == page.Id && one.PersonId == by.Person).Select(one => one.Contact).FirstAsync(cancel);
        if (await plans.OfAsync(incident, cancel) is { } plan && plan.FindContact(key) is { } contact && courier.Reaches(contact))
        {
            courier.Send(incident, await inviter.MakeAsync(incident, contact, SendInvitation.UsualHours, Actor.Bot, cancel), contact);
        }
    }
}
