using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;

namespace IncidentBot.Host.Hosting;

/// <summary>Runs the parts of the sweep side by side: at start, at once when something was committed, and every few seconds in any case.</summary>
public sealed partial class BackgroundWork(Sweep sweep, Signals signals, Outage outage, IHostApplicationLifetime lifetime, ILogger<BackgroundWork> log) : BackgroundService
{
    /// <summary>Whoever waits for the bot at the door comes first: its parts begin when it listens.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.UntilStartedAsync(stoppingToken);
        await Task.WhenAll(sweep.Parts.Select(part => Task.Run(() => RepeatAsync(part, stoppingToken), stoppingToken)));
    }

    private async Task RepeatAsync(SweepPart part, CancellationToken stop)
    {
        using var changes = signals.ListenForWork();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await part.RunAsync(stop) > 0)
                {
                    outage.Over();
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException && Transient.IsDown(fault))
            {
                outage.Met(fault);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                Log.Failed(log, fault);
            }

            await Task.Delay(part.Rest, stop);
            await WaitAsync(changes, part.Net, stop);
            await Task.Delay(part.Lag, stop);
        }
    }

    private static async Task WaitAsync(Signals.Subscription changes, TimeSpan longest, CancellationToken stop)
    {
        using var net = CancellationTokenSource.CreateLinkedTokenSource(stop);
        net.CancelAfter(longest);
        try
        {
            await changes.Reader.ReadAsync(net.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The sweep failed; it runs again in a few seconds.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
