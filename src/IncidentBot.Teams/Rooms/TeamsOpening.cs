using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Installs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Teams.Rooms;

/// <summary>
/// Opens rooms in Teams: a channel of the configured team; of a confidential incident a private one, where the tenant lets the bot in and everybody who belongs in is in the team; a group chat where
/// not everybody of that team may know of the incident otherwise, or where no team is configured.
/// </summary>
public sealed class TeamsOpening(IncidentDb db, RoomPeople people, TeamsGuests guests, TeamsCalls calls, PrivateChannels closed, LocalRooms local)
{
    /// <summary>After so many there is something else wrong.</summary>
    private const int MostTries = 20;

    public async Task<OpenedRoom> OpenAsync(TeamsInstall install, Room room, Incident incident, CancellationToken cancel)
    {
        var several = await people.ServesSeveralAsync(install.Row.OrganisationId, incident, cancel);
        var name = room.Name.Length > 0 ? room.Name : incident.Confidential || several ? incident.CodeName : await NameAsync(incident, cancel);
        if (install.Registration.IsAnonymous)
        {
            return await local.OpenAsync(install, room, incident, name, cancel);
        }

        if (install.Registration.Team is { } team && !incident.Confidential && !several)
        {
            return await ChannelAsync(install, team, room, incident, name, ChannelKind.Standard, null, cancel);
        }

        var users = (await guests.BelongAsync(install, incident, cancel)).Values.Order(StringComparer.Ordinal).ToList();
        return users.Count == 0 ? throw new SendException(SendFailure.NotTaken, "nobody of the incident is known in Teams, and a room that is not for everybody has no other people")
            : (incident.Confidential ? await PrivateAsync(install, room, incident, name, users, cancel) : null) ?? await ChatAsync(install, room, incident, name, users, cancel);
    }

    /// <summary>Found again by its mark when the answer of an earlier try was lost.</summary>
    private async Task<OpenedRoom> ChannelAsync(TeamsInstall install, string team, Room room, Incident incident, string name, ChannelKind kind, string? owner, CancellationToken cancel)
    {
        for (var number = 1; ; number++)
        {
            var wanted = new NewChannel(ChannelNames.Of(name, number == 1 ? "" : $"-{number}"), $"War room of {incident.Reference} ({incident.CodeName}). Mention IncidentBot and say help to see what you can do.", Mark(room), kind, owner);
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

    /// <summary>Null where there can be none: somebody is not in the team and would have to be let into all of it, or the tenant keeps bots out of private channels.</summary>
    private async Task<OpenedRoom?> PrivateAsync(TeamsInstall install, Room room, Incident incident, string name, IReadOnlyList<string> users, CancellationToken cancel)
    {
        if (install.Registration.Team is not { } team || (!await IsMadeAsync(install, team, room, cancel) && (!closed.MayLetIn(install) || !await AreInAsync(install, team, users, cancel))))
        {
            return null;
        }

        var app = await AppAsync(install, cancel);
        try
        {
            var made = await ChannelAsync(install, team, room, incident, name, ChannelKind.Private, users[0], cancel);
            if (await calls.AskAsync(install, graph => graph.EnableInChannelAsync(team, made.Address, ChannelKind.Private, app, cancel)))
            {
                return made;
            }

            // Nobody is to wonder about an empty channel.
            await calls.TryAsync(install, graph => graph.DeleteChannelAsync(team, made.Address, cancel));
        }
        catch (SendException refused) when (refused.Failure is SendFailure.Refused)
        {
        }

        closed.Refuses(install);
        return null;
    }

    /// <summary>An earlier try made it, whoever has come or gone since: there is one room.</summary>
    private async Task<bool> IsMadeAsync(TeamsInstall install, string team, Room room, CancellationToken cancel)
    {
        GraphChannel? made = null;
        return room.BegunAt is not null && await calls.TryAsync(install, async graph => made = await graph.FindChannelByMarkAsync(team, Mark(room), cancel)) is null && made is not null;
    }

    private async Task<bool> AreInAsync(TeamsInstall install, string team, IReadOnlyList<string> users, CancellationToken cancel)
    {
        var members = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return await calls.TryAsync(install, async graph =>
        {
            await foreach (var member in graph.TeamMembersAsync(team, cancel))
            {
                members.Add(member.UserId ?? "");
            }
        }) is null && members.IsSupersetOf(users);
    }

    private async Task<OpenedRoom> ChatAsync(TeamsInstall install, Room room, Incident incident, string name, IReadOnlyList<string> users, CancellationToken cancel)
    {
        // Its topic is the only mark a chat has.
        var topic = ChannelNames.Topic($"{incident.Reference} {name}");
        var chat = (room.BegunAt is null ? null : await calls.AskAsync(install, graph => graph.FindChatAsync(users[0], topic, cancel)))
            ?? await calls.AskAsync(install, graph => graph.CreateChatAsync(topic, users, cancel));
        var app = await AppAsync(install, cancel);
        await calls.AskAsync(install, async graph =>
        {
            await graph.InstallInChatAsync(chat.Id, app, cancel);
            return true;
        });
        return new OpenedRoom(chat.Id, topic);
    }

    private static string Mark(Room room) => $"[room {room.Id}]";

    private async Task<string> AppAsync(TeamsInstall install, CancellationToken cancel) =>
        await calls.AskAsync(install, graph => graph.FindAppAsync(install.Registration.AppId, cancel)) ?? throw new SendException(SendFailure.Refused, "the app is not in the organisation's catalogue of Teams: upload its package there");

    private async Task<string> NameAsync(Incident incident, CancellationToken cancel) =>
        $"inc-{incident.Number}-{await db.Organisations.Where(one => one.Id == incident.OrganisationId).Select(one => one.Slug).SingleAsync(cancel)}";
}
