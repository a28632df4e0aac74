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

    /// <summary>Many pages come due together when much goes wrong at once: so many are carried on in one unit of work,</summary>
    private const int Together = 25;

    /// <summary>and so many units of work side by side.</summary>
    private const int SideBySide = 2;

    /// <summary>How many are looked for at once.</summary>
    private const int Most = 500;

    /// <summary>Answers how many pages went on. Those of incidents that somebody else holds wait for the next time, which is soon.</summary>
    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        using var first = way.Take();
        var (done, before) = (0, -1);
        var failed = new ConcurrentBag<Id<Page>>();
        while (done + failed.Count > before)
        {
            before = done + failed.Count;
            var due = await DueAsync([.. failed], cancel);

            // Where another process has been meanwhile, the rest of the list is old: what is left is looked for anew.
            var old = false;
            await Parallel.ForEachAsync(Units(due).TakeWhile(_ => !old), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancel }, async (pages, _) =>
            {
                var moved = await TryAsync(pages, failed);
                old |= moved == 0 && done > before;
                Interlocked.Add(ref done, moved);
            });
        }

        return done;
    }

    /// <summary>An incident's pages stay together, so that no unit of work waits for another; what is due first goes first.</summary>
    private static IEnumerable<DuePage[]> Units(IReadOnlyCollection<DuePage> due) =>
        due.GroupBy(one => one.Incident).OrderBy(incident => incident.Min(one => one.At)).SelectMany(incident => incident).Chunk(Together);

    /// <summary>One page that cannot go on may not hold up the others: they are done one by one then, and the next sweep tries it again.</summary>
    private async Task<int> TryAsync(DuePage[] pages, ConcurrentBag<Id<Page>> failed)
    {
        try
        {
            return await GoOnAsync(pages, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !Transient.IsDown(fault))
        {
            if (pages.Length == 1)
            {
                Log.Failed(log, pages[0].Id, fault);
                failed.Add(pages[0].Id);
                return 0;
            }
        }

        var done = 0;
        foreach (var page in pages)
        {
            done += await TryAsync([page], failed);
        }

        return done;
    }

    private async Task<List<DuePage>> DueAsync(IReadOnlyList<Id<Page>> failed, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var due = await db.Pages.Where(page => page.NextAt != null && page.NextAt <= now && !failed.Contains(page.Id)).OrderBy(page => page.NextAt).Select(page => new DuePage(page.Id, page.IncidentId, page.NextAt!.Value)).Take(Most).ToListAsync(cancel);
        var ahead = await db.Pages.AsNoTracking().Where(page => page.NextAt != null && db.PageAttempts.Where(one => one.At > now).Select(one => one.PageId).Contains(page.Id) && !failed.Contains(page.Id)).ToListAsync(cancel);
        return [.. due.UnionBy(ahead.Where(page => page.ClockWentBack(now)).Select(page => new DuePage(page.Id, page.IncidentId, now)), page => page.Id)];
    }

    private async Task<int> GoOnAsync(DuePage[] due, CancellationToken cancel)
    {
        var ids = due.Select(one => one.Id).ToList();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        var pager = scope.ServiceProvider.GetRequiredService<Pager>();
        await using var work = await db.BeginAsync(cancel);
        var held = (await db.LockFreeIncidentsAsync([.. due.Select(one => one.Incident).Distinct()], cancel)).ToDictionary(one => one.Id);
        var pages = (await db.Pages.Where(one => ids.Contains(one.Id)).OrderBy(one => one.NextAt).ToListAsync(cancel))
            .Where(page => held.ContainsKey(page.IncidentId) && page.NextAt is { } at && (at <= now || page.ClockWentBack(now))).ToList();
        if (pages.Count == 0)
        {
            return 0;
        }

        await pager.LoadAsync(pages, cancel);

        // What has changed is looked for once, when the unit of work ends, and not at every step of every page.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var page in pages)
        {
            await GoOnAsync(pager, held[page.IncidentId], page, now, cancel);
        }

        db.ChangeTracker.AutoDetectChangesEnabled = true;
        var changed = await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
        return pages.Count;
    }

    private static async Task GoOnAsync(Pager pager, Incident incident, Page page, DateTimeOffset now, CancellationToken cancel)
    {
        var due = page.NextAt!.Value;
        if (now - due > Late)
        {
            incident.Record("page-late", Actor.Bot, $"Page {page.Number} goes on {(now - due).TotalMinutes:0} minutes late", new { page = page.Number, due });
        }

        if (due > now)
        {
            page.WaitAnew(now);
            incident.Record("page-clock-back", Actor.Bot, $"The clock went back: page {page.Number} waits for level {page.Level + 1} once more", new { page = page.Number, due });
        }

        await pager.GoOnAsync(incident, page, cancel);
    }

    /// <summary>A page that goes on now.</summary>
    private sealed record DuePage(Id<Page> Id, Id<Incident> Incident, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Page {Page} could not go on; the next sweep tries again.")]
        public static partial void Failed(ILogger logger, Id<Page> page, Exception fault);
    }
}
