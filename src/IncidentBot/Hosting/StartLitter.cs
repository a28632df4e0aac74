namespace IncidentBot.Host.Hosting;

/// <summary>
/// A start leaves as much memory behind as the bot needs at rest: what was read and compared once. It is given back to the machine when the start is over,
/// since a bot to which nothing happens would not collect it for hours (docs/performance.md).
/// </summary>
public sealed class StartLitter(TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>After the first looks of every part, of the addresses of other platforms among them.</summary>
    private static readonly TimeSpan StartIsOver = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.UntilStartedAsync(stoppingToken);
        await Task.Delay(StartIsOver, time, stoppingToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
