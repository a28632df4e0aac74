using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.SignIn;

/// <summary>Receives whom the identity provider sends: finds the person by issuer and subject, makes one where their groups grant something, and brings those grants up to date.</summary>
public sealed class Arrivals(IncidentDb db, IncidentTime time, Audit audit, PeopleDirectory people)
{
    /// <summary>Starts a session. An identity that is nobody's and whose groups grant nothing gets one without a person, in which only a code can be entered.</summary>
    /// <param name="home">The slug of the organisation that owns the identity provider; null for the service provider.</param>
    public async Task<Session> ArriveAsync(Arrival arrival, IReadOnlyList<SignInGrant> rules, string? home, TimeSpan length, string? address, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var wanted = await WantedAsync(arrival, rules, cancel);
        var person = await db.Identities.Where(one => one.Platform == WebRooms.Platform && one.Tenant == arrival.Issuer && one.User == arrival.Subject).Select(one => (Id<Person>?)one.PersonId).SingleOrDefaultAsync(cancel);
        if (person is null && wanted.Count > 0)
        {
            person = await MakeAsync(arrival, home, cancel);
        }

        if (person is { } known)
        {
            await GrantAsync(known, wanted, cancel);
        }

        var session = new Session(SessionKind.Provider, person, arrival, address, time.Now, time.Now + length);
        db.Add(session);
        audit.Note(AuditKind.SignedIn, person, address, person is null ? $"as nobody yet, from {arrival.Issuer}" : $"with {arrival.Issuer}");
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return session;
    }

    private async Task<HashSet<(Id<Organisation> Organisation, GrantRole Role)>> WantedAsync(Arrival arrival, IReadOnlyList<SignInGrant> rules, CancellationToken cancel)
    {
        var mine = rules.Where(rule => arrival.Groups.Contains(rule.Group, StringComparer.Ordinal)).ToList();
        var organisations = mine.Count == 0 ? [] : await db.Organisations.AsNoTracking().ToListAsync(cancel);
        return [.. mine.SelectMany(rule => organisations.Where(one => rule.Organisation == "*" ? one.Kind is OrganisationKind.Client : one.Slug == rule.Organisation).Select(one => (one.Id, rule.Role)))];
    }

    private async Task<Id<Person>?> MakeAsync(Arrival arrival, string? home, CancellationToken cancel)
    {
        var owner = await db.Organisations.Where(one => home == null ? one.Kind == OrganisationKind.Provider : one.Slug == home).OrderBy(one => one.Slug).FirstOrDefaultAsync(cancel);
        if (owner is null)
        {
            return null;
        }

        var person = new Person(owner.Id, await people.FreeHandleAsync(arrival.Handle ?? arrival.Name, cancel), arrival.Name);
        db.Add(person);
        db.Add(new Identity(person.Id, WebRooms.Platform, arrival.Issuer, arrival.Subject));
        return person.Id;
    }

    private async Task GrantAsync(Id<Person> person, HashSet<(Id<Organisation> Organisation, GrantRole Role)> wanted, CancellationToken cancel)
    {
        var held = await db.Grants.Where(grant => grant.PersonId == person && grant.Source == GrantSource.SignIn).ToListAsync(cancel);
        db.RemoveRange(held.Where(grant => !wanted.Contains((grant.OrganisationId, grant.Role))));
        db.AddRange(wanted.Where(one => !held.Any(grant => grant.OrganisationId == one.Organisation && grant.Role == one.Role)).Select(one => new Grant(person, one.Organisation, one.Role, GrantSource.SignIn)));
    }
}
