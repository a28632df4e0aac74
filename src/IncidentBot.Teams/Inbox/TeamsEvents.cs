using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.People;
using IncidentBot.Teams.Requests;
using IncidentBot.Teams.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Teams.Inbox;

/// <summary>Takes what happens to rooms behind our back: people come in, channels are renamed and deleted. Teams tells at least once and in no order.</summary>
public sealed class TeamsEvents(TeamsDoor door, TeamsInstalls installs, TeamsPeople people, ITeamsConnector connector, IncidentDb db, OwnWork work, LostRooms lost)
{
    /// <summary>Whoever is in a room reads along. That somebody came in who may not see the incident is on the timeline, and so in every room.</summary>
    public async Task JoinedAsync(MembersAdded told, CancellationToken cancel)
    {
        if (told.People.Count == 0 || await installs.FindAsync(told.Registration, cancel) is not { } install)
        {
            return;
        }

        var rooms = await RoomsAsync(install, told.Address, cancel);
        if (rooms.Count == 0)
        {
            return;
        }

        var came = new List<Newcomer>();
        foreach (var one in told.People)
        {
            came.Add(new Newcomer(one, (await people.FindAsync(install, told.Address, one, cancel)).Person, await NameAsync(told.Address, one, cancel)));
        }

        foreach (var room in rooms)
        {
            await work.RunAsync($"{told.DeliveryKey}:{room.Stored.Id}", room.Incident.Number, async (services, incident) =>
            {
                var standings = services.GetRequiredService<Standings>();
                foreach (var one in came)
                {
                    if (one.Person is not { } person || !PermissionTable.Sees(await standings.OnAsync(person, incident, cancel), incident.Confidential))
                    {
                        incident.Record("stranger-joined", Actor.Bot, $"{one.Name} came into the Teams room and has no part in this incident. Remove them, or let them in with invite", new { user = one.Account.ObjectId, room = room.Stored.Name });
                    }
                }
            }, cancel);
        }
    }

    public async Task RenamedAsync(ChannelRenamed told, CancellationToken cancel)
    {
        if (told.ChannelName is { } name && await RoomAsync(told, cancel) is { } room && room.Stored.Name != name)
        {
            await work.RunAsync(told.DeliveryKey, room.Incident.Number, async (services, incident) =>
            {
                var stored = await services.GetRequiredService<IncidentDb>().Rooms.SingleAsync(one => one.Id == room.Stored.Id, cancel);
                incident.Record("room-renamed", Actor.Bot, $"The Teams room {stored.Name} is called {name} now", new { from = stored.Name, to = name });
                stored.Renamed(name);
            }, cancel);
        }
    }

    /// <summary>Somebody deleted the room of an incident that goes on: another carries it on.</summary>
    public async Task DeletedAsync(ChannelDeleted told, CancellationToken cancel)
    {
        if (await RoomAsync(told, cancel) is { } room)
        {
            await lost.CarryOnAsync(told.DeliveryKey, room.Stored.Id, room.Incident, "deleted", cancel);
        }
    }

    private async Task<TeamsRoom?> RoomAsync(TeamsActivity told, CancellationToken cancel) =>
        await installs.FindAsync(told.Registration, cancel) is { } install ? await door.RoomAsync(install, told.Address, cancel) : null;

    /// <summary>Of a team that is told of, the channels that are rooms: whoever comes into the team is in all of them but the private ones.</summary>
    private async Task<IReadOnlyList<TeamsRoom>> RoomsAsync(TeamsInstall install, TeamsAddress place, CancellationToken cancel)
    {
        if (await door.RoomAsync(install, place, cancel) is { } room)
        {
            return [room];
        }

        if (place.Kind is not ConversationKind.Channel || place.ChannelId != place.TeamThreadId || install.Registration.Team is not { } team || !team.Equals(await GroupAsync(place, cancel), StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var tenant = install.Row.Tenant;
        var open = await db.Rooms.AsNoTracking().Where(one => one.Platform == TeamsRooms.Platform && one.Tenant == tenant && one.State == RoomState.Open && one.Address != null)
            .Join(db.Incidents, one => one.IncidentId, incident => incident.Id, (one, incident) => new { Room = one, incident.Number, incident.Confidential }).Where(one => !one.Confidential).ToListAsync(cancel);
        return [.. open.Where(one => TeamsPlaces.IsChannel(one.Room.Address!)).Select(one => new TeamsRoom(one.Room, new IncidentReference(one.Number)))];
    }

    /// <summary>Not every activity says both of a team's ids.</summary>
    private async Task<string?> GroupAsync(TeamsAddress place, CancellationToken cancel) => place.TeamGroupId ?? (await connector.TeamAsync(place, cancel)).GroupId;

    private async Task<string> NameAsync(TeamsAddress place, TeamsPerson one, CancellationToken cancel)
    {
        try
        {
            return one.Name ?? (await connector.FindMemberAsync(place, one.Id, cancel))?.Name ?? "Somebody";
        }
        catch (TeamsException unknown) when (unknown.Failure is TeamsFailure.TargetGone or TeamsFailure.NotAllowed)
        {
            return "Somebody";
        }
    }

    private sealed record Newcomer(TeamsPerson Account, Id<Core.Organisations.Person>? Person, string Name);
}
