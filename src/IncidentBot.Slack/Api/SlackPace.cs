using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Api;

/// <summary>Keeps to about one message a second in a channel, after a small burst. Short waits are taken here; a longer one is handed up, so that the relay parks the lane and goes on with others.</summary>
internal sealed class SlackPace(IOptions<SlackApiOptions> options, TimeProvider time)
{
    private const int MostChannels = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Token, string Channel), DateTimeOffset> free = [];

    /// <exception cref="SlackException">The turn is too far away; nothing was sent.</exception>
    public async Task WaitAsync(string token, string channel, CancellationToken cancel)
    {
        var wait = Take((token, channel));
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancel);
        }
    }

    /// <summary>Each message moves the moment at which the channel is free again by one step; a burst may run ahead of that moment.</summary>
    private TimeSpan Take((string Token, string Channel) key)
    {
        var step = TimeSpan.FromMilliseconds(options.Value.PostPaceMilliseconds);
        var now = time.GetUtcNow();
        lock (gate)
        {
            Forget(now);
            var due = free.TryGetValue(key, out var known) && known > now ? known : now;
            var wait = due - now - (step * (options.Value.PostBurst - 1));
            if (wait > TimeSpan.FromSeconds(options.Value.LongestPostWaitSeconds))
            {
                throw SlackException.Limited("chat.postMessage", wait);
            }

            free[key] = due + step;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (free.Count >= MostChannels)
        {
            foreach (var (key, _) in free.Where(one => one.Value <= now).ToList())
            {
                free.Remove(key);
            }
        }
    }
}
