namespace IncidentBot.Core.Effects;

/// <summary>Pages and reminders go before cards: while some are being decided or delivered in this process, its rooms wait a little. They never wait long.</summary>
public sealed class RightOfWay
{
    private readonly Lock door = new();
    private int going;
    private TaskCompletionSource? clear;

    /// <summary>Held until it is disposed.</summary>
    public IDisposable Take()
    {
        lock (door)
        {
            going++;
            clear ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return new Going(this);
    }

    /// <summary>Waits until nobody has it, and no longer than this.</summary>
    public async Task GiveAsync(TimeSpan longest, CancellationToken cancel)
    {
        Task? over;
        lock (door)
        {
            over = clear?.Task;
        }

        if (over is not null)
        {
            await over.WaitAsync(longest, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
        }
    }

    private void Leave()
    {
        lock (door)
        {
            if (--going == 0)
            {
                clear?.SetResult();
                clear = null;
            }
        }
    }

    private sealed class Going(RightOfWay way) : IDisposable
    {
        private RightOfWay? way = way;

        public void Dispose() => Interlocked.Exchange(ref way, null)?.Leave();
    }
}
