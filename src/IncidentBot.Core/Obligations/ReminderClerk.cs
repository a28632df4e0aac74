using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Obligations;

/// <summary>Sends every reminder that is due. Of several of one clock that are due at once only the most urgent is sent; a late one says so.</summary>
public sealed partial class ReminderClerk(IServiceScopeFactory scopes, Signals signals, ILogger<ReminderClerk> log)
{
    /// <summary>Later than this and the reminder says so.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>Many deadlines fall on one instant (midnight, noon): so many clocks are looked at in one unit of work,</summary>
    private const int Together = 25;

    /// <summary>and so many units of work side by side.</summary>
    private const int SideBySide = 2;

    /// <summary>How many are looked for at once.</summary>
    private const int Most = 200;

    /// <summary>Whether this process has looked for clocks that another catalogue counted. Its own catalogue does not change while it runs.</summary>
    private volatile bool recounted;

    internal static string NoticeKey(Clock clock) => $"clock:{clock.Id}:";

    /// <summary>Answers how many clocks it looked at. Those of incidents that somebody else holds wait for the next time, which is soon.</summary>
    public async Task<int> DrainAsync(CancellationToken cancel)
    {
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

            // Of two processes each begins elsewhere.
            Random.Shared.Shuffle(CollectionsMarshal.AsSpan(due));
            await Parallel.ForEachAsync(due.Chunk(Together), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancel }, async (clocks, _) =>
                Interlocked.Add(ref done, await TryAsync(clocks, failed)));
        }

        return done;
    }

    /// <summary>One clock that cannot be reminded of may not hold up the others: they are done one by one then, and the next sweep tries it again.</summary>
    private async Task<int> TryAsync(Id<Clock>[] clocks, ConcurrentBag<Id<Clock>> failed)
    {
        try
        {
            return await RemindAsync(clocks, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !Transient.IsDown(fault))
        {
            if (clocks.Length == 1)
            {
                Log.Failed(log, clocks[0], fault);
                failed.Add(clocks[0]);
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

    private async Task<List<Id<Clock>>> DueAsync(IReadOnlyList<Id<Clock>> failed, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var reminders = await db.Reminders.Where(one => one.State == ReminderState.Planned && one.DueAt <= now && !failed.Contains(one.ClockId)).OrderBy(one => one.DueAt).Select(one => one.ClockId).Take(Most).ToListAsync(cancel);
        var others = await db.Clocks.Where(one => ((one.State == ClockState.Held && one.HeldUntil <= now) || (one.State == ClockState.Running && one.DueAt <= now)) && !failed.Contains(one.Id))
            .OrderBy(one => one.DueAt).Select(one => one.Id).Take(Most).ToListAsync(cancel);
        var revised = recounted ? [] : await RevisedAsync(db, failed, cancel);
        return [.. reminders.Concat(others).Concat(revised).Distinct()];
    }

    /// <summary>Clocks that were counted by another version of their row and may still move. A held one is recounted when its hold is over.</summary>
    private static async Task<List<Id<Clock>>> RevisedAsync(IncidentDb db, IReadOnlyList<Id<Clock>> failed, CancellationToken cancel)
    {
        var rows = Catalogue.Shipped.Rows.Select(row => row.Id).ToList();
        var versions = Catalogue.Shipped.Rows.Select(row => row.Version).ToList();
        return await db.Clocks.Where(one => (one.State == ClockState.Running || one.State == ClockState.Projected || one.State == ClockState.NotStarted)
            && rows.Contains(one.RowId) && !versions.Contains(one.RowVersion) && !failed.Contains(one.Id)).OrderBy(one => one.Id).Select(one => one.Id).Take(Most).ToListAsync(cancel);
    }

    private async Task<int> RemindAsync(Id<Clock>[] ids, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        await using var work = await db.BeginAsync(cancel);
        var named = await db.Clocks.Where(one => ids.Contains(one.Id)).Select(one => one.IncidentId).Distinct().ToListAsync(cancel);
        var held = (await db.LockFreeIncidentsAsync(named, cancel)).ToDictionary(one => one.Id);
        var clocks = (await db.Clocks.Where(one => ids.Contains(one.Id)).OrderBy(one => one.Id).ToListAsync(cancel)).Where(one => held.ContainsKey(one.IncidentId)).ToList();
        await db.Reminders.Where(one => ids.Contains(one.ClockId) && one.State == ReminderState.Planned).LoadAsync(cancel);
        var desk = scope.ServiceProvider.GetRequiredService<ReminderDesk>();
        foreach (var clock in clocks)
        {
            await desk.SettleAsync(held[clock.IncidentId], clock, Late, cancel);
        }

        var changed = await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
        return clocks.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Nobody could be reminded of clock {Clock}; the next sweep tries again.")]
        public static partial void Failed(ILogger logger, Id<Clock> clock, Exception fault);
    }
}
