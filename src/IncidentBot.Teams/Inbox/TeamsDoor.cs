using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.People;
using IncidentBot.Teams.Requests;
using IncidentBot.Teams.Rooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Teams.Inbox;

/// <summary>Finds who somebody in Teams is, and which incident a channel or chat is the room of.</summary>
public sealed class TeamsDoor(IncidentDb db, TeamsInstalls installs, TeamsPeople people, TeamsIds ids)
{
    private const int MostMentions = 10;

    /// <summary>Null where nobody owns the tenant yet, or Teams does not say who it was.</summary>
    public async Task<TeamsVisitor?> FindAsync(TeamsActivity activity, CancellationToken cancel)
    {
        if (activity.From is not { } from || await installs.FindAsync(activity.Registration, cancel) is not { } install)
        {
            return null;
        }

        var found = await people.FindAsync(install, activity.Address, from, cancel);
        return new TeamsVisitor(install, from, found.Person, found.Why);
    }

    /// <summary>The incident whose room a channel, chat or thread is or was; where a chat is the room of several, the newest that goes on.</summary>
    public async Task<TeamsRoom?> RoomAsync(TeamsInstall install, TeamsAddress address, CancellationToken cancel)
    {
        var (place, thread, tenant) = (address.PlaceId, address.ConversationId, install.Row.Tenant);
        var found = await db.Rooms.AsNoTracking().Where(room => room.Platform == TeamsRooms.Platform && room.Tenant == tenant && (room.Address == place || room.Address == thread))
            .Join(db.Incidents, room => room.IncidentId, incident => incident.Id, (room, incident) => new { room, incident.Number })
            .OrderBy(one => one.room.State == RoomState.Archived).ThenByDescending(one => one.room.Id).FirstOrDefaultAsync(cancel);
        return found is null ? null : new TeamsRoom(found.room, new IncidentReference(found.Number));
    }

    /// <summary>A line as somebody typed it, with the people whom it mentions.</summary>
    public async Task<VerbLine> ReadAsync(TeamsInstall install, TeamsAddress address, TeamsText said, CancellationToken cancel)
    {
        var mentions = new List<Mention>();
        foreach (var mention in said.Mentions.Where(one => one.Id.StartsWith("29:", StringComparison.Ordinal) || one.ObjectId is not null || install.Registration.IsAnonymous).Take(MostMentions))
        {
            if ((await people.FindAsync(install, address, await SomebodyAsync(address, mention, cancel), cancel)).Person is { } person)
            {
                mentions.Add(new Mention(mention.Start, mention.Length, person));
            }
        }

        return new VerbLine(said.Text, mentions);
    }

    /// <summary>A mention often has only the id that this bot knows somebody by.</summary>
    private async Task<TeamsPerson> SomebodyAsync(TeamsAddress address, TeamsMention mention, CancellationToken cancel) =>
        new(mention.Id, mention.ObjectId ?? await ids.FindAsync(address, mention.Id, cancel), mention.Name);
}

/// <summary>A war room in Teams, and its incident.</summary>
public sealed record TeamsRoom(Room Stored, IncidentReference Incident);
