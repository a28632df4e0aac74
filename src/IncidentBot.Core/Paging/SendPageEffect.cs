using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

internal sealed record SendPageArguments(Id<PageAttempt> Attempt);

/// <summary>A page for an inbox that an earlier version queued and did not send before it was replaced. Today the inbox has a page with the commit that tries it.</summary>
public sealed class SendPageEffect(PageCards cards, IncidentTime time) : IEffectHandler
{
    internal const string Name = "page.send";

    public string Kind => Name;

    internal static string NoticeKey(Id<PageAttempt> attempt) => $"page:{attempt}";

    public Task<Aftermath?> ActAsync(Effect effect, CancellationToken cancel)
    {
        var id = effect.Read<SendPageArguments>().Attempt;
        return Task.FromResult<Aftermath?>(async (db, incident, stop) =>
        {
            var attempt = await db.PageAttempts.SingleAsync(one => one.Id == id, stop);
            var page = await db.Pages.SingleAsync(one => one.Id == attempt.PageId, stop);
            if (page.Open && attempt is { State: AttemptState.Queued, PersonId: { } person })
            {
                // It may have come as far as the inbox before it was cut off.
                var key = NoticeKey(attempt.Id);
                if (!await db.Notices.AnyAsync(one => one.PersonId == person && one.Key == key, stop))
                {
                    db.Add(new Notice(key, person, incident.Id, NoticeKind.Page, await cards.ForAsync(page, attempt, incident, stop), time.Now));
                }

                attempt.Settle(AttemptState.Delivered, PageCaller.InTheirInbox, time.Now);
            }
        });
    }
}
