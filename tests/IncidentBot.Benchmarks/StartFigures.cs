namespace IncidentBot.Benchmarks;

/// <summary>How long it takes from starting the program until it is ready, and what memory it takes when nothing happens.</summary>
internal static class StartFigures
{
    private const int Starts = 5;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale)
    {
        var figures = new List<Figure>();
        foreach (var program in new[] { null, Processes.Published }.Distinct())
        {
            foreach (var store in await Stores.OfAsync(scale.Database))
            {
                using (store)
                {
                    figures.AddRange(await MeasureAsync(store, program));
                }
            }
        }

        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(Store store, string? program)
    {
        using var process = Processes.Of(store, "bot.log", program: program);
        var first = await process.StartAsync();
        await process.StopAsync();
        var again = new List<TimeSpan>();
        for (var start = 0; start < Starts; start++)
        {
            again.Add(await process.StartAsync());
            if (start < Starts - 1)
            {
                await process.StopAsync();
            }
        }

        await Task.Delay(TimeSpan.FromSeconds(20));
        var memory = process.ResidentBytes / 1024.0 / 1024;
        await process.StopAsync();
        var spread = new Spread(again);
        var what = $"{store.Name}, {(program is null ? "as built" : "published, compiled ahead")}";
        return
        [
            new Figure($"{what}: the first start, tables made", $"{first.TotalMilliseconds:0} ms"),
            new Figure($"{what}: start to ready", $"median {spread.Median:0} ms, longest {spread.Longest:0} ms (n = {spread.Count})", "under 2 s", spread.Median < 2000),
            new Figure($"{what}: memory at rest (resident, 20 s after start)", $"{memory:0} MB", "under 200 MB", memory < 200),
        ];
    }
}
