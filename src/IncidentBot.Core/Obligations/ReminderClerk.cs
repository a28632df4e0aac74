using System.Collections.Concurrent;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Obligations;

/// <summary>Sends every reminder that is due, a clock at a time. Of several that are due at once only the most urgent is sent; a late one says so.</summary>
public sealed partial class ReminderClerk(IServiceScopeFactory scopes, Signals signals, ILogger<ReminderClerk> log)
{
    /// <summary>Later than this and the reminder says so.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>Many deadlines fall on one instant (midnight, noon): their incidents are looked at side by side.</summary>
    private const int SideBySide = 4;

    /// <summary>Whether this process has looked for clocks that another catalogue counted. Its own catalogue does not change while it runs.</summary>
    private volatile bool recounted;

    internal static string NoticeKey(Clock clock) => $"clock:{clock.Id}:";

    public async Task<int> DrainAsync(CancellationToken cancel)
    {
        var done = 0;
        var failed = new ConcurrentBag<Id<Clock>>();
        while (await DueAsync([.. failed], cancel) is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancel }, async (clock, _) =>
            {
                try
                {
                    await RemindAsync(clock, CancellationToken.None);
                    Interlocked.Increment(ref done);
                }
                catch (Exception fault) when (fault is not OperationCanceledException && !Transient.IsDown(fault))
                {
                    // One clock that cannot be reminded of may not hold up the others; the next sweep tries it again.
                    Log.Failed(log, clock, fault);
                    failed.Add(clock);
                }
            });
        }

        recounted |= failed.IsEmpty;
        return done;
    }

    private async Task<List<Id<Clock>>> DueAsync(IReadOnlyList<Id<Clock>> failed, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var reminders = await db.Reminders.Where(one => one.State == ReminderState.Planned && one.DueAt <= now && !failed.Contains(one.ClockId)).OrderBy(one => one.DueAt).Select(one => one.ClockId).Take(100).ToListAsync(cancel);
        var others = await db.Clocks.Where(one => ((one.State == ClockState.Held && one.HeldUntil <= now) || (one.State == ClockState.Running && one.DueAt <= now)) && !failed.Contains(one.Id))
            .OrderBy(one => one.DueAt).Select(one => one.Id).Take(100).ToListAsync(cancel);
        var revised = recounted ? [] : await RevisedAsync(db, failed, cancel);
        return [.. reminders.Concat(others).Concat(revised).Distinct()];
    }

    /// <summary>Clocks that were counted by another version of their row and may still move. A held one is recounted when its hold is over.</summary>
    private static async Task<List<Id<Clock>>> RevisedAsync(IncidentDb db, IReadOnlyList<Id<Clock>> failed, CancellationToken cancel)
    {
        var rows = Catalogue.Shipped.Rows.Select(row => row.Id).ToList();
        var versions = Catalogue.Shipped.Rows.Select(row => row.Version).ToList();
        return await db.Clocks.Where(one => (one.State == ClockState.Running || one.State == ClockState.Projected || one.State == ClockState.NotStarted)
            && rows.Contains(one.RowId) && !versions.Contains(one.RowVersion) && !failed.Contains(one.Id)).OrderBy(one => one.Id).Select(one => one.Id).Take(100).ToListAsync(cancel);
    }

    private async Task RemindAsync(Id<Clock> id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var now = scope.ServiceProvider.GetRequiredService<IncidentTime>().Now;
        await using var work = await db.BeginAsync(cancel);
        var number = await db.Incidents.Where(one => db.Clocks.Any(clock => clock.Id == id && clock.IncidentId == one.Id)).Select(one => one.Number).SingleAsync(cancel);
        await db.LockIncidentAsync(number, cancel);
        var incident = await db.Incidents.SingleAsync(one => one.Number == number, cancel);
        var clock = await db.Clocks.SingleAsync(one => one.Id == id, cancel);
        if (clock.IncidentId != incident.Id)
        {
            return;
        }

        await scope.ServiceProvider.GetRequiredService<ReminderDesk>().SettleAsync(incident, clock, Late, cancel);
        var changed = await scope.ServiceProvider.GetRequiredService<UnitClose>().CloseAsync(now, cancel);
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        signals.Raise(changed);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Nobody could be reminded of clock {Clock}; the next sweep tries again.")]
        public static partial void Failed(ILogger logger, Id<Clock> clock, Exception fault);
    }
}
