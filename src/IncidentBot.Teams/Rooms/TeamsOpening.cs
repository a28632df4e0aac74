using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Installs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Teams.Rooms;

/// <summary>Opens rooms in Teams: a channel of the configured team; a group chat where not everybody of that team may know of the incident, or where no team is configured. A bot is let into private channels by a preview of Graph alone.</summary>
public sealed class TeamsOpening(IncidentDb db, RoomPeople people, TeamsGuests guests, TeamsCalls calls, LocalRooms local)
{
    /// <summary>After so many there is something else wrong.</summary>
    private const int MostTries = 20;

    public async Task<OpenedRoom> OpenAsync(TeamsInstall install, Room room, Incident incident, CancellationToken cancel)
    {
        var several = await people.ServesSeveralAsync(install.Row.OrganisationId, incident, cancel);
        var name = room.Name.Length > 0 ? room.Name : incident.Confidential || several ? incident.CodeName : await NameAsync(incident, cancel);
        return install.Registration.IsAnonymous ? await local.OpenAsync(install, room, incident, name, cancel)
            : incident.Confidential || several || install.Registration.Team is null
            ? await ChatAsync(install, room, incident, name, cancel)
            : await ChannelAsync(install, install.Registration.Team, room, incident, name, cancel);
    }

    /// <summary>Found again by its mark when the answer of an earlier try was lost.</summary>
    private async Task<OpenedRoom> ChannelAsync(TeamsInstall install, string team, Room room, Incident incident, string name, CancellationToken cancel)
    {
        for (var number = 1; ; number++)
        {
            var wanted = new NewChannel(ChannelNames.Of(name, number == 1 ? "" : $"-{number}"), $"War room of {incident.Reference} ({incident.CodeName}). Mention IncidentBot and say help to see what you can do.", $"[room {room.Id}]");
            try
            {
                var made = await calls.AskAsync(install, graph => graph.CreateChannelAsync(team, wanted, cancel));
                return new OpenedRoom(made.Id, made.Name);
            }
            catch (SendException taken) when (number < MostTries && taken.Message.Contains(GraphErrors.NameTaken, StringComparison.Ordinal))
            {
            }
        }
    }

    private async Task<OpenedRoom> ChatAsync(TeamsInstall install, Room room, Incident incident, string name, CancellationToken cancel)
    {
        var users = (await guests.BelongAsync(install, incident, cancel)).Values.Order(StringComparer.Ordinal).ToList();
        if (users.Count == 0)
        {
            throw new SendException(SendFailure.NotTaken, "nobody of the incident is known in Teams, and a chat has no other people");
        }

        // Its topic is the only mark a chat has.
        var topic = ChannelNames.Topic($"{incident.Reference} {name}");
        var chat = (room.BegunAt is null ? null : await calls.AskAsync(install, graph => graph.FindChatAsync(users[0], topic, cancel)))
            ?? await calls.AskAsync(install, graph => graph.CreateChatAsync(topic, users, cancel));
        var app = await calls.AskAsync(install, graph => graph.FindAppAsync(install.Registration.AppId, cancel)) ?? throw new SendException(SendFailure.Refused, "the app is not in the organisation's catalogue of Teams: upload its package there");
        await calls.AskAsync(install, async graph =>
        {
            await graph.InstallInChatAsync(chat.Id, app, cancel);
            return true;
        });
        return new OpenedRoom(chat.Id, topic);
    }

    private async Task<string> NameAsync(Incident incident, CancellationToken cancel) =>
        $"inc-{incident.Number}-{await db.Organisations.Where(one => one.Id == incident.OrganisationId).Select(one => one.Slug).SingleAsync(cancel)}";
}
