using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Effects;

/// <summary>Tries again at once what failed outside: rooms, cards, pages, reminders.</summary>
public sealed record RetryEffects() : IIncidentVerb, IVerb<RetryEffects>
{
    public static Grammar<RetryEffects> Grammar => new("retry")
    {
        Summary = "Tries again at once what failed outside: rooms, cards, pages, reminders.",
        Examples = ["retry"],
    };

    public static Permission Needs => Permission.Retry;
}

public sealed class RetryEffectsHandler(IncidentDb db, Outbox outbox) : IHandle<RetryEffects>
{
    public async Task<Reply> HandleAsync(RetryEffects verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var parked = await db.Lanes.Where(lane => lane.IncidentId == incident.Id && lane.ParkedUntil > 0).ExecuteUpdateAsync(set => set.SetProperty(lane => lane.ParkedUntil, 0L), cancel);
        var troubled = await db.Rooms.Where(room => room.IncidentId == incident.Id && room.Trouble != null).ToListAsync(cancel);
        outbox.Furnish(incident, troubled);
        parked += troubled.Count;
        if (parked == 0)
        {
            return Reply.Of($"Nothing of {incident.Reference} is waiting to be tried again.");
        }

        incident.Record("retried", by, $"{by.Name} asked to try again what failed outside", new { lanes = parked });
        return Reply.Of($"Trying again: {parked} {(parked == 1 ? "lane" : "lanes")}. The card shows what still fails.");
    }
}
