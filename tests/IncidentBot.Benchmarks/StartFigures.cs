namespace IncidentBot.Benchmarks;

/// <summary>How long it takes from starting the program until it is ready, and what memory it takes when nothing happens.</summary>
internal static class StartFigures
{
    private const int Starts = 5;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale)
    {
        var figures = new List<Figure>();
        foreach (var store in await Stores.BothAsync())
        {
            using (store)
            {
                using var process = Processes.Of(store, "bot.log");
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
                figures.Add(new Figure($"{store.Name}: the first start, tables made", $"{first.TotalMilliseconds:0} ms"));
                figures.Add(new Figure($"{store.Name}: start to ready", $"median {spread.Median:0} ms, longest {spread.Longest:0} ms (n = {spread.Count})", "under 2 s", spread.Median < 2000));
                figures.Add(new Figure($"{store.Name}: memory at rest (resident, 20 s after start)", $"{memory:0} MB", "under 200 MB", memory < 200));
            }
        }

        return figures;
    }
}
