using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Slack.Cards;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Slack.Rooms;

/// <summary>Keeps the actions of buttons that are too long for Slack, and finds them again.</summary>
public sealed class SlackButtons(IncidentDb db, IncidentTime time)
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

    /// <summary>What a button that was pressed means; null for what is none of ours.</summary>
    public async Task<CardAction?> ReadAsync(string? value, string label, CancellationToken cancel)
    {
        if (SlackButton.Read(value, label) is not { } button)
        {
            return null;
        }

        if (button.Action is { } action)
        {
            return action;
        }

        return await FindAsync(button.Stored, cancel);
    }

    /// <summary>What was kept under an id.</summary>
    public async Task<CardAction?> FindAsync(string? stored, CancellationToken cancel)
    {
        var id = Guid.TryParse(stored, out var guid) ? new Id<StoredAction>(guid) : default;
        return (await db.StoredActions.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel))?.Action;
    }
}
