using Hangfire;

namespace IncidentBot.Core.Effects;

/// <summary>The job that Hangfire rings at the instant of a reminder or an escalation. Its type, methods and arguments are stored data. It wakes the sweep, which looks at everything that is due and ignores who rang: however many ring at once, the work is done once.</summary>
public sealed class WakeUp(Signals signals)
{
    /// <param name="id">The page's id.</param>
    /// <param name="label">What an operator reads in the dashboard.</param>
    /// <param name="cancel">Set when the server stops.</param>
    [JobDisplayName("{1}")]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [5, 15, 30])]
    public Task EscalateAsync(Guid id, string label, CancellationToken cancel) => RingAsync();

    /// <param name="id">The reminder's id.</param>
    /// <param name="label">What an operator reads in the dashboard.</param>
    /// <param name="cancel">Set when the server stops.</param>
    [JobDisplayName("{1}")]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [5, 15, 30])]
    public Task RemindAsync(Guid id, string label, CancellationToken cancel) => RingAsync();

    private Task RingAsync()
    {
        signals.Ring();
        return Task.CompletedTask;
    }
}
