using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Effects;

/// <summary>Queues effects in the unit of work that they follow from.</summary>
public sealed class Outbox(IncidentDb db, IEnumerable<ChatName> chats, IncidentTime time)
{
    private readonly HashSet<Guid> inboxes = [];
    private readonly List<(Incident Incident, Room Room)> archives = [];

    /// <summary>The people whose inboxes change with this unit of work.</summary>
    internal IReadOnlyCollection<Guid> Inboxes => inboxes;

    /// <summary>Whether any chat platform beside the built-in one is set up here.</summary>
    internal bool ReachesChat => chats.Any();

    public void Queue(Incident incident, string lane, string kind, object arguments, DateTimeOffset? notBefore = null) =>
        db.Add(new Effect(incident.Id, lane, incident.NextEffect(), kind, JsonSerializer.Serialize(arguments, JsonSerializerOptions.Web), time.Now) { NotBefore = notBefore });

    /// <summary>Opens the war rooms: the built-in one, and one in every workspace of the client and of its provider. Everything else about each follows in its lane.</summary>
    public async Task OpenRoomsAsync(Incident incident, CancellationToken cancel)
    {
        OpenRoom(incident, new Room(incident.Id, WebRooms.Platform, "", incident.Confidential ? incident.CodeName : $"inc-{incident.Number}"));
        foreach (var install in await InstallsAsync(incident, cancel))
        {
            // A name of its own comes when it is opened.
            OpenRoom(incident, new Room(incident.Id, install.Platform, install.Tenant, ""));
        }
    }

    /// <summary>Brings every room of an incident up to date: the card, and what was recorded since.</summary>
    internal void UpdateRooms(Incident incident, IEnumerable<Room> rooms, int from, int to)
    {
        foreach (var room in rooms.Where(room => room.TakesPosts))
        {
            Queue(incident, room.Lane, RoomEffects.Card, new RoomArguments(room.Id));
            Queue(incident, room.Lane, RoomEffects.Tell, new TellArguments(room.Id, from, to));
        }
    }

    /// <summary>Draws every card of an incident again, because something that only cards show has changed.</summary>
    public async Task UpdateCardsAsync(Incident incident, CancellationToken cancel) => UpdateCards(incident, await RoomsAsync(incident, cancel));

    internal void UpdateCards(Incident incident, IEnumerable<Room> rooms)
    {
        foreach (var room in rooms.Where(room => room.TakesPosts))
        {
            Queue(incident, room.Lane, RoomEffects.Card, new RoomArguments(room.Id));
        }
    }

    /// <summary>Lets people into the rooms that are open.</summary>
    internal void Furnish(Incident incident, IEnumerable<Room> rooms)
    {
        foreach (var room in rooms.Where(room => room is { BuiltIn: false, State: RoomState.Open }))
        {
            Queue(incident, room.SideLane, RoomEffects.Furnish, new RoomArguments(room.Id));
        }
    }

    /// <summary>Tells one person something privately, once per key: it is in their inbox with this commit.</summary>
    public void TellPrivately(Incident incident, Id<Person> person, string key, NoticeKind kind, Card card)
    {
        db.Add(new Notice(key, person, incident.Id, kind, card, time.Now));
        inboxes.Add(person.Value);
    }

    /// <summary>Shows notices on chat platforms as they will stand. What leads outside waits for nobody.</summary>
    internal void ShowNotices(Incident incident, IEnumerable<Notice> notices)
    {
        foreach (var (notice, platform) in notices.SelectMany(notice => chats.Select(chat => (notice, chat.Platform))))
        {
            Queue(incident, $"{OutsideMessages.Lanes}notice:{notice.Id}:{platform}", ShowNoticeEffect.Name, new ShowNoticeArguments(notice.Id, platform));
        }
    }

    /// <summary>Brings the digests up to date that an incident stands in.</summary>
    internal async Task ListAsync(Incident incident, CancellationToken cancel)
    {
        foreach (var install in await InstallsAsync(incident, cancel))
        {
            Queue(incident, $"{Room.Lanes}digest:{install.Id}:{incident.Id}", ListIncidentEffect.Name, new ListIncidentArguments(install.Id));
        }
    }

    /// <summary>Posts a card that stays as it is, such as the post-mortem's.</summary>
    public async Task PostCardAsync(Incident incident, string key, Card card, CancellationToken cancel)
    {
        foreach (var room in (await RoomsAsync(incident, cancel)).Where(room => room.TakesPosts))
        {
            Queue(incident, room.Lane, RoomEffects.Post, new PostArguments(room.Id, key, card));
        }
    }

    /// <summary>Says one neutral thing in the rooms on chat platforms, whatever else they are not told.</summary>
    internal async Task PostInChatAsync(Incident incident, string key, Card card, CancellationToken cancel)
    {
        foreach (var room in (await RoomsAsync(incident, cancel)).Where(room => room is { BuiltIn: false, State: RoomState.Open }))
        {
            Queue(incident, room.Lane, RoomEffects.Post, new PostArguments(room.Id, key, card));
        }
    }

    /// <summary>Chat may know again: rooms that were not opened meanwhile are, and the others get the card as it stands. What was said out of band stays there.</summary>
    internal async Task ResumeRoomsAsync(Incident incident, CancellationToken cancel)
    {
        var rooms = await RoomsAsync(incident, cancel);
        foreach (var room in rooms.Where(room => room is { BuiltIn: false, State: RoomState.Opening }))
        {
            Queue(incident, room.Lane, RoomEffects.Open, new RoomArguments(room.Id));
        }

        Furnish(incident, rooms);
    }

    /// <summary>Archives the rooms after the last card and posts of this unit of work.</summary>
    public async Task ArchiveRoomsAsync(Incident incident, CancellationToken cancel) =>
        archives.AddRange((await RoomsAsync(incident, cancel)).Where(room => room.State is not RoomState.Archived).Select(room => (incident, room)));

    internal void ArchiveAsked()
    {
        foreach (var (incident, room) in archives)
        {
            Queue(incident, room.Lane, RoomEffects.Archive, new RoomArguments(room.Id));
        }

        archives.Clear();
    }

    /// <summary>Opens the built-in room again; elsewhere a new one carries on what was archived, because not every platform opens one again.</summary>
    public async Task ReopenRoomsAsync(Incident incident, CancellationToken cancel)
    {
        var rooms = await RoomsAsync(incident, cancel);
        foreach (var room in rooms.Where(room => room.BuiltIn))
        {
            Queue(incident, room.Lane, RoomEffects.Open, new RoomArguments(room.Id));
        }

        foreach (var place in rooms.Where(room => !room.BuiltIn).GroupBy(room => (room.Platform, room.Tenant)).Where(place => place.All(room => !room.TakesPosts || WillBeArchived(room))))
        {
            var last = place.Single(room => place.All(other => other.Follows != room.Id));
            OpenRoom(incident, last.Successor($"{place.Single(room => room.Follows is null).Name}-{place.Count() + 1}"));
        }
    }

    /// <summary>The rooms of some incidents, with those that this unit of work opens.</summary>
    internal async Task<IReadOnlyList<Room>> RoomsAsync(IReadOnlyList<Id<Incident>> incidents, CancellationToken cancel)
    {
        var stored = await db.Rooms.Where(room => incidents.Contains(room.IncidentId)).ToListAsync(cancel);
        return [.. stored.Union(db.Rooms.Local.Where(room => incidents.Contains(room.IncidentId))).OrderBy(room => room.Platform)];
    }

    private Task<IReadOnlyList<Room>> RoomsAsync(Incident incident, CancellationToken cancel) => RoomsAsync([incident.Id], cancel);

    private void OpenRoom(Incident incident, Room room)
    {
        db.Add(room);
        Queue(incident, room.Lane, RoomEffects.Open, new RoomArguments(room.Id));
    }

    /// <summary>Its last effect archives it, though that is not done yet.</summary>
    private bool WillBeArchived(Room room) => db.Effects.Any(one => one.Lane == room.Lane && one.Kind == RoomEffects.Archive && one.State == EffectState.Pending);

    /// <summary>The workspaces of an incident's client, and of the provider whose people work for it.</summary>
    private async Task<List<ChatInstall>> InstallsAsync(Incident incident, CancellationToken cancel)
    {
        if (!ReachesChat)
        {
            return [];
        }

        var (client, platforms) = (incident.OrganisationId, chats.Select(chat => chat.Platform).ToArray());
        var employers = db.Grants.Where(grant => grant.OrganisationId == client).Join(db.People, grant => grant.PersonId, person => person.Id, (_, person) => person.Home)
            .Where(home => db.Organisations.Any(one => one.Id == home && one.Kind == OrganisationKind.Provider));
        return await db.ChatInstalls.AsNoTracking()
            .Where(install => platforms.Contains(install.Platform) && !install.WholeEnterprise && (install.OrganisationId == client || employers.Contains(install.OrganisationId)))
            .OrderBy(install => install.Platform).ThenBy(install => install.Tenant).ToListAsync(cancel);
    }
}
