using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

internal sealed record SendPageArguments(Id<PageAttempt> Attempt);

/// <summary>Sends one try of a page by its channel. It depends on nothing, so a broken room never holds it up.</summary>
public sealed class SendPageEffect(IncidentDb db, IEnumerable<IPageChannel> channels, IncidentTime time) : IEffectHandler
{
    internal const string Name = "page.send";

    public string Kind => Name;

    internal static string NoticeKey(Id<PageAttempt> attempt) => $"page:{attempt}";

    public async Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var attempt = await db.PageAttempts.AsNoTracking().SingleAsync(one => one.Id == effect.Read<SendPageArguments>().Attempt, cancel);
        var page = await db.Pages.AsNoTracking().SingleAsync(one => one.Id == attempt.PageId, cancel);
        if (!page.Open || attempt.State is not AttemptState.Queued)
        {
            return null;
        }

        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == attempt.IncidentId, cancel);
        var answer = await channels.Single(one => one.Method == attempt.Method).SendAsync(new PageCall(page, attempt, incident), cancel);
        return async (db, _, stop) =>
        {
            var stored = await db.PageAttempts.SingleAsync(one => one.Id == attempt.Id, stop);
            if (stored.State is AttemptState.Queued)
            {
                stored.Settle(AttemptState.Delivered, answer, effect.DueAt);
            }

            await SettleIfOverAsync(db, attempt, stop);
        };
    }

    /// <summary>Somebody may have answered while it was being sent; then nothing is left to do about it.</summary>
    private async Task SettleIfOverAsync(IncidentDb db, PageAttempt attempt, CancellationToken cancel)
    {
        var page = await db.Pages.SingleAsync(one => one.Id == attempt.PageId, cancel);
        var key = NoticeKey(attempt.Id);
        foreach (var notice in page.Open || page.State is PageState.Exhausted ? [] : await db.Notices.Where(notice => notice.Key == key).ToListAsync(cancel))
        {
            notice.Settle($"Page {page.Number} is {page.State.Words()}", time.Now);
        }
    }
}
