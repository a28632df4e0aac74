using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Web.Pages.Rooms;

/// <summary>Reads an incident for one reader. One that they may not see reads as missing.</summary>
public sealed class RoomLoader(IncidentDb db, Standings standings, PeopleDirectory directory, PlanBook plans, IncidentCard cards)
{
    private const int MostPosts = 200;

    private const string CardKey = "card";

    public async Task<(Incident Incident, Standing Standing)?> FindAsync(string reference, Id<Person> reader, CancellationToken cancel)
    {
        if (!IncidentReference.TryParse(reference, out var named) || await db.Incidents.AsNoTracking().SingleOrDefaultAsync(one => one.Number == named.Number, cancel) is not { } incident)
        {
            return null;
        }

        var standing = await standings.OnAsync(reader, incident, cancel);
        return PermissionTable.Sees(standing, incident.Confidential) ? (incident, standing) : null;
    }

    public async Task<RoomModel?> ReadAsync(string reference, Id<Person> reader, CancellationToken cancel)
    {
        if (await FindAsync(reference, reader, cancel) is not { } found)
        {
            return null;
        }

        var (incident, standing) = found;
        var id = incident.Id;
        var room = await db.Rooms.AsNoTracking().SingleOrDefaultAsync(one => one.IncidentId == id && one.Platform == WebRooms.Platform, cancel);
        var posts = room is null ? [] : await PostsAsync(room, cancel);
        var participants = await db.Participants.AsNoTracking().Where(one => one.IncidentId == id).ToListAsync(cancel);
        var pages = await db.Pages.AsNoTracking().Where(one => one.IncidentId == id).OrderByDescending(one => one.Number).ToListAsync(cancel);
        var attempts = await db.PageAttempts.AsNoTracking().Where(one => one.IncidentId == id).OrderBy(one => one.At).ToListAsync(cancel);
        var joinable = await directory.Joinable(incident.OrganisationId).AsNoTracking().OrderBy(one => one.Name).ToListAsync(cancel);
        var known = participants.Select(one => one.PersonId).ToList();
        var others = await db.People.AsNoTracking().Where(one => known.Contains(one.Id)).ToListAsync(cancel);
        var plan = await plans.OfAsync(incident, cancel);
        return new RoomModel(incident, await db.Organisations.AsNoTracking().SingleAsync(one => one.Id == incident.OrganisationId, cancel), reader, standing)
        {
            Room = room,
            // As it stands now: the card in the room's posts follows a moment later, and its buttons would be stale beside the state in the head.
            Card = await cards.BuildAsync(incident, cancel),
            Posts = posts,
            Clocks = [.. (await db.Clocks.AsNoTracking().Where(one => one.IncidentId == id).ToListAsync(cancel)).Where(one => one.Shown)],
            Events = [.. LawEvent.Standing(await db.LawEvents.AsNoTracking().Where(one => one.IncidentId == id).OrderBy(one => one.RecordedAt).ToListAsync(cancel))],
            Tasks = await db.ChecklistItems.AsNoTracking().Where(one => one.IncidentId == id).OrderBy(one => one.Number).ToListAsync(cancel),
            Participants = participants,
            Pages = pages,
            Attempts = attempts.ToLookup(one => one.PageId),
            Facts = await db.Facts.AsNoTracking().Where(one => one.IncidentId == id).OrderBy(one => one.Name).ToListAsync(cancel),
            Lessons = await db.Lessons.AsNoTracking().Where(one => one.IncidentId == id).OrderBy(one => one.At).ToListAsync(cancel),
            FollowUps = await db.FollowUps.AsNoTracking().Where(one => one.IncidentId == id).OrderBy(one => one.Number).ToListAsync(cancel),
            PostMortem = await db.PostMortems.AsNoTracking().SingleOrDefaultAsync(one => one.IncidentId == id, cancel),
            Joinable = joinable,
            People = joinable.UnionBy(others, one => one.Id).ToDictionary(one => one.Id),
            Legal = await directory.HoldersAsync(incident.OrganisationId, [GrantRole.Legal], cancel),
            Reminded = [.. await db.Reminders.Where(one => one.IncidentId == id && one.State == ReminderState.Sent && one.AcknowledgedAt == null).Select(one => one.ClockId).Distinct().ToListAsync(cancel)],
            Zone = plan?.Zone ?? "UTC",
            Survivor = incident.MergedInto is { } survivor ? await standings.Visible(reader).Where(one => one.Id == survivor).Select(one => (int?)one.Number).SingleOrDefaultAsync(cancel) is { } number ? new IncidentReference(number) : null : null,
            Pageable = plan is not null ? [.. plan.Roles.Select(one => one.Name).Concat(plan.Contacts.Select(one => one.Key)).Distinct(StringComparer.OrdinalIgnoreCase)] : [],
            Others = await standings.Visible(reader).AsNoTracking().Where(one => one.OrganisationId == incident.OrganisationId && one.Id != id && one.State != IncidentState.Closed && one.State != IncidentState.Dismissed && one.State != IncidentState.Merged).OrderByDescending(one => one.Number).Take(50).ToListAsync(cancel),
        };
    }

    private async Task<IReadOnlyList<RoomPost>> PostsAsync(Room room, CancellationToken cancel)
    {
        var posts = await db.RoomPosts.AsNoTracking().Where(post => post.RoomId == room.Id && post.Key != CardKey).OrderByDescending(post => post.At).ThenByDescending(post => post.Id).Take(MostPosts).ToListAsync(cancel);
        posts.Reverse();
        return posts;
    }
}
