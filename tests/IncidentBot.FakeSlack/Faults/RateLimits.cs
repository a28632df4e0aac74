using IncidentBot.SlackFake.Web;

namespace IncidentBot.SlackFake.Faults;

/// <summary>Slack's tiers: so many calls a minute of a method by a workspace. Off until a test wants them.</summary>
public sealed class RateLimits(TimeProvider time)
{
    /// <summary>Calls a minute by tier. Slack says 1+, 20+, 50+ and 100+; how much more is general knowledge and no promise.</summary>
    private static readonly int[] PerMinute = [0, 1, 20, 50, 100];

    /// <summary>Of a "special" tier: several hundred a minute.</summary>
    private const int Special = 300;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> calls = [];

    public bool On { get; set; }

    /// <summary>Seconds to wait, or null.</summary>
    internal int? Take(MethodSpec spec, string token, string? channel)
    {
        if (!On)
        {
            return null;
        }

        lock (gate)
        {
            // Messages go at about one a second to a channel, with short bursts; taken here over ten seconds.
            return spec.Name == "chat.postMessage" && Over($"{token} {spec.Name} {channel}", 10, TimeSpan.FromSeconds(10)) is { } soon ? soon
                : Over($"{token} {spec.Name}", spec.Tier is > 0 and <= 4 ? PerMinute[spec.Tier] : Special, TimeSpan.FromMinutes(1));
        }
    }

    private int? Over(string key, int most, TimeSpan window)
    {
        var now = time.GetUtcNow();
        if (!calls.TryGetValue(key, out var made))
        {
            calls[key] = made = new();
        }

        while (made.TryPeek(out var first) && first <= now - window)
        {
            made.Dequeue();
        }

        if (made.Count >= most)
        {
            return Math.Max(1, (int)Math.Ceiling((made.Peek() + window - now).TotalSeconds));
        }

        made.Enqueue(now);
        return null;
    }
}
