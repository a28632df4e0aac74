using System.Collections.Concurrent;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Paging;

/// <summary>Carries on every page whose wait is over. Hangfire wakes it at the instant; the sweep wakes it in any case.</summary>
public sealed partial class PageEscalator(IServiceScopeFactory scopes, RightOfWay way, Signals signals, ILogger<PageEscalator> log)
{
    /// <summary>Later than this and the timeline says so.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>Pages of different incidents do not wait for each other.</summary>
    private const int SideBySide = 4;

    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        using var first = way.Take();
        var done = 0;
        var failed = new ConcurrentBag<Id<Page>>();
        while (await DueAsync([.. failed], cancel) is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancel }, async (page, _) =>
            {
                try
                {
                    await GoOnAsync(page, CancellationToken.None);
                    Interlocked.Increment(ref done);
                }
                catch (Exception fault) when (fault is not OperationCanceledException && !Transient.IsDown(fault))
                {
                    // One page that cannot go on may not hold up the others; the next sweep tries it again.
                    Log.Failed(log, page, fault);
                    failed.Add(page);
                }
            });
        }

        return done;
    }

    private async Task<List<Id<Page>>> DueAsync(IReadOnlyList<Id<Page>> failed, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var due = await db.Pages.Where(page => page.NextAt != null && page.NextAt <= now && !failed.Contains(page.Id)).OrderBy(page => page.NextAt).Select(page => page.Id).Take(100).ToListAsync(cancel);
        var ahead = await db.Pages.AsNoTracking().Where(page => page.NextAt != null && db.PageAttempts.Where(one => one.At > now).Select(one => one.PageId).Contains(page.Id) && !failed.Contains(page.Id)).ToListAsync(cancel);
        return [.. due.Union(ahead.Where(page => page.ClockWentBack(now)).Select(page => page.Id))];
    }

    private async Task GoOnAsync(Id<Page> id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        await using var work = await db.BeginAsync(cancel);
        var number = await db.Incidents.Where(one => db.Pages.Any(page => page.Id == id && page.IncidentId == one.Id)).Select(one => one.Number).SingleAsync(cancel);
        var incident = (await db.LockIncidentAsync(number, cancel))!;
        var page = await db.Pages.SingleAsync(one => one.Id == id, cancel);
        if (page.IncidentId != incident.Id || page.NextAt is not { } due || (due > now && !page.ClockWentBack(now)))
        {
            return;
        }

        if (now - due > Late)
        {
            incident.Record("page-late", Actor.Bot, $"Page {page.Number} goes on {(now - due).TotalMinutes:0} minutes late", new { page = page.Number, due });
        }

        if (due > now)
        {
            page.WaitAnew(now);
            incident.Record("page-clock-back", Actor.Bot, $"The clock went back: page {page.Number} waits for level {page.Level + 1} once more", new { page = page.Number, due });
        }

        await scope.ServiceProvider.GetRequiredService<Pager>().GoOnAsync(incident, page, cancel);

        var changed = await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Page {Page} could not go on; the next sweep tries again.")]
        public static partial void Failed(ILogger logger, Id<Page> page, Exception fault);
    }
}
