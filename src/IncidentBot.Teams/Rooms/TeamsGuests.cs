using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.People;

namespace IncidentBot.Teams.Rooms;

/// <summary>Lets people into a room in Teams: into the team of a channel, into a private channel or into the chat itself.</summary>
public sealed class TeamsGuests(RoomPeople belong, TeamsPeople people, PeopleDirectory directory, Postings postings, TeamsCalls calls)
{
    private const int MostNamed = 5;

    /// <summary>The ids in Entra of those who belong in, of those who have one.</summary>
    public async Task<IReadOnlyDictionary<Id<Person>, string>> BelongAsync(TeamsInstall install, Incident incident, CancellationToken cancel) =>
        await people.UsersOfAsync(install, await belong.BelongAsync(incident, cancel), cancel);

    /// <summary>Lets in who was not let in yet, and tries again who could not be. Who left is not fetched back.</summary>
    /// <returns>Who could not be let in, in words; null when all were.</returns>
    public async Task<string?> LetInAsync(TeamsInstall install, Room room, Incident incident, CancellationToken cancel)
    {
        var key = $"room:{room.Id}:people";
        var asked = (await postings.FindAsync(key, cancel))?.Shows?.Split(' ') ?? [];
        var wanted = (await BelongAsync(install, incident, cancel)).Where(one => !asked.Contains(one.Value)).ToList();
        if (wanted.Count == 0)
        {
            return null;
        }

        var failed = new List<(Id<Person> Person, string Why)>();
        var letIn = new List<string>(asked);
        foreach (var (person, user) in wanted)
        {
            if (await calls.TryAsync(install, graph => AddAsync(graph, install, room, incident, user, cancel)) is { } why)
            {
                failed.Add((person, why));
            }
            else
            {
                letIn.Add(user);
            }
        }

        await postings.KeepAsync(key, incident.Id, one => one.Stands(room.Address!, "people", string.Join(' ', letIn)), cancel);
        if (failed.Count == 0)
        {
            return null;
        }

        var names = await directory.NamesAsync(failed.Select(one => (Id<Person>?)one.Person), cancel);
        return $"could not let in {string.Join(", ", failed.Take(MostNamed).Select(one => $"{names[one.Person]} ({one.Why})"))}{(failed.Count > MostNamed ? $" and {failed.Count - MostNamed} more" : "")}";
    }

    /// <summary>The channel of a confidential incident is a private one, with people of its own.</summary>
    private static Task AddAsync(ITeamsGraph graph, TeamsInstall install, Room room, Incident incident, string user, CancellationToken cancel) => (TeamsPlaces.IsChannel(room.Address!), incident.Confidential) switch
    {
        (true, false) => graph.AddTeamMemberAsync(install.Registration.Team!, user, cancel),
        (true, true) => graph.AddChannelMemberAsync(install.Registration.Team!, room.Address!, user, cancel),
        _ => graph.AddChatMemberAsync(room.Address!, user, cancel),
    };
}
