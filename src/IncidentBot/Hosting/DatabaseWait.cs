using IncidentBot.Core.Data;
using Npgsql;

namespace IncidentBot.Host.Hosting;

/// <summary>After a power cut the database may come later than the bot. The start waits for it, however long that takes, and says so once a minute; what no waiting mends (a wrong password, no such database) ends the start.</summary>
public static class DatabaseWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private const int PausesPerMinute = 30;

    public static async Task ForAsync(IConfiguration configuration, TextWriter says, CancellationToken cancel)
    {
        if (configuration.GetConnectionString("IncidentBot") is not { Length: > 0 } connection)
        {
            return;
        }

        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
                await open.OpenAsync(cancel);
                return;
            }
            catch (NpgsqlException fault) when (Transient.IsDown(fault))
            {
                if (tries % PausesPerMinute == 0)
                {
                    await says.WriteLineAsync($"The database does not answer ({fault.Message}). IncidentBot starts when it does.");
                }

                await Task.Delay(Pause, cancel);
            }
        }
    }
}
