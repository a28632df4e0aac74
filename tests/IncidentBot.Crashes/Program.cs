using IncidentBot.Crashes;
using Npgsql;

// The console is the report; tests/crash.sh starts PostgreSQL and gives its address.
string? Argument(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

var kills = int.Parse(Argument("--kills") ?? "50");
var seed = int.Parse(Argument("--seed") ?? $"{Environment.TickCount & 0xffff}");
var database = Argument("--database") ?? "both";
var longest = TimeSpan.FromMinutes(int.Parse(Argument("--minutes") ?? "60"));
var only = Argument("--only");
var server = Environment.GetEnvironmentVariable("INCIDENTBOT_CRASH_POSTGRES");
if (database != "sqlite" && server is null)
{
    Console.Error.WriteLine("PostgreSQL is not started: run tests/crash.sh.");
    return 2;
}

Console.WriteLine($"seed {seed}: run it again with --seed {seed}");
var runs = new List<Task<Report>>();
if (database is "sqlite" or "both" && only is null or "kills")
{
    runs.Add(ToTheEndAsync("SQLite", () => Kills.RunAsync("SQLite", null, kills, seed, longest)));
}

if (database is "postgres" or "both" && only is null or "kills")
{
    runs.Add(ToTheEndAsync("PostgreSQL", async () => await Kills.RunAsync("PostgreSQL", await EmptyAsync("kills"), kills, seed, longest)));
}

var reports = (await Task.WhenAll(runs)).ToList();
if (database is "postgres" or "both" && only is null or "pair")
{
    reports.Add(await ToTheEndAsync("Two processes", async () => await Pair.RunAsync(await EmptyAsync("pair"), rounds: Math.Max(1, kills / 10), freeze: !args.Contains("--short"), seed)));
}

foreach (var report in reports)
{
    Console.WriteLine($"\n| {report.Name} | |\n|---|---|");
    foreach (var (what, value) in report.Rows)
    {
        Console.WriteLine($"| {what} | {value} |");
    }
}

Console.WriteLine();
Console.WriteLine($"  succeeded: {reports.Sum(one => one.Passed)}");
Console.WriteLine($"  failed: {reports.Sum(one => one.Failed)}");
return reports.Any(one => one.Failed > 0) ? 1 : 0;

async Task<Report> ToTheEndAsync(string name, Func<Task<Report>> run)
{
    try
    {
        return await run();
    }
    catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or TimeoutException or NpgsqlException)
    {
        var report = new Report(name);
        report.Check("it runs to its end", [fault.Message]);
        return report;
    }
}

async Task<string> EmptyAsync(string name)
{
    await using var open = new NpgsqlConnection(server);
    await open.OpenAsync();
    await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", open);
    await command.ExecuteNonQueryAsync();
    return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 40 }.ConnectionString;
}
