using IncidentBot.Core.Effects;
using IncidentBot.Host.Data;
using Npgsql;

namespace IncidentBot.Host.Hosting;

/// <summary>Hears from the other processes on the same PostgreSQL which incidents changed, so that relays start and open pages refresh at once.</summary>
public sealed partial class PostgresListener(string connection, Signals signals, ILogger<PostgresListener> log) : BackgroundService
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
            catch (Exception fault) when (fault is NpgsqlException or System.Net.Sockets.SocketException)
            {
                Log.Lost(log, fault);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(stop);
        open.Notification += (_, heard) =>
        {
            if (Guid.TryParse(heard.Payload, out var subject))
            {
                signals.Raise(subject);
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The line to the other processes was lost; the sweep goes on and the line is tried again.")]
        public static partial void Lost(ILogger logger, Exception fault);
    }
}
