using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.SlackFake;

namespace IncidentBot.Benchmarks;

/// <summary>As many as fit, a fixed number at once, by wrk, which takes little of the machine for itself.</summary>
internal static partial class ClosedLoop
{
    /// <summary>More than are answered in one turn, so that none is sent twice.</summary>
    private const int Prepared = 60_000;

    public static async Task<LoadResult> RunAsync(FakeSlack slack, Uri address, int connections, TimeSpan length, Func<int, string> line)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, Prepared).Select(n => Commanding.Sign(slack, n, line(n))).Select(one => $"{one.Timestamp}\t{one.Signature}\t{one.Body}"));
            var start = new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{length.TotalSeconds:0}s", "--timeout", "10s", "--latency", "-s", Path.Combine(AppContext.BaseDirectory, "signed.lua"), address.AbsoluteUri]) { RedirectStandardOutput = true };
            start.Environment["SIGNED"] = file;
            start.Environment["WRK_THREADS"] = "1";
            using var wrk = Process.Start(start)!;
            var said = await wrk.StandardOutput.ReadToEndAsync();
            await wrk.WaitForExitAsync();
            var values = Value().Matches(said).ToDictionary(one => one.Groups[1].Value, one => double.Parse(one.Groups[2].Value, CultureInfo.InvariantCulture));
            return values.TryGetValue("rps", out var rate) && values["wraps"] == 0
                ? new LoadResult(rate, values["p50_us"] / 1000, values["p99_us"] / 1000, values["not200"] + values["sockerr"])
                : throw new InvalidOperationException(said);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"(\w+)=([\d.]+)")]
    private static partial Regex Value();
}

/// <summary>What one turn of load had as answers; times in milliseconds.</summary>
internal sealed record LoadResult(double PerSecond, double P50, double P99, double Failed)
{
    public static LoadResult Median(IReadOnlyCollection<LoadResult> turns) => new(Middle(turns, one => one.PerSecond), Middle(turns, one => one.P50), Middle(turns, one => one.P99), turns.Sum(one => one.Failed));

    public override string ToString() => $"{PerSecond:0} a second, median {P50:0.0} ms, p99 {P99:0.0} ms{(Failed > 0 ? $", {Failed:0} failed" : "")}";

    private static double Middle(IReadOnlyCollection<LoadResult> turns, Func<LoadResult, double> what) => turns.Select(what).Order().ElementAt(turns.Count / 2);
}
