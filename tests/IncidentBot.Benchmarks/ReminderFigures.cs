using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Benchmarks;

/// <summary>Many legal reminders due at one instant, with many clocks open, two processes on one PostgreSQL.</summary>
internal static class ReminderFigures
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(20);
    private const int WarmUp = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale)
    {
        using var store = await Store.PostgresAsync();
        var (clocks, due) = (0, DateTimeOffset.MinValue);
        await using (var bench = await Bench.StartAsync(store))
        {
            var template = await bench.DeclareAsync();
            await using var db = store.OpenDatabase();
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Pages\" SET \"NextAt\" = NULL");

            // Far enough ahead that nothing but what is measured comes due.
            await db.Clocks.Where(one => one.DueAt != null).ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, one => one.DueAt!.Value.AddDays(60)).SetProperty(one => one.UnrolledAt, one => one.UnrolledAt!.Value.AddDays(60)));
            await db.Reminders.Where(one => one.State == ReminderState.Planned).ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, one => one.DueAt.AddDays(60)));
            var open = await db.Clocks.CountAsync(one => one.State == ClockState.Running);
            var copies = Math.Max(scale.AtOnce, (scale.Clocks + open - 1) / open);
            await new Copies(db).MakeAsync(template, copies);
            clocks = await db.Clocks.CountAsync(one => one.State == ClockState.Running);
        }

        using var first = Processes.Of(store, "first.log");
        using var second = Processes.Of(store, "second.log", Processes.Second(store));
        await first.StartAsync();
        await second.StartAsync();

        // A first burst that is not counted: what is measured is a program that has run for a while.
        await WaitAsync(store, await PlanAsync(store, WarmUp), WarmUp);
        await Task.Delay(TimeSpan.FromSeconds(10));
        due = await PlanAsync(store, scale.AtOnce);
        var late = await WaitAsync(store, due, scale.AtOnce);
        await first.StopAsync();
        await second.StopAsync();
        return
        [
            new Figure($"{scale.AtOnce:n0} reminders at one instant, {clocks:n0} open clocks, two processes: from due to in the inbox", $"{late}, longest {late.Longest:0} ms", "p99 under 2 s, none lost", late.P99 < 2000 && late.Count == scale.AtOnce),
        ];
    }

    /// <summary>Sets one reminder of as many incidents to one instant, a little ahead.</summary>
    private static async Task<DateTimeOffset> PlanAsync(Store store, int many)
    {
        await using var db = store.OpenDatabase();
        var due = IncidentTime.Cut(TimeProvider.System.GetUtcNow() + Ahead);
        var planned = await db.Reminders.Where(one => one.State == ReminderState.Planned).OrderBy(one => one.IncidentId).Select(one => new { one.Id, one.IncidentId }).Take(many * 40).ToListAsync();
        var chosen = planned.DistinctBy(one => one.IncidentId).Take(many).Select(one => one.Id).ToList();
        await db.Reminders.Where(one => chosen.Contains(one.Id)).ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, due).SetProperty(one => one.Alarmed, false));
        return due;
    }

    /// <summary>How late each first notice of a reminder was committed, by PostgreSQL's own clock.</summary>
    private static async Task<Spread> WaitAsync(Store store, DateTimeOffset due, int many)
    {
        await using var db = store.OpenDatabase();
        var until = due + Patience;
        List<DateTime> arrived;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            arrived = await db.Database.SqlQuery<DateTime>($"""
                SELECT MIN(pg_xact_commit_timestamp(xmin)) AS "Value" FROM "Notices" WHERE "Kind" = 'Reminder' AND "At" >= {due} GROUP BY "IncidentId"
                """).ToListAsync();
        }
        while (arrived.Count < many && TimeProvider.System.GetUtcNow() < until);

        return new Spread(arrived.Select(one => new DateTimeOffset(one) - due));
    }
}
