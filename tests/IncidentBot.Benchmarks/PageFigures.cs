using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Benchmarks;

/// <summary>Many pages in flight, each of which climbs to its next level within five minutes, two processes on one PostgreSQL.</summary>
internal static class PageFigures
{
    /// <summary>As long as a level usually waits: so many pages come due evenly spread over it.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale)
    {
        using var store = await Store.PostgresAsync();
        await using (var bench = await Bench.StartAsync(store))
        {
            var template = await bench.DeclareAsync();
            await using var db = store.OpenDatabase();
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Pages\" SET \"NextAt\" = NULL");

            // Nothing but what is measured comes due.
            await db.Reminders.Where(one => one.State == ReminderState.Planned).ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, one => one.DueAt.AddDays(60)));
            await db.Clocks.Where(one => one.DueAt != null).ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, one => one.DueAt!.Value.AddDays(60)).SetProperty(one => one.UnrolledAt, one => one.UnrolledAt!.Value.AddDays(60)));
            await new Copies(db).MakeAsync(template, scale.Pages);
        }

        using var first = Processes.Of(store, "first.log");
        using var second = Processes.Of(store, "second.log", Processes.Second(store));
        await first.StartAsync();
        await second.StartAsync();
        var due = await PlanAsync(store, scale.Pages);
        var late = await WaitAsync(store, due);
        await first.StopAsync();
        await second.StopAsync();
        return
        [
            new Figure($"{scale.Pages:n0} pages in flight, each escalating once within {Wait.TotalMinutes:0} minutes, two processes: from due to recorded", $"{late}, longest {late.Longest:0} ms", "p99 under 2 s, none lost", late.P99 < 2000 && late.Count == due.Count),
        ];
    }

    /// <summary>Opens the first page of every incident on its first level, due at an instant of its own.</summary>
    private static async Task<Dictionary<Id<Incident>, DateTimeOffset>> PlanAsync(Store store, int many)
    {
        await using var db = store.OpenDatabase();
        var pages = await db.Pages.Where(one => one.Number == 1).OrderBy(one => one.Id).Select(one => new { one.Id, one.IncidentId }).Take(many).ToListAsync();
        var (start, step) = (TimeProvider.System.GetUtcNow() + Ahead, Wait / pages.Count);
        var due = new Dictionary<Id<Incident>, DateTimeOffset>();
        await using var work = await db.Database.BeginTransactionAsync();
        foreach (var (at, page) in pages.Index())
        {
            var next = IncidentTime.Cut(start + (step * at));
            due[page.IncidentId] = next;
            await db.Database.ExecuteSqlAsync($"""
                UPDATE "Pages" SET "State" = {nameof(PageState.Paging)}, "Level" = 0, "Round" = 1, "LevelAt" = {next - Wait}, "NextAt" = {next}, "AlarmAt" = NULL, "EndedAt" = NULL, "AcknowledgedBy" = NULL WHERE "Id" = {page.Id.Value}
                """);
        }

        await work.CommitAsync();
        return due;
    }

    /// <summary>How late each first try of the second level was committed, by PostgreSQL's own clock.</summary>
    private static async Task<Spread> WaitAsync(Store store, Dictionary<Id<Incident>, DateTimeOffset> due)
    {
        await using var db = store.OpenDatabase();
        var (begin, until) = (due.Values.Min(), due.Values.Max() + Patience);
        List<Climbed> climbed;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            climbed = await db.Database.SqlQuery<Climbed>($"""
                SELECT "IncidentId" AS "Incident", MIN(pg_xact_commit_timestamp(xmin)) AS "At" FROM "TimelineEntries" WHERE "Kind" = 'page-attempt' AND "At" >= {begin} GROUP BY "IncidentId"
                """).ToListAsync();
        }
        while (climbed.Count < due.Count && TimeProvider.System.GetUtcNow() < until);

        return new Spread(climbed.Where(one => due.ContainsKey(new Id<Incident>(one.Incident))).Select(one => new DateTimeOffset(one.At) - due[new Id<Incident>(one.Incident)]));
    }

    private sealed record Climbed(Guid Incident, DateTime At);
}
