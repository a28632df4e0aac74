using System.Diagnostics;

namespace IncidentBot.Crashes;

/// <summary>One process under work, killed at random instants and started again, with nobody helping.</summary>
internal static class Kills
{
    private static readonly string[] Handles = ["sam", "nora", "lena", "mia"];

    /// <param name="name">Of the database.</param>
    /// <param name="connection">Of an empty PostgreSQL database; null for SQLite.</param>
    /// <param name="kills">How many.</param>
    /// <param name="seed">Of what people do and when it is killed.</param>
    /// <param name="longest">After that no more are begun.</param>
    public static async Task<Report> RunAsync(string name, string? connection, int kills, int seed, TimeSpan longest)
    {
        var report = new Report(name);
        await using var outsides = await Outsides.StartAsync(seed);
        using var installation = new Installation(name, outsides, connection);
        var bot = installation.Add();
        var first = await bot.StartAsync();
        var people = await ComeInAsync(installation, bot.Address);
        var shift = new Shift(people, seed);
        using var stop = new CancellationTokenSource();
        var work = shift.WorkAsync(stop.Token);
        var random = new Random(seed);
        var restarts = new List<TimeSpan>();
        var running = Stopwatch.StartNew();
        while (restarts.Count < kills && running.Elapsed < longest)
        {
            // After a few more answers, and at any instant from there: in the middle of what was left, or of new work.
            var enough = shift.Answered + random.Next(12);
            for (var waited = 0; shift.Answered < enough && waited < 300 && !work.IsFaulted; waited++)
            {
                await Task.Delay(50);
            }

            await Task.Delay(random.Next(400));
            await bot.KillAsync();
            restarts.Add(await bot.StartAsync());
            if (work.IsFaulted)
            {
                break;
            }
        }

        await Task.WhenAny(work, Task.Delay(2000));
        await stop.CancelAsync();
        await work;
        var audit = new Audit(installation, outsides, shift, report);
        await audit.SettleAsync();
        await bot.StopAsync();
        restarts.Sort();
        report.Row("Kills, and restarts that needed nobody", $"{restarts.Count}");
        await audit.RunAsync();
        report.Row("Ready after a kill: median / longest (first start)", $"{restarts[restarts.Count / 2].TotalSeconds:0.0} s / {restarts[^1].TotalSeconds:0.0} s ({first.TotalSeconds:0.0} s)");
        foreach (var person in people)
        {
            person.Dispose();
        }

        Console.WriteLine($"       {name}: logs and data are in {installation.Folder}");
        return report;
    }

    public static async Task<IReadOnlyList<Person>> ComeInAsync(Installation installation, params Uri[] doors)
    {
        var people = new List<Person>();
        foreach (var handle in Handles)
        {
            var person = new Person(handle, doors);
            await person.SignInAsync(await installation.CodeAsync(handle));
            people.Add(person);
        }

        return people;
    }
}
