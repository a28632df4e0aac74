using System.Diagnostics;
using System.Diagnostics.Metrics;
using IncidentBot.Core.Find;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Telemetry;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Benchmarks;

/// <summary>How long a verb takes from parsed to committed, with few and with many incidents stored, and how soon after it the relay begins what follows.</summary>
internal static class VerbFigures
{
    private const int Few = 100;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale)
    {
        var figures = new List<Figure>();
        foreach (var store in await Stores.OfAsync(scale.Database))
        {
            using (store)
            {
                await MeasureAsync(store, scale, figures);
            }
        }

        return figures;
    }

    private static async Task MeasureAsync(Store store, Scale scale, List<Figure> figures)
    {
        await using var bench = await Bench.StartAsync(store);
        var template = await bench.DeclareAsync();
        await using (var db = store.OpenDatabase())
        {
            // Nothing of the copies may come due while others are measured.
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Pages\" SET \"NextAt\" = NULL");

            // Most incidents ask few questions: those that nobody answered are left out of the copies.
            await db.Clocks.Where(one => one.State == ClockState.NotStarted).ExecuteDeleteAsync();
            await new Copies(db).MakeAsync(template, Few);
        }

        var few = await RunAsync(bench, scale, template, Few);
        await using (var db = store.OpenDatabase())
        {
            await new Copies(db).MakeAsync(template + Few, scale.Many - Few);
        }

        var many = await RunAsync(bench, scale, template, scale.Many);
        var (writes, reads) = (many.Write.Median / few.Write.Median, many.Read.Median / few.Read.Median);
        figures.Add(new Figure($"{store.Name}: `note`, {Few} incidents stored", $"{few.Write}", store.Connection is null ? "median under 5 ms" : "", store.Connection is null ? few.Write.Median < 5 : null));
        figures.Add(new Figure($"{store.Name}: `note`, {scale.Many:n0} stored", $"{many.Write}, {writes:0.00} times", "within 1.3 times", writes <= 1.3));
        figures.Add(new Figure($"{store.Name}: `status`, {Few} stored", $"{few.Read}"));
        figures.Add(new Figure($"{store.Name}: `status`, {scale.Many:n0} stored", $"{many.Read}, {reads:0.00} times"));
        figures.Add(new Figure($"{store.Name}: `list`, {scale.Many:n0} stored", $"{many.List}"));
        figures.Add(new Figure($"{store.Name}: from queued (just before the commit) to effect begun, {scale.Many:n0} stored", $"{many.Relay}", "under 50 ms", many.Relay.Median < 50));
    }

    private static async Task<(Spread Write, Spread Read, Spread List, Spread Relay)> RunAsync(Bench bench, Scale scale, int first, int stored)
    {
        var person = await bench.PersonAsync();
        var router = bench.Services.GetRequiredService<VerbRouter>();
        var pick = new Random(7);
        IncidentReference Some() => new(first + pick.Next(stored));

        async Task<TimeSpan> OnceAsync(IVerb verb, IncidentReference? incident)
        {
            var began = Stopwatch.GetTimestamp();
            var reply = await router.HandleAsync(new VerbRequest(bench.Key(), person, verb, incident), CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(began);
            return !reply.Refused ? took : throw new InvalidOperationException(reply.Text);
        }

        for (var warm = 0; warm < 400; warm++)
        {
            await OnceAsync(new AddNote("isolated FS01 from the network"), Some());
            await OnceAsync(new ShowStatus(), Some());
        }

        await bench.SettledAsync();
        var writes = new List<TimeSpan>();
        var delays = new List<TimeSpan>();
        using (var listener = Listen(delays))
        {
            for (var round = 0; round < scale.Rounds; round++)
            {
                writes.Add(await OnceAsync(new AddNote("isolated FS01 from the network"), Some()));

                // What a note is followed by (card and room) would otherwise be measured with the next one.
                await Task.Delay(50);
            }

            await bench.SettledAsync();
        }

        var reads = new List<TimeSpan>();
        var lists = new List<TimeSpan>();
        for (var round = 0; round < scale.Rounds; round++)
        {
            reads.Add(await OnceAsync(new ShowStatus(), Some()));
        }

        for (var round = 0; round < Math.Max(5, scale.Rounds / 10); round++)
        {
            lists.Add(await OnceAsync(new ListIncidents(), null));
        }

        return (new Spread(writes), new Spread(reads), new Spread(lists), new Spread(delays));
    }

    private static MeterListener Listen(List<TimeSpan> delays)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Vitals.Name && instrument.Name == "incidentbot.effect.delay")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            // The tell follows the card in the room's lane: only the first of a lane says how soon the relay came.
            foreach (var tag in tags)
            {
                if (tag is { Key: "kind", Value: "room.card" })
                {
                    lock (delays)
                    {
                        delays.Add(TimeSpan.FromSeconds(seconds));
                    }
                }
            }
        });
        listener.Start();
        return listener;
    }
}
