using IncidentBot.Benchmarks;

// The console is the report; tests/benchmarks.sh starts PostgreSQL and gives its address.
string? Argument(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

var scale = new Scale(Many: int.Parse(Argument("--incidents") ?? "100000"), Clocks: int.Parse(Argument("--clocks") ?? "100000"), AtOnce: int.Parse(Argument("--at-once") ?? "1000"), Rounds: int.Parse(Argument("--rounds") ?? "300"), Pages: int.Parse(Argument("--pages") ?? "10000"), Database: Argument("--database"));
var only = Argument("--only")?.Split(',');
if (Stores.Server is null)
{
    Console.Error.WriteLine("PostgreSQL is not started: run tests/benchmarks.sh.");
    return 2;
}

(string Name, Func<Scale, Task<IReadOnlyList<Figure>>> Measure)[] all =
[
    ("catalogue", CatalogueFigures.MeasureAsync),
    ("start", StartFigures.MeasureAsync),
    ("verbs", VerbFigures.MeasureAsync),
    ("reminders", ReminderFigures.MeasureAsync),
    ("pages", PageFigures.MeasureAsync),
    ("slack", SlackFigures.MeasureAsync),
];
var missed = 0;
foreach (var (name, measure) in all.Where(one => only is null || only.Contains(one.Name)))
{
    Console.WriteLine($"\n| {name} | Measured | Aim | |\n|---|---|---|---|");
    foreach (var figure in await measure(scale))
    {
        missed += figure.Met is false ? 1 : 0;
        Console.WriteLine($"| {figure.What} | {figure.Measured} | {figure.Aim} | {figure.Met switch { true => "met", false => "**missed**", null => "" }} |");
    }
}

Console.WriteLine($"\n{missed} aims missed");
return 0;

namespace IncidentBot.Benchmarks
{
    /// <summary>How much is stored and how often something is done.</summary>
    internal sealed record Scale(int Many, int Clocks, int AtOnce, int Rounds, int Pages, string? Database);

    /// <summary>A number that was measured, beside what was aimed for.</summary>
    internal sealed record Figure(string What, string Measured, string Aim = "", bool? Met = null);
}
