using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.WarRooms;

/// <summary>Puts a message of the room on the timeline as it stands.</summary>
public sealed record PinMessage(string Message, string? Why = null) : IIncidentVerb, IVerb<PinMessage>
{
    public static Grammar<PinMessage> Grammar => new("pin")
    {
        Arguments = ["message"],
        Rest = "why",
        Summary = "Puts a message of the room on the timeline as it stands.",
        Examples = ["pin 0199f3c2-… the first sign of encryption"],
    };

    public static Permission Needs => Permission.Record;
}

public sealed class PinMessageHandler(IncidentDb db) : IHandle<PinMessage>
{
    public async Task<Reply> HandleAsync(PinMessage verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var id = Guid.TryParse(verb.Message, out var guid) ? new Id<RoomPost>(guid) : throw RoomRefusals.NoSuchMessage();
        var post = await db.RoomPosts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && db.Rooms.Any(room => room.Id == one.RoomId && room.IncidentId == incident.Id), cancel) ?? throw RoomRefusals.NoSuchMessage();
        incident.Record("pinned", by, $"{by.Name} pinned what {post.AuthorName} said at {post.At:yyyy-MM-dd HH:mm} UTC: {post.Text}", new { author = post.AuthorName, said = post.Text, at = post.At, why = verb.Why });
        return Reply.Of("Pinned to the timeline.");
    }
}
