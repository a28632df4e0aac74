using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

/// <summary>Keeps the actions of buttons that are too long for their platform, and finds them again.</summary>
public sealed class ActionShelf(IncidentDb db, IncidentTime time)
{
    public async Task<string> KeepAsync(CardAction action, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var kept = new StoredAction(action, time.Now);
        db.Add(kept);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return kept.Id.ToString();
    }

    /// <summary>What was kept under an id; null when there is nothing.</summary>
    public async Task<CardAction?> FindAsync(string? stored, CancellationToken cancel)
    {
        var id = Guid.TryParse(stored, out var guid) ? new Id<StoredAction>(guid) : default;
        return (await db.StoredActions.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel))?.Action;
    }
}
