using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Invitations;

/// <summary>Makes invitations, in the caller's unit of work.</summary>
public sealed class Inviter(IncidentDb db, PeopleDirectory people, ContactPeople contacts, Audit audit, IncidentTime time)
{
    public async Task<MadeInvitation> MakeAsync(Incident incident, PlanContact contact, int hours, Actor by, CancellationToken cancel)
    {
        var person = await contacts.ActsAsAsync(incident.OrganisationId, contact.Key, contact.Name, contact.Person, cancel);
        await people.JoinAsync(incident, person.Id, time.Now, cancel);
        var (token, code) = (Codes.NewToken(), Codes.New(2));
        var number = await db.Invitations.CountAsync(one => one.IncidentId == incident.Id, cancel) + 1;
        var until = time.Now.AddHours(hours);
        var invitation = new Invitation(incident.Id, number, contact.Key, person, by.Person, token, code, time.Now, until);
        db.Add(invitation);
        audit.Note(AuditKind.InvitationMade, by.Person, null, $"invitation {number} for {contact.Key}", incident.Id);
        incident.Record("invitation-made", by, $"{by.Name} made invitation {number} to this room for {contact.Name}, good until {until:yyyy-MM-dd HH:mm} UTC", new { invitation = number, contact = contact.Key, until });
        return new MadeInvitation(invitation.Id, number, token, code);
    }
}

/// <summary>What lets somebody in. Only its hashes are stored.</summary>
public sealed record MadeInvitation(Id<Invitation> Id, int Number, string Token, string Code);
