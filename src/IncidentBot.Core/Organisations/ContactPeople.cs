using IncidentBot.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Organisations;

/// <summary>As whom a contact of a plan acts: the person that the plan names, or one made for it who holds no grant.</summary>
public sealed class ContactPeople(IncidentDb db, PeopleDirectory people)
{
    /// <summary>Where those come from that are made for contacts.</summary>
    public const string Platform = "invitation";

    /// <param name="client">Whose plan names the contact.</param>
    /// <param name="key">The contact's, in the plan.</param>
    /// <param name="name">The contact's.</param>
    /// <param name="handle">The person that the plan names for it; null where it names none.</param>
    /// <param name="cancel">Set when nobody waits any more.</param>
    public async Task<Person> ActsAsAsync(Id<Organisation> client, string key, string name, string? handle, CancellationToken cancel)
    {
        if (handle is not null && await db.People.SingleOrDefaultAsync(one => one.Handle == handle, cancel) is { } known)
        {
            return known;
        }

        var tenant = client.ToString();
        if (await db.People.SingleOrDefaultAsync(one => db.Identities.Any(identity => identity.PersonId == one.Id && identity.Platform == Platform && identity.Tenant == tenant && identity.User == key), cancel) is { } guest)
        {
            return guest;
        }

        guest = new Person(client, await people.FreeHandleAsync(key, cancel), name);
        db.Add(guest);
        db.Add(new Identity(guest.Id, Platform, tenant, key));
        return guest;
    }
}
