using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.WarRooms;

/// <summary>Talk in the web room. It changes no incident; <c>pin</c> puts a message on the timeline.</summary>
public sealed class RoomTalk(IncidentDb db, Standings standings, IncidentTime time, Signals signals)
{
    public async Task SayAsync(IncidentReference reference, Id<Person> person, string key, string text, CancellationToken cancel)
    {
        var said = Wording.Checked(Timeline.CleanText.AtTheDoor(text), "The message");
        var incident = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(one => one.Number == reference.Number, cancel) ?? throw VerbRefusals.NoSuchIncident(reference);
        var by = await standings.FindAsync(person, incident, cancel) ?? throw VerbRefusals.Nobody();
        if (!PermissionTable.Sees(by.Standing, incident.Confidential))
        {
            throw VerbRefusals.NoSuchIncident(reference);
        }

        by.Require(Permission.Note);
        var room = await db.Rooms.AsNoTracking().SingleOrDefaultAsync(one => one.IncidentId == incident.Id && one.Platform == WebRooms.Platform, cancel);
        if (room is null || room.State is RoomState.Archived)
        {
            throw RoomRefusals.NotOpen(incident);
        }

        var once = $"said:{person}:{key}";
        await using var work = await db.BeginAsync(cancel);
        if (await db.RoomPosts.AnyAsync(one => one.RoomId == room.Id && one.Key == once, cancel))
        {
            return;
        }

        db.Add(new RoomPost(room.Id, once, person, by.Name, said, time.Now));
        await db.NotifyAsync([incident.Id.Value], cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Show(incident.Id.Value);
    }
}
