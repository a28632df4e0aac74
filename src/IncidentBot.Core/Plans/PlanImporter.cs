using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Plans;

/// <summary>Brings the database in line with a plan file: organisations, people, their grants at this client, and a new plan version when the text changed.</summary>
public sealed class PlanImporter(IncidentDb db, PlanBook book, IncidentTime time)
{
    /// <summary>Answers sentences about what could not be taken over.</summary>
    public async Task<IReadOnlyList<string>> ImportAsync(Plan plan, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var latest = await LatestAsync(plan, cancel);
        if (latest?.Hash != plan.Hash && PlanDisk.Read(plan.Source) is { } there && there != plan.Text)
        {
            // Changed again since it was read, perhaps by an import that is the newest version by now: the next look takes over what it says then.
            return [];
        }

        if (latest is { Origin: not PlanOrigin.File } && latest.Hash != plan.Hash && await OlderAsync(latest, plan, cancel) is { } older)
        {
            return [$"{plan.Slug}: the file says what version {older} said, and the plan was changed in the bot since: version {latest.Number} stays in use. If another copy of the folder is older, give all processes one folder; if this file is meant, change a word in it, such as a comment. `plan export` gives what is in use."];
        }

        var problems = await ApplyAsync(plan, latest, PlanAuthor.OfTheFile, cancel);
        await work.CommitAsync(cancel);
        return problems;
    }

    /// <summary>The same in the caller's unit of work.</summary>
    /// <param name="plan">What is to hold from now on.</param>
    /// <param name="latest">The version that it follows. Where another one has followed that meanwhile, this unit of work fails and is tried again.</param>
    /// <param name="author">Who makes it.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<string>> ApplyAsync(Plan plan, PlanVersion? latest, PlanAuthor author, CancellationToken cancel)
    {
        var problems = new List<string>();
        var provider = await OrganisationAsync(plan.Provider.Slug, plan.Provider.Name, OrganisationKind.Provider, cancel);
        var client = await OrganisationAsync(plan.Slug, plan.Name, OrganisationKind.Client, cancel);
        if (client.Kind is not OrganisationKind.Client || provider.Kind is not OrganisationKind.Provider)
        {
            return [$"{plan.Slug}: \"{plan.Slug}\" and \"{plan.Provider.Slug}\" are known as client and provider the other way round. Give one of them another slug."];
        }

        var granted = new List<Grant>();
        foreach (var planned in plan.People)
        {
            var home = planned.Employer == PlanEmployer.Provider ? provider : client;
            if (await PersonAsync(planned, home, cancel) is { } person)
            {
                granted.AddRange(planned.Grants.Distinct().Select(role => new Grant(person.Id, client.Id, role, GrantSource.Plan)));
            }
            else
            {
                problems.Add($"{plan.Slug}: @{planned.Handle} belongs to another organisation already. Give this person another handle; nothing was granted to them.");
            }
        }

        await GrantAsync(client, granted, cancel);
        if (latest?.Hash != plan.Hash)
        {
            db.Add(new PlanVersion(client.Id, (latest?.Number ?? 0) + 1, plan.Hash, plan.Text, author, time.Now));
            await db.SaveChangesAsync(cancel);
            await ForgetAsync(cancel);
        }

        await db.SaveChangesAsync(cancel);
        return problems;
    }

    private async Task<Organisation> OrganisationAsync(string slug, string name, OrganisationKind kind, CancellationToken cancel)
    {
        var organisation = await db.Organisations.SingleOrDefaultAsync(one => one.Slug == slug, cancel);
        if (organisation is null)
        {
            organisation = new Organisation(slug, name, kind);
            db.Add(organisation);
        }
        else if (organisation.Kind == kind)
        {
            organisation.Rename(name);
        }

        return organisation;
    }

    /// <summary>A handle is one person of one organisation: a client's file cannot claim somebody else's people.</summary>
    private async Task<Person?> PersonAsync(PlanPerson planned, Organisation home, CancellationToken cancel)
    {
        var person = await db.People.SingleOrDefaultAsync(one => one.Handle == planned.Handle, cancel);
        if (person is null)
        {
            person = new Person(home.Id, planned.Handle, planned.Name);
            db.Add(person);
            db.Add(new Identity(person.Id, WarRooms.WebRooms.Platform, "plan", planned.Handle));
        }
        else if (person.Home != home.Id)
        {
            return null;
        }

        person.Rename(planned.Name);
        await NameAsync(person, home, "slack", planned.Slack, cancel);
        await NameAsync(person, home, "teams", planned.Teams, cancel);
        return person;
    }

    /// <summary>Who somebody is on a chat platform of their employer, as the plans say. A plan that says nothing takes nothing away that another says; one that says another account replaces it.</summary>
    private async Task NameAsync(Person person, Organisation home, string platform, string? user, CancellationToken cancel)
    {
        var tenant = Identity.PlanTenant + home.Slug;
        if (user is null || await db.Identities.AnyAsync(one => one.PersonId == person.Id && one.Platform == platform && one.Tenant == tenant && one.User == user, cancel))
        {
            return;
        }

        db.RemoveRange(await db.Identities.Where(one => one.Platform == platform && one.Tenant == tenant && (one.PersonId == person.Id || one.User == user)).ToListAsync(cancel));
        db.Add(new Identity(person.Id, platform, tenant, user));
        await TakeOverAsync(person, home, platform, user, cancel);
    }

    /// <summary>An account that no client's plan names any more is nobody's: whoever took a line out of a plan meant it.</summary>
    private async Task ForgetAsync(CancellationToken cancel)
    {
        var standing = await db.Identities.Where(one => one.Tenant.StartsWith(Identity.PlanTenant)).Join(db.People, one => one.PersonId, person => person.Id, (one, person) => new { Identity = one, person.Handle }).ToListAsync(cancel);
        if (standing.Count > 0 && await book.LatestOfAllAsync(cancel) is { } plans)
        {
            var named = plans.SelectMany(one => one.People).SelectMany(one => new[] { (one.Handle, "slack", one.Slack), (one.Handle, "teams", one.Teams) }).ToHashSet();
            db.RemoveRange(standing.Where(one => !named.Contains((one.Handle, one.Identity.Platform, one.Identity.User))).Select(one => one.Identity));
        }
    }

    /// <summary>Who typed there before a plan named them was taken for somebody new, with what the workspace gives its members and nothing else. That account is the plan's person from now on; one that is linked to somebody with rights of their own stays theirs.</summary>
    private async Task TakeOverAsync(Person person, Organisation home, string platform, string user, CancellationToken cancel)
    {
        var made = await db.Identities.Where(one => one.Platform == platform && one.User == user && one.PersonId != person.Id
            && db.ChatInstalls.Any(install => install.Platform == one.Platform && install.Tenant == one.Tenant && install.OrganisationId == home.Id)
            && !db.Grants.Any(grant => grant.PersonId == one.PersonId && grant.Source != GrantSource.Workspace)
            && db.Identities.Count(other => other.PersonId == one.PersonId) == 1).ToListAsync(cancel);
        foreach (var identity in made)
        {
            db.RemoveRange(await db.Grants.Where(grant => grant.PersonId == identity.PersonId).ToListAsync(cancel));
        }

        db.RemoveRange(made);
    }

    private async Task GrantAsync(Organisation client, List<Grant> granted, CancellationToken cancel)
    {
        var held = await db.Grants.Where(grant => grant.OrganisationId == client.Id && grant.Source == GrantSource.Plan).ToListAsync(cancel);
        db.RemoveRange(held.Where(old => !granted.Any(one => one.PersonId == old.PersonId && one.Role == old.Role)));
        db.AddRange(granted.Where(one => !held.Any(old => old.PersonId == one.PersonId && old.Role == one.Role)));
    }

    /// <summary>The version before the latest that said this word for word; null where none did. A copy of the folder that was not written to may not undo what was changed in the bot.</summary>
    private Task<int?> OlderAsync(PlanVersion latest, Plan plan, CancellationToken cancel) =>
        db.PlanVersions.Where(version => version.OrganisationId == latest.OrganisationId && version.Number < latest.Number && version.Hash == plan.Hash).OrderByDescending(version => version.Number).Select(version => (int?)version.Number).FirstOrDefaultAsync(cancel);

    private Task<PlanVersion?> LatestAsync(Plan plan, CancellationToken cancel) =>
        db.PlanVersions.AsNoTracking().Where(version => db.Organisations.Any(one => one.Id == version.OrganisationId && one.Slug == plan.Slug)).OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancel);
}
