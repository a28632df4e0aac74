using Microsoft.Extensions.Logging;

namespace IncidentBot.Core.Data;

/// <summary>What the log says while the database does not answer: one warning a minute, whoever meets it, and one line when it answers again.</summary>
public sealed partial class Outage(TimeProvider time, ILogger<Outage> log)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Lock door = new();
    private long? said;
    private bool open;

    public void Met(Exception fault)
    {
        lock (door)
        {
            open = true;
            if (said is { } last && time.GetElapsedTime(last) < Silence)
            {
                return;
            }

            said = time.GetTimestamp();
        }

        Log.Met(log, fault.GetBaseException().GetType().Name, fault.GetBaseException().Message);
    }

    /// <summary>Something that needs the database went well.</summary>
    public void Over()
    {
        lock (door)
        {
            if (!open)
            {
                return;
            }

            open = false;
        }

        Log.Over(log);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database does not answer, or takes no writes ({Fault}: {Words}). Commands are answered that nothing was recorded; what is due waits and is tried again.")]
        public static partial void Met(ILogger logger, string fault, string words);

        [LoggerMessage(LogLevel.Information, "The database answers again.")]
        public static partial void Over(ILogger logger);
    }
}
