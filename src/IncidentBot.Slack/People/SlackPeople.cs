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
public sealed class SlackPeople(IncidentDb db, PeopleDirectory directory, ChatPeople people, SlackFaces faces)
{
    /// <summary>The person, or why there is none.</summary>
    /// <param name="install">The workspace it happened in.</param>
    /// <param name="user">The user's id.</param>
    public async Task<ChatPerson> FindAsync(SlackInstall install, string user, CancellationToken cancel)
    {
        if (await people.FindAsync(install.Place, user, cancel) is { } known)
        {
            return new ChatPerson(known, null);
        }

        User face;
        try
        {
            face = await faces.OfAsync(install, user, cancel);
        }
        catch (SlackException unknown) when (unknown.Failure is SlackFailure.Target)
        {
            return Strangers.Nobody;
        }

        return !IsMember(install, face) ? Strangers.Outsider : new ChatPerson(await people.MakeAsync(install.Place, face.Id, face.Name, Name(face), cancel), null);
    }

    /// <summary>The users of people in a workspace, of those who have one there.</summary>
    public Task<IReadOnlyDictionary<Id<Person>, string>> UsersOfAsync(SlackInstall install, IReadOnlyCollection<Id<Person>> wanted, CancellationToken cancel) => people.UsersOfAsync(install.Place, wanted, cancel);

    /// <summary>What people call themselves in Slack; null when Slack does not say.</summary>
    public async Task<string?> NameOfAsync(SlackInstall install, string user, CancellationToken cancel)
    {
        if (await people.FindAsync(install.Place, user, cancel) is { } known)
        {
            return (await directory.NamesAsync([known], cancel)).Values.Single();
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
        await people.ChangedAsync(install.Place, face.Id, IsMember(install, face), face.Deleted ? null : Name(face), cancel);
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

    /// <summary>A full member of the workspace itself. Guests, people of other companies, apps and those who left are not.</summary>
    private static bool IsMember(SlackInstall install, User face) =>
        face is { Deleted: false, IsBot: false, IsAppUser: false, IsWorkflowBot: false, IsRestricted: false, IsUltraRestricted: false, IsStranger: false }
        && (face.TeamId == install.Row.Tenant || (install.Row.Enterprise is { } enterprise && face.EnterpriseUser?.EnterpriseId == enterprise && (install.Row.WholeEnterprise || face.EnterpriseUser.Teams?.Contains(install.Row.Tenant) is true)));

    private static string Name(User face) => new[] { face.RealName, face.Profile.RealName, face.Profile.DisplayName, face.Name }.FirstOrDefault(one => !string.IsNullOrWhiteSpace(one)) ?? face.Id;
}

/// <summary>Why somebody in Slack is nobody here.</summary>
internal static class Strangers
{
    public static ChatPerson Nobody { get; } = new(null, "Slack does not tell IncidentBot who you are, so nothing was done. Ask your incident manager.");

    public static ChatPerson Outsider { get; } = new(null, "You are a guest in this workspace, or from another company, so IncidentBot does nothing for you yet. Nothing was done. If you should take part, ask the incident manager to add you to the response plan with your member ID; or, if you can sign in to the web room, make a code on its page Account and type here: link <code>.");
}
