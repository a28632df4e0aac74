namespace IncidentBot.Benchmarks;

/// <summary>Many measurements of one thing, in milliseconds.</summary>
internal sealed class Spread(IEnumerable<TimeSpan> samples)
{
    private readonly double[] sorted = [.. samples.Select(one => one.TotalMilliseconds).Order()];

    public int Count => sorted.Length;

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public double P99 => At(0.99);

    public double Longest => sorted[^1];

    public override string ToString() => $"median {Median:0.0#} ms, p95 {P95:0.0#} ms, p99 {P99:0.0#} ms (n = {Count})";

    private double At(double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
