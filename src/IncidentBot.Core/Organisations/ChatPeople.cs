using IncidentBot.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Organisations;

/// <summary>Who the accounts of a chat platform are here. An identity says so, or a plan; who belongs to the place and is neither is made somebody of its owner. Never by a mail address.</summary>
public sealed class ChatPeople(IncidentDb db, PeopleDirectory directory)
{
    private const int Tries = 4;

    /// <summary>Null for who is not known yet.</summary>
    public async Task<Id<Person>?> FindAsync(ChatPlace place, string user, CancellationToken cancel)
    {
        var found = await Identities(place).Where(one => one.User == user).Select(one => new { one.PersonId, one.Tenant }).ToListAsync(cancel);

        // What was linked with a code, confirmed on both sides, comes before what a plan says.
        return found.OrderBy(one => one.Tenant == place.Tenant ? 0 : 1).FirstOrDefault()?.PersonId;
    }

    /// <summary>The accounts of people in a place, of those who have one there.</summary>
    public async Task<IReadOnlyDictionary<Id<Person>, string>> UsersOfAsync(ChatPlace place, IReadOnlyCollection<Id<Person>> people, CancellationToken cancel)
    {
        var identities = await Identities(place).Where(one => people.Contains(one.PersonId)).Select(one => new { one.PersonId, one.User, one.Tenant }).ToListAsync(cancel);
        return identities.GroupBy(one => one.PersonId).ToDictionary(one => one.Key, one => one.OrderBy(it => it.Tenant == place.Tenant ? 0 : 1).First().User);
    }

    /// <summary>Makes somebody of the place's owner. Where two first messages come at once, the second finds whom the first made.</summary>
    /// <param name="place">To which they belong.</param>
    /// <param name="user">Their account.</param>
    /// <param name="handle">What they might be called in short.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Id<Person>> MakeAsync(ChatPlace place, string user, string handle, string name, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryMakeAsync(place, user, handle, name, cancel);
            }
            catch (Exception fault) when (attempt < Tries && fault is not OperationCanceledException && Transient.Is(fault))
            {
                // What others hold in this context stays.
                foreach (var mine in db.ChangeTracker.Entries().Where(one => one.State is EntityState.Added && one.Entity is Person or Identity or Grant).ToList())
                {
                    mine.State = EntityState.Detached;
                }
            }
        }
    }

    /// <summary>The platform tells that somebody changed: who is no full member any more loses what the place gave them, and who is one again gets it back.</summary>
    /// <param name="name">What they are called there now; null where nothing is said.</param>
    public async Task ChangedAsync(ChatPlace place, string user, bool isMember, string? name, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        if (await db.Identities.Where(one => one.Platform == place.Platform && one.Tenant == place.Tenant && one.User == user).Select(one => (Id<Person>?)one.PersonId).SingleOrDefaultAsync(cancel) is not { } known)
        {
            return;
        }

        var grant = await db.Grants.SingleOrDefaultAsync(one => one.PersonId == known && one.OrganisationId == place.Owner && one.Source == GrantSource.Workspace, cancel);
        if (grant is not null && !isMember)
        {
            db.Remove(grant);
        }
        else if (grant is null && isMember && await db.People.AnyAsync(one => one.Id == known && one.Home == place.Owner, cancel))
        {
            db.Add(new Grant(known, place.Owner, GrantRole.Member, GrantSource.Workspace));
        }

        // Whom the place alone made is called what they are called there. Plans and identity providers know better.
        if (name is not null && !await db.Identities.AnyAsync(one => one.PersonId == known && (one.Platform != place.Platform || one.Tenant.StartsWith(Identity.PlanTenant)), cancel))
        {
            (await db.People.SingleAsync(one => one.Id == known, cancel)).Rename(name);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>In this place, or as a plan names somebody of the organisation that owns it.</summary>
    private IQueryable<Identity> Identities(ChatPlace place)
    {
        var (platform, tenant, plan, owner) = (place.Platform, place.Tenant, place.PlanTenant, place.Owner);
        return db.Identities.AsNoTracking().Where(one => one.Platform == platform && (one.Tenant == tenant || (one.Tenant == plan && db.People.Any(person => person.Id == one.PersonId && person.Home == owner))));
    }

    private async Task<Id<Person>> TryMakeAsync(ChatPlace place, string user, string handle, string name, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        if (await FindAsync(place, user, cancel) is { } meanwhile)
        {
            return meanwhile;
        }

        var person = new Person(place.Owner, await directory.FreeHandleAsync(handle, cancel), name);
        db.Add(person);
        db.Add(new Identity(person.Id, place.Platform, place.Tenant, user));
        db.Add(new Grant(person.Id, place.Owner, GrantRole.Member, GrantSource.Workspace));
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return person.Id;
    }
}

/// <summary>Who somebody on a chat platform is, or a sentence why they are nobody.</summary>
public sealed record ChatPerson(Id<Person>? Person, string? Why);
