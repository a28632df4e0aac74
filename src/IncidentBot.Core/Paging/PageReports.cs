using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Core.Paging;

/// <summary>Keeps on record what providers say of a try, before they have taken it and afterwards. Where it came to nothing, what comes next comes at once.</summary>
public sealed class PageReports(IServiceScopeFactory scopes, Signals signals)
{
    /// <summary>The provider does not take it now; it is tried again, and the contact's next method meanwhile.</summary>
    public Task HoldAsync(Id<PageAttempt> id, string why, CancellationToken cancel) => WriteAsync(id, (_, incident, page, attempt, now) =>
    {
        if (attempt is not { State: AttemptState.Queued, Held: false })
        {
            return Task.CompletedTask;
        }

        attempt.Hold(why);
        page.Hurry(now);
        incident.Record("page-held", Actor.Bot, $"Page {page.Number}: {attempt.Method} to {attempt.Name} is not taken now, and tried again: {why}", new { page = page.Number, contact = attempt.Contact, method = attempt.Method, why });
        return Task.CompletedTask;
    }, cancel);

    /// <summary>It reached a telephone, or somebody's. That is no acknowledgement.</summary>
    public Task HearAsync(Id<PageAttempt> id, string words, CancellationToken cancel) => WriteAsync(id, (_, incident, page, attempt, _) =>
    {
        if (attempt.Answer != words && attempt.State is AttemptState.Queued or AttemptState.Delivered or AttemptState.Unknown)
        {
            attempt.Hear(words);
            incident.Record("page-sent", Actor.Bot, $"Page {page.Number}: {attempt.Method} to {attempt.Name}: {words}", new { page = page.Number, contact = attempt.Contact, method = attempt.Method, answer = words });
        }

        return Task.CompletedTask;
    }, cancel);

    /// <summary>It never reached them, though the provider had taken it.</summary>
    public Task LoseAsync(Id<PageAttempt> id, string why, CancellationToken cancel) => WriteAsync(id, (db, incident, _, attempt, now) =>
        attempt.MayBeAnswered ? LoseAsync(db, incident, attempt, AttemptState.Failed, why, now, cancel) : Task.CompletedTask, cancel);

    /// <summary>The same, in the unit of work of whoever asks.</summary>
    internal static async Task LoseAsync(IncidentDb db, Incident incident, PageAttempt attempt, AttemptState state, string why, DateTimeOffset now, CancellationToken cancel)
    {
        var page = await db.Pages.SingleAsync(one => one.Id == attempt.PageId, cancel);
        attempt.Settle(state, $"{why}: call by hand", now);
        if (page.Open)
        {
            incident.Record("page-not-sent", Actor.Bot, $"Page {page.Number}: {attempt.Name}: {why}: call by hand", new { page = page.Number, contact = attempt.Contact, method = attempt.Method, why });
            page.Hurry(now);
        }
    }

    private async Task WriteAsync(Id<PageAttempt> id, Func<IncidentDb, Incident, Page, PageAttempt, DateTimeOffset, Task> write, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        await using var work = await db.BeginAsync(cancel);
        var number = await db.Incidents.Where(one => db.PageAttempts.Any(attempt => attempt.Id == id && attempt.IncidentId == one.Id)).Select(one => one.Number).SingleAsync(cancel);
        var incident = (await db.LockIncidentAsync(number, cancel))!;
        var attempt = await db.PageAttempts.SingleAsync(one => one.Id == id, cancel);
        var page = await db.Pages.SingleAsync(one => one.Id == attempt.PageId, cancel);
        if (!page.Open || attempt.IncidentId != incident.Id)
        {
            return;
        }

        await write(db, incident, page, attempt, now);
        var changed = await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
    }
}
