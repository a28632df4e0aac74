using System.Diagnostics;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Benchmarks;

/// <summary>How long it takes to look at every row of the catalogue for one incident, and to read a line that somebody typed.</summary>
internal static class CatalogueFigures
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale)
    {
        using var store = Store.Sqlite();
        await using var bench = await Bench.StartAsync(store);
        var number = await bench.DeclareAsync();
        var incident = await bench.ReadAsync(db => Task.FromResult(db.Incidents.Single(one => one.Number == number)));
        var rows = Catalogue.Shipped.Rows;
        await using var scope = bench.Services.CreateAsyncScope();
        var cases = scope.ServiceProvider.GetRequiredService<LawCases>();
        var law = await cases.ReadAsync(incident, CancellationToken.None);
        var applies = Many(scale.Rounds * 10, () =>
        {
            foreach (var row in rows)
            {
                Applicability.Evaluate(row, law.Facts);
            }
        });
        var whole = new List<TimeSpan>();
        for (var round = 0; round < scale.Rounds; round++)
        {
            await using var one = bench.Services.CreateAsyncScope();
            var began = Stopwatch.GetTimestamp();
            await one.ServiceProvider.GetRequiredService<ClockBook>().ReviewAsync(incident, Actor.Bot, CancellationToken.None);
            whole.Add(Stopwatch.GetElapsedTime(began));
        }

        var verbs = bench.Services.GetRequiredService<VerbCatalogue>();
        var line = new VerbLine("declare ransom note on FS01 --severity 1 --type ransomware --client contoso-dental", []);
        var reads = Many(scale.Rounds * 10, () => verbs.Grammars.Read(line));
        return
        [
            new Figure($"whether each of {rows.Count} rows applies, one incident", $"{new Spread(applies)}"),
            new Figure("the same with facts and clocks read from the database and every due instant counted", $"{new Spread(whole)}"),
            new Figure("reading a typed line", $"{new Spread(reads)}"),
        ];
    }

    private static List<TimeSpan> Many(int rounds, Action act)
    {
        for (var warm = 0; warm < rounds / 10; warm++)
        {
            act();
        }

        var samples = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            act();
            samples.Add(Stopwatch.GetElapsedTime(began));
        }

        return samples;
    }
}
