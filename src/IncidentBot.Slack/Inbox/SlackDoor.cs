using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Installs;
using IncidentBot.Slack.People;
using IncidentBot.Slack.Rooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Slack.Inbox;

/// <summary>Finds who somebody in Slack is, and which incident a channel is the room of.</summary>
public sealed class SlackDoor(IncidentDb db, SlackInstalls installs, SlackPeople people)
{
    public async Task<SlackVisitor?> FindAsync(string? team, string? enterprise, string? user, string? name, CancellationToken cancel)
    {
        if (team is null && enterprise is null || user is null || await installs.FindAsync(team ?? enterprise!, enterprise, cancel) is not { } install)
        {
            return null;
        }

        var found = await people.FindAsync(install, user, cancel);
        return new SlackVisitor(install, user, name, found.Person, found.Why);
    }

    /// <summary>The incident whose room a channel is or was.</summary>
    public async Task<(Room Room, IncidentReference Incident)?> RoomAsync(SlackInstall install, string? channel, CancellationToken cancel)
    {
        if (channel is null)
        {
            return null;
        }

        var found = await db.Rooms.AsNoTracking().Where(room => room.Platform == SlackRooms.Platform && room.Address == channel)
            .Join(db.Incidents, room => room.IncidentId, incident => incident.Id, (room, incident) => new { room, incident.Number }).FirstOrDefaultAsync(cancel);
        return found is not null && (found.room.Tenant == install.Row.Tenant || install.Row.WholeEnterprise) ? (new Room(found.room), new IncidentReference(found.Number)) : null;
    }

    /// <summary>A line as somebody typed it, with the people whom it mentions.</summary>
    public async Task<VerbLine> ReadAsync(SlackInstall install, string text, CancellationToken cancel)
    {
        var known = new Dictionary<string, Id<Person>>(StringComparer.Ordinal);
        foreach (var user in SlackLine.Users(text).Where(user => user != install.Row.BotUser).Take(MostMentions))
        {
            if ((await people.FindAsync(install, user, cancel)).Person is { } person)
            {
                known[user] = person;
            }
        }

        return SlackLine.Read(text, known);
    }

    private const int MostMentions = 10;

    /// <summary>A war room in Slack.</summary>
    public sealed record Room(Core.WarRooms.Room Stored);
}
