using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging;

/// <summary>Sends one try of a page outside: by mail, webhook and the like. It depends on nothing, so neither a broken room nor another method holds it up.</summary>
public sealed class CallPageEffect(IncidentDb db, OutsideMessages messages, PageReports reports, IncidentTime time) : IBlindHandler
{
    internal const string Name = "page.call";

    public string Kind => Name;

    public async Task<BlindSend?> PrepareAsync(Effect effect, CancellationToken cancel)
    {
        var attempt = await db.PageAttempts.AsNoTracking().SingleAsync(one => one.Id == effect.Read<SendPageArguments>().Attempt, cancel);
        var page = await db.Pages.AsNoTracking().SingleAsync(one => one.Id == attempt.PageId, cancel);
        if (!page.Open || attempt.State is not AttemptState.Queued)
        {
            return null;
        }

        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == attempt.IncidentId, cancel);
        var message = await messages.WritePageAsync(attempt, incident, cancel);
        return messages.Ready(attempt.Method, message, (answer, repeat) => Taken(attempt, answer, repeat), (failure, why) => Failed(attempt, failure, why), why => reports.HoldAsync(attempt.Id, why, cancel));
    }

    private Aftermath Taken(PageAttempt sent, string answer, bool repeat) => async (db, incident, cancel) =>
    {
        var attempt = await db.PageAttempts.SingleAsync(one => one.Id == sent.Id, cancel);
        if (attempt.State is AttemptState.Queued)
        {
            attempt.Settle(AttemptState.Delivered, repeat ? $"{answer}; sent again, an earlier one may have reached them" : answer, time.Now);
        }

        var page = await db.Pages.SingleAsync(one => one.Id == attempt.PageId, cancel);
        incident.Record(repeat ? "sent-again" : "page-sent", Actor.Bot, repeat
            ? $"Page {page.Number}: {attempt.Method} to {attempt.Name} was sent again; an earlier one may have reached them"
            : $"Page {page.Number}: {attempt.Method} to {attempt.Name}: {answer}", new { page = page.Number, contact = attempt.Contact, method = attempt.Method, answer });
    };

    private Aftermath Failed(PageAttempt sent, SendFailure failure, string why) => async (db, incident, cancel) =>
    {
        var attempt = await db.PageAttempts.SingleAsync(one => one.Id == sent.Id, cancel);
        if (attempt.State is AttemptState.Queued)
        {
            await PageReports.LoseAsync(db, incident, attempt, failure is SendFailure.Unknown ? AttemptState.Unknown : AttemptState.Failed, why, time.Now, cancel);
        }
    };
}
