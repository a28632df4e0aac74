using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Inbox;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.People;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Teams.Rooms;

/// <summary>War rooms, private messages and digests in Teams.</summary>
public sealed class TeamsRooms(IncidentDb db, TeamsCalls calls, TeamsInstalls installs, TeamsPeople people, TeamsPlaces places, TeamsOpening opening, LocalTeams local, TeamsPosts posts, TeamsGuests guests, TeamsDigests digests, DigestLine lines, ActionShelf shelf, PublicLinks links, LostRooms lost) : IChatPlatform
{
    public const string Platform = "teams";

    public string Name => Platform;

    public async Task<OpenedRoom> OpenRoomAsync(Room room, Incident incident, CancellationToken cancel) => await opening.OpenAsync(await calls.InAsync(room.Tenant, cancel), room, incident, cancel);

    public async Task<string?> FurnishRoomAsync(Room room, Incident incident, CancellationToken cancel)
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        if (install.Registration.IsAnonymous)
        {
            return null;
        }

        var letIn = await guests.LetInAsync(install, room, incident, cancel);
        var full = TeamsPlaces.IsChannel(room.Address!) && install.Registration.Team is { } team ? (await calls.AskAsync(install, graph => graph.CountChannelsAsync(team, cancel))).Warning : null;
        return new[] { letIn, full }.OfType<string>().ToList() is { Count: > 0 } troubles ? string.Join("; ", troubles) : null;
    }

    public Task<string> PinCardAsync(Room room, Card card, CancellationToken cancel) => WhileThereAsync(room, room.CardAddress ?? "", async () =>
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        return await posts.PutAsync(CardKey(room), room.IncidentId, places.Of(install, room.Address!), await RenderAsync(install, room.IncidentId, null, card, null, cancel, renews: true), changes: true, cancel);
    }, cancel);

    /// <summary>In a channel everything is said below the card, so that the channel stays one thread per incident.</summary>
    public Task PostAsync(Room room, string key, string text, Card? card, CancellationToken cancel) => WhileThereAsync(room, "", async () =>
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == room.IncidentId, cancel);
        var content = await RenderAsync(install, room.IncidentId, card is null ? Prose.Typed(text).Markup : null, card, $"{incident.CodeName}: there is news in the war room.", cancel);
        var place = places.Of(install, room.Address!);
        return await posts.PutAsync(Key(room, key), room.IncidentId, place.Kind is ConversationKind.Channel && room.CardAddress is { } root ? place.At(root) : place, content, changes: false, cancel);
    }, cancel);

    public async Task ArchiveRoomAsync(Room room, CancellationToken cancel)
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        if (install.Registration.IsAnonymous)
        {
            return;
        }

        await calls.TryAsync(install, graph => TeamsPlaces.IsChannel(room.Address!) && install.Registration.Team is { } team
            ? graph.ArchiveChannelAsync(team, room.Address!, cancel)
            : graph.SetChatTopicAsync(room.Address!, ChannelNames.Topic($"Closed - {room.Name}"), cancel));
    }

    public async Task TellAsync(Notice notice, Incident incident, CancellationToken cancel)
    {
        foreach (var install in (await installs.AllAsync(cancel)).Where(one => one.Row.Works))
        {
            var key = $"notice:{notice.Id}:{install.Row.Tenant}";
            var posted = await db.PostedMessages.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, cancel);
            if (notice.SettledAt is not null && posted is null)
            {
                continue;
            }

            foreach (var user in (await people.UsersOfAsync(install, [notice.PersonId], cancel)).Values.Take(1))
            {
                if ((TeamsAddress.Parse(posted?.Conversation) ?? await PersonalAsync(install, user, cancel)) is { } chat)
                {
                    await posts.PutAsync(key, incident.Id, chat, await RenderAsync(install, incident.Id, null, notice.AsItStands(), null, cancel), changes: true, cancel);
                }
            }
        }
    }

    public async Task ListAsync(ChatInstall install, Incident incident, CancellationToken cancel)
    {
        if (incident.Confidential)
        {
            return;
        }

        var known = await calls.InAsync(install.Tenant, cancel);
        if (await digests.FindAsync(known, cancel) is { } channel)
        {
            var line = await lines.BuildAsync(incident, install, cancel);
            try
            {
                await posts.PutAsync($"digest:{install.Id}:{incident.Id}", incident.Id, places.Of(known, channel), await RenderAsync(known, incident.Id, null, line, null, cancel), changes: true, cancel);
            }
            catch (TeamsException gone) when (gone.Failure is TeamsFailure.TargetGone)
            {
                // Whoever makes another one has the line there with the next change.
                digests.Forget(known);
            }
        }
    }

    /// <summary>Null for who cannot be written to: they have their other methods and their inbox. Whoever has not installed the app gets it, where Graph may do so.</summary>
    private async Task<TeamsAddress?> PersonalAsync(TeamsInstall install, string user, CancellationToken cancel)
    {
        if (install.Registration.IsAnonymous)
        {
            return local.IdOf(user) is { } id ? await calls.SayAsync(connector => connector.OpenPersonalAsync(install.Registration, places.UrlOf(install), "", id, cancel)) : null;
        }

        for (var installed = false; ; installed = true)
        {
            try
            {
                return await calls.SayAsync(connector => connector.OpenPersonalAsync(install.Registration, places.UrlOf(install), install.Registration.TenantId, user, cancel));
            }
            catch (TeamsException) when (!installed)
            {
                if (await calls.TryAsync(install, async graph =>
                {
                    if (await graph.FindAppAsync(install.Registration.AppId, cancel) is { } app)
                    {
                        await graph.InstallForUserAsync(user, app, cancel);
                    }
                }) is not null)
                {
                    return null;
                }
            }
            catch (TeamsException)
            {
                return null;
            }
        }
    }

    /// <summary>Teams may not have told us, or we were away: whoever finds the room gone has another one carry it on.</summary>
    private async Task<string> WhileThereAsync(Room room, string otherwise, Func<Task<string>> act, CancellationToken cancel)
    {
        try
        {
            return await act();
        }
        catch (Exception refused) when (refused is TeamsException { Failure: TeamsFailure.TargetGone } or SendException { Failure: SendFailure.Refused })
        {
            if (refused is SendException && !await IsArchivedAsync(room, cancel))
            {
                throw;
            }

            var number = await db.Incidents.Where(one => one.Id == room.IncidentId).Select(one => one.Number).SingleAsync(cancel);
            await lost.CarryOnAsync($"room-lost:{room.Id}", room.Id, new IncidentReference(number), refused is SendException ? "archived" : "deleted", cancel);
            return otherwise;
        }
    }

    private async Task<bool> IsArchivedAsync(Room room, CancellationToken cancel)
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        return TeamsPlaces.IsChannel(room.Address!) && install.Registration.Team is { } team && await calls.AskAsync(install, graph => graph.IsChannelArchivedAsync(team, room.Address!, cancel));
    }

    /// <summary>What the card of a room is kept under.</summary>
    internal static string CardKey(Room room) => Key(room, "card");

    private static string Key(Room room, string key) => $"room:{room.Id}:{key}";

    /// <param name="renews">Whoever looks at it sees it as it stands then, with the buttons that they may press. In a room of more than sixty people Teams leaves that out, and it is one for all.</param>
    private async Task<TeamsContent> RenderAsync(TeamsInstall install, Id<Incident> incident, string? text, Card? card, string? fallback, CancellationToken cancel, bool renews = false)
    {
        var reference = new IncidentReference(await db.Incidents.Where(one => one.Id == incident).Select(one => one.Number).SingleAsync(cancel));
        return await new TeamsCards(shelf.KeepAsync, links.To(reference, "card"), install.Registration.OpensDialogs).RenderAsync(text, card, fallback, renews ? FreshCardKeys.Of(reference) : null, cancel);
    }
}
