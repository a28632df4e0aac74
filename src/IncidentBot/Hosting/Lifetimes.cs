namespace IncidentBot.Host.Hosting;

internal static class Lifetimes
{
    /// <summary>Waits until the bot listens: whoever waits for it at the door comes first.</summary>
    public static async Task UntilStartedAsync(this IHostApplicationLifetime lifetime, CancellationToken stop)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(open.SetResult);
        await open.Task.WaitAsync(stop);
    }
}
