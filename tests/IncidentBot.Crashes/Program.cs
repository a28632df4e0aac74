using IncidentBot.Crashes;
using Npgsql;

// The console is the report; tests/crash.sh starts PostgreSQL and gives its address.
string? Argument(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

var kills = int.Parse(Argument("--kills") ?? "50");
var seed = int.Parse(Argument("--seed") ?? $"{Environment.TickCount & 0xffff}");
var database = Argument("--database") ?? "both";
var server = Environment.GetEnvironmentVariable("INCIDENTBOT_CRASH_POSTGRES");
if (database != "sqlite" && server is null)
{
    Console.Error.WriteLine("PostgreSQL is not started: run tests/crash.sh.");
    return 2;
}

Console.WriteLine($"seed {seed}: run it again with --seed {seed}");
var runs = new List<Task<Report>>();
if (database is "sqlite" or "both")
{
    runs.Add(Kills.RunAsync("SQLite", null, kills, seed));
}

if (database is "postgres" or "both")
{
    runs.Add(Kills.RunAsync("PostgreSQL", await EmptyAsync("kills"), kills, seed));
}

var reports = await Task.WhenAll(runs);
Console.WriteLine();
Console.WriteLine($"| | {string.Join(" | ", reports.Select(one => one.Name))} |");
Console.WriteLine($"|---|{string.Concat(reports.Select(_ => "---|"))}");
foreach (var (what, place) in reports[0].Rows.Select((row, place) => (row.What, place)))
{
    Console.WriteLine($"| {what} | {string.Join(" | ", reports.Select(one => one.Rows[place].Value))} |");
}

Console.WriteLine();
Console.WriteLine($"  succeeded: {reports.Sum(one => one.Passed)}");
Console.WriteLine($"  failed: {reports.Sum(one => one.Failed)}");
return reports.Any(one => one.Failed > 0) ? 1 : 0;

async Task<string> EmptyAsync(string name)
{
    await using var open = new NpgsqlConnection(server);
    await open.OpenAsync();
    await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", open);
    await command.ExecuteNonQueryAsync();
    return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 40 }.ConnectionString;
}
