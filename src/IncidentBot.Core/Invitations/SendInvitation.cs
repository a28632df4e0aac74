using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Invitations;

/// <summary>Makes an invitation to this incident's web room for a contact of the plan, who needs no account.</summary>
public sealed record SendInvitation(string Contact, int? Hours = null, bool Deliver = false) : IIncidentVerb, IVerb<SendInvitation>
{
    public const int MostHours = 72;

    public static Grammar<SendInvitation> Grammar => new("invitation send")
    {
        Arguments = ["contact"],
        Summary = "Makes a link and a code that let a contact of the plan into this incident's web room, without an account.",
        Examples = ["invitation send insurer", "invitation send forensics --hours 48", "invitation send insurer --deliver"],
        Notes = ["With --deliver the link goes out by mail and the code by text, or the other way round, as the plan knows them. Where the plan knows one way only, the code is shown to you, to read to them."],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class SendInvitationHandler(IncidentDb db, PlanBook plans, PeopleDirectory people, ContactPeople contacts, PublicLinks links, InvitationCourier courier, Audit audit, IncidentTime time) : IHandle<SendInvitation>
{
    public async Task<Reply> HandleAsync(SendInvitation verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        if (verb.Hours is < 1 or > SendInvitation.MostHours)
        {
            throw InvitationRefusals.BadHours();
        }

        var plan = await plans.OfAsync(incident, cancel) ?? throw PagingRefusals.NoPlan(incident);
        var contact = plan.Contacts.FirstOrDefault(one => string.Equals(one.Key, verb.Contact, StringComparison.OrdinalIgnoreCase)) ?? throw PagingRefusals.NoSuchContact(verb.Contact, plan, "contact");
        var person = await contacts.ActsAsAsync(incident.OrganisationId, contact.Key, contact.Name, contact.Person, cancel);
        await people.JoinAsync(incident, person.Id, time.Now, cancel);
        var (token, code) = (Codes.NewToken(), Codes.New(2));
        var number = await db.Invitations.CountAsync(one => one.IncidentId == incident.Id, cancel) + 1;
        var until = time.Now.AddHours(verb.Hours ?? 24);
        var invitation = new Invitation(incident.Id, number, contact.Key, person, by.Person, token, code, time.Now, until);
        db.Add(invitation);
        audit.Note(AuditKind.InvitationMade, by.Person, null, $"invitation {number} for {contact.Key}", incident.Id);
        incident.Record("invitation-made", by, $"{by.Name} made invitation {number} to this room for {contact.Name}, good until {until:yyyy-MM-dd HH:mm} UTC", new { invitation = number, contact = contact.Key, until });
        if (verb.Deliver)
        {
            var (linkBy, codeBy) = courier.Send(incident, invitation, contact, links.ToInvitation(token), code);
            return Reply.Of($"Invitation {number} for {contact.Name} is on its way: the link by {linkBy}{(codeBy is null ? "" : $", the code by {codeBy}")}. It works once, within {verb.Hours ?? 24} hours; `invitation revoke {number}` takes it back.") with
            {
                ShownOnce = codeBy is null ? $"Read the code to {contact.Name}, by telephone or in person. It is shown only now.\nCode: {code}" : null,
            };
        }

        return Reply.Of($"Invitation {number} for {contact.Name} is made. It works once, within {verb.Hours ?? 24} hours; `invitation revoke {number}` takes it back.") with
        {
            ShownOnce = $"Send the link by one way and read the code to {contact.Name} by another. Both are shown only now.\nLink: {links.ToInvitation(token)}\nCode: {code}",
        };
    }
}
