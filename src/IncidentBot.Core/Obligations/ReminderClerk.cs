using System.Collections.Concurrent;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Obligations;

/// <summary>Sends every reminder that is due. Of several of one clock that are due at once only the most urgent is sent; a late one says so.</summary>
public sealed partial class ReminderClerk(IServiceScopeFactory scopes, RightOfWay way, Signals signals, ILogger<ReminderClerk> log)
{
    /// <summary>Later than this and the reminder says so.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>Many deadlines fall on one instant (midnight, noon): so many clocks are looked at in one unit of work,</summary>
    private const int Together = 25;

    /// <summary>and so many units of work side by side.</summary>
    private const int SideBySide = 2;

    /// <summary>How many are looked for at once.</summary>
    private const int Most = 500;

    /// <summary>Whether this process has looked for clocks that another catalogue counted. Its own catalogue does not change while it runs.</summary>
    private volatile bool recounted;

    internal static string NoticeKey(Clock clock) => $"clock:{clock.Id}:";

    /// <summary>Answers how many clocks it did something about. Those of incidents that somebody else holds wait for the next time, which is soon.</summary>
    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        using var first = way.Take();
        var (done, before) = (0, -1);
        var failed = new ConcurrentBag<Id<Clock>>();
        while (done + failed.Count > before)
        {
            before = done + failed.Count;
            var due = await DueAsync([.. failed], cancel);
            if (due.Count == 0)
            {
                recounted |= failed.IsEmpty;
                break;
            }

            // Where another process has been meanwhile, the rest of the list is old: what is left is looked for anew.
            var old = false;
            await Parallel.ForEachAsync(Units(due).TakeWhile(_ => !old), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancel }, async (clocks, _) =>
            {
                var moved = await TryAsync(clocks, failed);
                old |= moved == 0 && done > before;
                Interlocked.Add(ref done, moved);
            });
        }

        return done;
    }

    /// <summary>An incident's clocks stay together, so that no unit of work waits for another, and of two processes each begins elsewhere.</summary>
    private static IEnumerable<DueClock[]> Units(IReadOnlyCollection<DueClock> due)
    {
        var begin = Random.Shared.Next(due.Count);
        var sorted = due.OrderBy(one => one.Incident.Value).ToList();
        return sorted.Skip(begin).Concat(sorted.Take(begin)).Chunk(Together);
    }

    /// <summary>One clock that cannot be reminded of may not hold up the others: they are done one by one then, and the next sweep tries it again.</summary>
    private async Task<int> TryAsync(DueClock[] clocks, ConcurrentBag<Id<Clock>> failed)
    {
        try
        {
            return await RemindAsync(clocks, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !Transient.IsDown(fault))
        {
            if (clocks.Length == 1)
            {
                Log.Failed(log, clocks[0].Id, fault);
                failed.Add(clocks[0].Id);
                return 0;
            }
        }

        var done = 0;
        foreach (var clock in clocks)
        {
            done += await TryAsync([clock], failed);
        }

        return done;
    }

    private async Task<List<DueClock>> DueAsync(IReadOnlyList<Id<Clock>> failed, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var reminders = await db.Reminders.Where(one => one.State == ReminderState.Planned && one.DueAt <= now && !failed.Contains(one.ClockId)).OrderBy(one => one.DueAt).Select(one => new DueClock(one.ClockId, one.IncidentId)).Take(Most).ToListAsync(cancel);
        var others = await db.Clocks.Where(one => ((one.State == ClockState.Held && one.HeldUntil <= now) || (one.State == ClockState.Running && one.DueAt <= now)) && !failed.Contains(one.Id))
            .OrderBy(one => one.DueAt).Select(one => new DueClock(one.Id, one.IncidentId)).Take(Most).ToListAsync(cancel);
        var revised = recounted ? [] : await RevisedAsync(db, failed, cancel);
        return [.. reminders.Concat(others).Concat(revised).DistinctBy(one => one.Id)];
    }

    /// <summary>Clocks that were counted by another version of their row and may still move. A held one is recounted when its hold is over.</summary>
    private static async Task<List<DueClock>> RevisedAsync(IncidentDb db, IReadOnlyList<Id<Clock>> failed, CancellationToken cancel)
    {
        var rows = Catalogue.Shipped.Rows.Select(row => row.Id).ToList();
        var versions = Catalogue.Shipped.Rows.Select(row => row.Version).ToList();
        return await db.Clocks.Where(one => (one.State == ClockState.Running || one.State == ClockState.Projected || one.State == ClockState.NotStarted)
            && rows.Contains(one.RowId) && !versions.Contains(one.RowVersion) && !failed.Contains(one.Id)).OrderBy(one => one.Id).Select(one => new DueClock(one.Id, one.IncidentId)).Take(Most).ToListAsync(cancel);
    }

    private async Task<int> RemindAsync(DueClock[] due, CancellationToken cancel)
    {
        var ids = due.Select(one => one.Id).ToList();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        await using var work = await db.BeginAsync(cancel);
        var held = (await db.LockFreeIncidentsAsync([.. due.Select(one => one.Incident).Distinct()], cancel)).ToDictionary(one => one.Id);
        var clocks = (await db.Clocks.Where(one => ids.Contains(one.Id)).OrderBy(one => one.Id).ToListAsync(cancel)).Where(one => held.ContainsKey(one.IncidentId)).ToList();
        await db.Reminders.Where(one => ids.Contains(one.ClockId) && one.State == ReminderState.Planned).LoadAsync(cancel);
        var desk = scope.ServiceProvider.GetRequiredService<ReminderDesk>();

        // What has changed is looked for once, when the unit of work ends, and not at every step of every clock.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var clock in clocks)
        {
            await desk.SettleAsync(held[clock.IncidentId], clock, Late, cancel);
        }

        db.ChangeTracker.AutoDetectChangesEnabled = true;
        if (!db.ChangeTracker.HasChanges())
        {
            return 0;
        }

        var changed = await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
        return clocks.Count;
    }

    /// <summary>A clock about which something is due.</summary>
    private sealed record DueClock(Id<Clock> Id, Id<Incident> Incident);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Nobody could be reminded of clock {Clock}; the next sweep tries again.")]
        public static partial void Failed(ILogger logger, Id<Clock> clock, Exception fault);
    }
}
