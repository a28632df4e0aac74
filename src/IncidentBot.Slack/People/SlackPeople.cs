using System.Text.Json;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Installs;
using IncidentBot.Slack.Rooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Slack.People;

/// <summary>Who people of Slack are here. An identity says so, or a plan, or that they belong to a workspace whose organisation we know; never a mail address.</summary>
public sealed class SlackPeople(IncidentDb db, PeopleDirectory directory, SlackFaces faces)
{
    private const int Tries = 4;

    /// <summary>The person, or why there is none.</summary>
    /// <param name="install">The workspace it happened in.</param>
    /// <param name="user">The user's id.</param>
    public async Task<SlackPerson> FindAsync(SlackInstall install, string user, CancellationToken cancel)
    {
        if (await KnownAsync(install, [user], cancel) is { Count: 1 } known)
        {
            return new SlackPerson(known.Keys.Single(), null);
        }

        User face;
        try
        {
            face = await faces.OfAsync(install, user, cancel);
        }
        catch (SlackException unknown) when (unknown.Failure is SlackFailure.Target)
        {
            return SlackPerson.Nobody;
        }

        return !IsMember(install, face) ? SlackPerson.Outsider : new SlackPerson(await MakeAsync(install, face, cancel), null);
    }

    /// <summary>The users of people in a workspace, of those who have one there.</summary>
    public async Task<IReadOnlyDictionary<Id<Person>, string>> UsersOfAsync(SlackInstall install, IReadOnlyCollection<Id<Person>> people, CancellationToken cancel)
    {
        var identities = await Identities(install).Where(one => people.Contains(one.PersonId)).Select(one => new { one.PersonId, one.User, one.Tenant }).ToListAsync(cancel);
        return identities.GroupBy(one => one.PersonId).ToDictionary(one => one.Key, one => one.OrderBy(it => it.Tenant == install.Row.Tenant ? 0 : 1).First().User);
    }

    /// <summary>What people call themselves in Slack; null when Slack does not say.</summary>
    public async Task<string?> NameOfAsync(SlackInstall install, string user, CancellationToken cancel)
    {
        if (await KnownAsync(install, [user], cancel) is { Count: 1 } known)
        {
            return (await directory.NamesAsync([known.Keys.Single()], cancel)).Values.Single();
        }

        try
        {
            return Name(await faces.OfAsync(install, user, cancel));
        }
        catch (SlackException)
        {
            return null;
        }
    }

    /// <summary>Slack tells that somebody changed: who is no full member any more loses what the workspace gave them, and who is one again gets it back.</summary>
    public Task ChangedAsync(SlackInstall install, JsonElement user, CancellationToken cancel) =>
        user.Deserialize<User>(SlackJson.Options) is { Id.Length: > 0 } face ? ChangedAsync(install, face, cancel) : Task.CompletedTask;

    private async Task ChangedAsync(SlackInstall install, User face, CancellationToken cancel)
    {
        faces.Forget(install, face.Id);
        await using var work = await db.BeginAsync(cancel);
        var person = await db.Identities.Where(one => one.Platform == SlackRooms.Platform && one.Tenant == install.Row.Tenant && one.User == face.Id).Select(one => (Id<Person>?)one.PersonId).SingleOrDefaultAsync(cancel);
        if (person is { } known)
        {
            var owner = install.Row.OrganisationId;
            var grant = await db.Grants.SingleOrDefaultAsync(one => one.PersonId == known && one.OrganisationId == owner && one.Source == GrantSource.Workspace, cancel);
            if (grant is not null && !IsMember(install, face))
            {
                db.Remove(grant);
            }
            else if (grant is null && IsMember(install, face) && await db.People.AnyAsync(one => one.Id == known && one.Home == owner, cancel))
            {
                db.Add(new Grant(known, owner, GrantRole.Member, GrantSource.Workspace));
            }

            await RenameAsync(known, face, cancel);
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }
    }

    /// <summary>Compares everybody who is known here with the workspace's own list, for what Slack could not tell while nobody listened, and answers how many had changed.</summary>
    public async Task<int> CompareAsync(SlackInstall install, CancellationToken cancel)
    {
        var (tenant, owner) = (install.Row.Tenant, install.Row.OrganisationId);
        var known = await db.Identities.AsNoTracking().Where(one => one.Platform == SlackRooms.Platform && one.Tenant == tenant).Select(one => new
        {
            one.User,
            IsMember = db.Grants.Any(grant => grant.PersonId == one.PersonId && grant.OrganisationId == owner && grant.Source == GrantSource.Workspace),
            CanBe = db.People.Any(person => person.Id == one.PersonId && person.Home == owner),
        }).ToDictionaryAsync(one => one.User, cancel);
        var changed = new List<User>();
        await foreach (var face in SlackPages.All(cursor => install.Client.Users.List(null, cursor, cancel), page => page.Members, cancel))
        {
            if (known.TryGetValue(face.Id, out var one) && (IsMember(install, face) ? one is { IsMember: false, CanBe: true } : one.IsMember))
            {
                changed.Add(face);
            }
        }

        foreach (var face in changed)
        {
            await ChangedAsync(install, face, cancel);
        }

        return changed.Count;
    }

    /// <summary>Whom the workspace alone made is called what they are called there. Plans and identity providers know better.</summary>
    private async Task RenameAsync(Id<Person> id, User face, CancellationToken cancel)
    {
        if (!face.Deleted && !await db.Identities.AnyAsync(one => one.PersonId == id && (one.Platform != SlackRooms.Platform || one.Tenant.StartsWith(Identity.PlanTenant)), cancel))
        {
            (await db.People.SingleAsync(one => one.Id == id, cancel)).Rename(Name(face));
        }
    }

    /// <summary>A full member of the workspace itself. Guests, people of other companies, apps and those who left are not.</summary>
    private static bool IsMember(SlackInstall install, User face) =>
        face is { Deleted: false, IsBot: false, IsAppUser: false, IsWorkflowBot: false, IsRestricted: false, IsUltraRestricted: false, IsStranger: false }
        && (face.TeamId == install.Row.Tenant || (install.Row.Enterprise is { } enterprise && face.EnterpriseUser?.EnterpriseId == enterprise && (install.Row.WholeEnterprise || face.EnterpriseUser.Teams?.Contains(install.Row.Tenant) is true)));

    /// <summary>In this workspace, or as a plan names somebody of the organisation that owns it.</summary>
    private IQueryable<Identity> Identities(SlackInstall install)
    {
        var (tenant, plan, owner) = (install.Row.Tenant, install.PlanTenant, install.Row.OrganisationId);
        return db.Identities.AsNoTracking().Where(one => one.Platform == SlackRooms.Platform && (one.Tenant == tenant || (one.Tenant == plan && db.People.Any(person => person.Id == one.PersonId && person.Home == owner))));
    }

    private async Task<Dictionary<Id<Person>, string>> KnownAsync(SlackInstall install, string[] users, CancellationToken cancel)
    {
        var found = await Identities(install).Where(one => users.Contains(one.User)).Select(one => new { one.PersonId, one.User, one.Tenant }).ToListAsync(cancel);

        // What was linked with a code, confirmed on both sides, comes before what a plan says.
        return found.OrderBy(one => one.Tenant == install.Row.Tenant ? 0 : 1).Take(1).ToDictionary(one => one.PersonId, one => one.User);
    }

    /// <summary>Where two first messages come at once, the second finds whom the first made.</summary>
    private async Task<Id<Person>> MakeAsync(SlackInstall install, User face, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryMakeAsync(install, face, cancel);
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

    private async Task<Id<Person>> TryMakeAsync(SlackInstall install, User face, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        if (await KnownAsync(install, [face.Id], cancel) is { Count: 1 } meanwhile)
        {
            return meanwhile.Keys.Single();
        }

        var person = new Person(install.Row.OrganisationId, await directory.FreeHandleAsync(face.Name, cancel), Name(face));
        db.Add(person);
        db.Add(new Identity(person.Id, SlackRooms.Platform, install.Row.Tenant, face.Id));
        db.Add(new Grant(person.Id, install.Row.OrganisationId, GrantRole.Member, GrantSource.Workspace));
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return person.Id;
    }

    private static string Name(User face) => new[] { face.RealName, face.Profile.RealName, face.Profile.DisplayName, face.Name }.FirstOrDefault(one => !string.IsNullOrWhiteSpace(one)) ?? face.Id;
}

/// <summary>Who somebody is, or a sentence why they are nobody.</summary>
public sealed record SlackPerson(Id<Person>? Person, string? Why)
{
    public static SlackPerson Nobody { get; } = new(null, "Slack does not tell IncidentBot who you are, so nothing was done. Ask your incident manager.");

    public static SlackPerson Outsider { get; } = new(null, "You are a guest in this workspace, or from another company, so IncidentBot does nothing for you yet. Nothing was done. If you should take part, ask the incident manager to add you to the response plan with your member ID; or, if you can sign in to the web room, make a code on its page Account and type here: link <code>.");
}
