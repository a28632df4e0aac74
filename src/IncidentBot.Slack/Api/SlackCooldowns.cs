using System.Collections.Concurrent;

namespace IncidentBot.Slack.Api;

/// <summary>Which method of which workspace Slack asked us to leave alone, and until when. Calling all the same would only make the wait longer.</summary>
internal sealed class SlackCooldowns(TimeProvider time)
{
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<(string Token, string Method), DateTimeOffset> until = new();

    /// <exception cref="SlackException">It is not over yet; nothing was sent.</exception>
    public void Check(string token, string method)
    {
        if (until.TryGetValue((token, method), out var end) && end - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            throw SlackException.Limited(method, wait);
        }
    }

    public void Begin(string token, string method, TimeSpan wait)
    {
        var now = time.GetUtcNow();
        if (until.Count >= MostKept)
        {
            foreach (var (key, _) in until.Where(one => one.Value <= now).ToList())
            {
                until.TryRemove(key, out _);
            }
        }

        until[(token, method)] = now + wait;
    }
}
