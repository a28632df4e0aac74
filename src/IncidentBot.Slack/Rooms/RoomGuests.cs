using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Installs;
using IncidentBot.Slack.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Rooms;

/// <summary>Who belongs into a war room: those who take part, those who are paged, and, unless it is confidential, those whose part it is at the client. Nobody is let in who may not see the incident.</summary>
public sealed class RoomGuests(IncidentDb db, Standings standings, RoomPeople belong, SlackCalls calls, SlackPeople people, Postings postings, IOptions<SlackOptions> options)
{
    private const int MostNamed = 5;

    /// <summary>Asks in who was not asked yet, and again who could not be let in. Who left is not fetched back.</summary>
    public async Task<Errand?> LetInAsync(SlackInstall install, Room room, Incident incident, CancellationToken cancel)
    {
        var key = $"room:{room.Id}:people";
        var asked = (await db.PostedMessages.Where(one => one.Key == key).Select(one => one.Shows).SingleOrDefaultAsync(cancel))?.Split(' ') ?? [];
        var wanted = await people.UsersOfAsync(install, await belong.BelongAsync(incident, cancel), cancel);
        var users = wanted.Values.Concat(await GroupsAsync(install, incident, cancel)).Except(asked).Distinct().ToList();
        IReadOnlyList<InviteError> errors = [];
        return users.Count == 0 ? null : new Errand(
            async () => errors = await calls.RunAsync(install, client => client.Conversations.Invite(room.Address!, users, force: true, cancel), cancel),
            async () =>
            {
                await postings.KeepAsync(key, incident.Id, one => one.Stands(room.Address!, "people", string.Join(' ', asked.Concat(users.Except(errors.Select(error => error.User ?? ""))))), cancel);
                return errors.Count == 0 ? null : await WordsAsync(install, errors, cancel);
            });
    }

    private async Task<string> WordsAsync(SlackInstall install, IReadOnlyList<InviteError> errors, CancellationToken cancel)
    {
        var names = new List<string>();
        foreach (var error in errors.Take(MostNamed))
        {
            names.Add($"{await NameAsync(install, error.User, cancel)} ({error.Error})");
        }

        return $"could not let in {string.Join(", ", names)}{(errors.Count > MostNamed ? $" and {errors.Count - MostNamed} more" : "")}";
    }

    /// <summary>Members of the user groups that come to every room, where they may see the incident.</summary>
    private async Task<IReadOnlyList<string>> GroupsAsync(SlackInstall install, Incident incident, CancellationToken cancel)
    {
        if (options.Value.InviteGroups.Count == 0)
        {
            return [];
        }

        var handles = options.Value.InviteGroups.Select(handle => handle.TrimStart('@')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var members = new List<string>();
        await calls.TryAsync(install, async client =>
        {
            foreach (var group in (await client.UserGroups.List(null, cancel)).Where(one => one.DateDelete == 0 && handles.Contains(one.Handle)))
            {
                members.AddRange(await client.UserGroupUsers.List(group.Id, null, cancel));
            }
        }, cancel);
        var may = new List<string>();
        foreach (var user in members.Distinct())
        {
            if ((await people.FindAsync(install, user, cancel)).Person is { } person && PermissionTable.Sees(await standings.OnAsync(person, incident, cancel), incident.Confidential))
            {
                may.Add(user);
            }
        }

        return may;
    }

    private async Task<string> NameAsync(SlackInstall install, string? user, CancellationToken cancel) => user is null ? "somebody"
        : await people.NameOfAsync(install, user, cancel) ?? user;
}
