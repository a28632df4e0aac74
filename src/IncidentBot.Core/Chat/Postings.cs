using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

/// <summary>What is on record of the messages that we post: each is known by its key before it is sent, and by its address when it stands.</summary>
public sealed class Postings(IncidentDb db, IncidentTime time)
{
    public Task<PostedMessage?> FindAsync(string key, CancellationToken cancel) => db.PostedMessages.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, cancel);

    /// <summary>On record before anything else happens.</summary>
    public async Task<PostedMessage> KeepAsync(string key, Id<Incident> incident, Action<PostedMessage> change, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var kept = await db.PostedMessages.SingleOrDefaultAsync(one => one.Key == key, cancel);
        if (kept is null)
        {
            kept = new PostedMessage(key, incident, time.Now);
            db.Add(kept);
        }

        change(kept);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return kept;
    }
}
