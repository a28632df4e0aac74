using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Invitations;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Verbs;

/// <summary>Reads what a person is in an organisation or an incident.</summary>
public sealed class Standings(IncidentDb db, IncidentTime time)
{
    public async Task<Actor?> FindAsync(Id<Person>? person, CancellationToken cancel) =>
        person is { } id && await db.People.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is { } found
            ? new Actor(found.Id, found.Name, found.Pseudonym, Standing.None)
            : null;

    public async Task<Standing> InAsync(Id<Person> person, Id<Organisation> organisation, CancellationToken cancel) =>
        Sum(await db.Grants.Where(grant => grant.PersonId == person && grant.OrganisationId == organisation).Select(grant => grant.Role).ToListAsync(cancel));

    /// <summary>All that a person is in any organisation. The installation works for every client: its operators are people of the provider, and one at a client is that client's alone.</summary>
    public async Task<Standing> AnywhereAsync(Id<Person> person, CancellationToken cancel) =>
        Sum(await db.Grants.Where(grant => grant.PersonId == person
            && (grant.Role != GrantRole.Operator || db.People.Any(one => one.Id == person && db.Organisations.Any(home => home.Id == one.Home && home.Kind == OrganisationKind.Provider)))).Select(grant => grant.Role).ToListAsync(cancel));

    public async Task<Standing> OnAsync(Id<Person> person, Incident incident, CancellationToken cancel) => (await FindAsync(person, incident, cancel))?.Standing ?? Standing.None;

    /// <summary>Who somebody is and what they are in an incident, with one look: every verb begins with it. Null for nobody.</summary>
    public async Task<Actor?> FindAsync(Id<Person>? person, Incident incident, CancellationToken cancel)
    {
        if (person is not { } id)
        {
            return null;
        }

        var found = await db.People.AsNoTracking().Where(one => one.Id == id).Select(one => new
        {
            one.Name,
            one.Pseudonym,
            Roles = db.Grants.Where(grant => grant.PersonId == one.Id && grant.OrganisationId == incident.OrganisationId).Select(grant => grant.Role).ToList(),
            Part = db.Participants.Where(part => part.IncidentId == incident.Id && part.PersonId == one.Id).Select(part => new { part.Role }).FirstOrDefault(),
            Provider = ActiveProviders.Any(provider => provider.Id == one.Id),
            Guest = Guests.Any(guest => guest.IncidentId == incident.Id && guest.PersonId == one.Id),
        }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new Actor(id, found.Name, found.Pseudonym, On(Sum(found.Roles), found.Part is not null, found.Part?.Role, found.Provider, found.Guest));
    }

    /// <summary>The provider's own people who are let in work on the incident; the client's people keep what their grants say; others are guests while an invitation holds.</summary>
    private static Standing On(Standing standing, bool letIn, IncidentRole? role, bool provider, bool guest)
    {
        if (letIn && standing == Standing.None && !provider && guest)
        {
            return Standing.Invited | Standing.Contact;
        }

        return !letIn || (standing == Standing.None && !provider)
            ? standing
            : standing | Standing.Invited | (role is IncidentRole.Commander ? Standing.Commander : Standing.None) | (provider ? Standing.Responder : Standing.None);
    }

    /// <summary>The provider's people who hold a grant somewhere. Somebody whom no plan names any more has left: what they were invited to is closed to them.</summary>
    public IQueryable<Person> ActiveProviders => db.People.Where(person => db.Grants.Any(grant => grant.PersonId == person.Id)
        && db.Organisations.Any(home => home.Id == person.Home && home.Kind == OrganisationKind.Provider));

    /// <summary>Invitations by which somebody is in a room now.</summary>
    private IQueryable<Invitation> Guests
    {
        get
        {
            var now = time.Now;
            return db.Invitations.Where(one => one.EnteredAt != null && one.RevokedAt == null && one.ExpiresAt > now);
        }
    }

    public static Standing Sum(IEnumerable<GrantRole> roles) => roles.Aggregate(Standing.None, (sum, role) => sum | role switch
    {
        GrantRole.Operator => Standing.Operator,
        GrantRole.IncidentManager => Standing.IncidentManager,
        GrantRole.Responder => Standing.Responder,
        GrantRole.Legal => Standing.Legal,
        GrantRole.Executive => Standing.Executive,
        GrantRole.Member => Standing.ClientMember,
        _ => throw new ArgumentOutOfRangeException(nameof(roles), role, null),
    });

    /// <summary>The incidents that a person can see: where they hold a grant and, if confidential, more than a member's, or where they were invited.</summary>
    public IQueryable<Incident> Visible(Id<Person> person) => db.Incidents.Where(incident =>
        db.Participants.Any(part => part.IncidentId == incident.Id && part.PersonId == person
            && (db.Grants.Any(grant => grant.PersonId == person && grant.OrganisationId == incident.OrganisationId) || ActiveProviders.Any(one => one.Id == person)
                || Guests.Any(one => one.IncidentId == incident.Id && one.PersonId == person)))
        || db.Grants.Any(grant => grant.PersonId == person && grant.OrganisationId == incident.OrganisationId && (!incident.Confidential || grant.Role != GrantRole.Member)));
}
