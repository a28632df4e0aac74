using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Host.Data;
using Npgsql;

namespace IncidentBot.Host.Hosting;

/// <summary>Hears from the other processes on the same PostgreSQL which incidents changed, so that open pages refresh at once. What follows is done by the process that changed them.</summary>
public sealed class PostgresListener(string connection, Signals signals, Outage outage) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                outage.Met(fault);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { KeepAlive = 30 }.ConnectionString);
        await open.OpenAsync(stop);
        open.Notification += (_, heard) =>
        {
            if (Guid.TryParse(heard.Payload, out var subject))
            {
                signals.Show(subject);
            }
        };
        await using (var command = new NpgsqlCommand($"LISTEN {PostgresIncidentDb.Channel}", open))
        {
            await command.ExecuteNonQueryAsync(stop);
        }

        while (!stop.IsCancellationRequested)
        {
            await open.WaitAsync(stop);
        }
    }
}
