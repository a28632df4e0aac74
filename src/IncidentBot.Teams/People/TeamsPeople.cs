using IncidentBot.Core.Organisations;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.People;

/// <summary>Who people of Teams are here, by their id in Entra. Full members of the tenant are somebody of its owner; guests and people of other tenants are nobody until a plan or a code says otherwise.</summary>
public sealed class TeamsPeople(ChatPeople people, ITeamsConnector connector)
{
    /// <summary>The person, or why there is none.</summary>
    /// <param name="place">A conversation in which they are: Teams says there whether they are a guest.</param>
    public async Task<ChatPerson> FindAsync(TeamsInstall install, TeamsAddress place, TeamsPerson? somebody, CancellationToken cancel)
    {
        if (somebody?.ObjectId is not { Length: > 0 } user)
        {
            return Strangers.Nobody;
        }

        if (await people.FindAsync(install.Place, user.ToLowerInvariant(), cancel) is { } known)
        {
            return new ChatPerson(known, null);
        }

        TeamsMember? member;
        try
        {
            member = install.Registration.IsAnonymous || string.Equals(place.TenantId, install.Row.Tenant, StringComparison.OrdinalIgnoreCase) ? await connector.FindMemberAsync(place, somebody.Id, cancel) : null;
        }
        catch (TeamsException unknown) when (unknown.Failure is TeamsFailure.TargetGone or TeamsFailure.NotAllowed)
        {
            return Strangers.Nobody;
        }

        return member is null || !IsMember(install, member) ? Strangers.Outsider
            : new ChatPerson(await people.MakeAsync(install.Place, user.ToLowerInvariant(), member.PrincipalName ?? member.Name ?? "person", member.Name ?? somebody.Name ?? "somebody in Teams", cancel), null);
    }

    /// <summary>The ids in Entra of people in a tenant, of those who have one there.</summary>
    public Task<IReadOnlyDictionary<Core.Id<Person>, string>> UsersOfAsync(TeamsInstall install, IReadOnlyCollection<Core.Id<Person>> wanted, CancellationToken cancel) => people.UsersOfAsync(install.Place, wanted, cancel);

    private static bool IsMember(TeamsInstall install, TeamsMember member) =>
        !Is(member, "guest") && !Is(member, "anonymous") && (install.Registration.IsAnonymous || member.TenantId is null || string.Equals(member.TenantId, install.Row.Tenant, StringComparison.OrdinalIgnoreCase));

    private static bool Is(TeamsMember member, string role) => member.Role?.Contains(role, StringComparison.OrdinalIgnoreCase) is true;
}

/// <summary>Why somebody in Teams is nobody here.</summary>
internal static class Strangers
{
    public static ChatPerson Nobody { get; } = new(null, "Teams does not tell IncidentBot who you are, so nothing was done. Ask your incident manager.");

    public static ChatPerson Outsider { get; } = new(null, "You are a guest in this organisation, or from another one, so IncidentBot does nothing for you yet. Nothing was done. If you should take part, ask the incident manager to add you to the response plan with your object ID in Entra; or, if you can sign in to the web room, make a code on its page Account and type here: link <code>.");
}
