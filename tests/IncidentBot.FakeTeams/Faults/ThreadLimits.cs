using IncidentBot.TeamsFake.Web;

namespace IncidentBot.TeamsFake.Faults;

/// <summary>How often one bot may speak and ask in one thread. Off until a test wants them.</summary>
public sealed class ThreadLimits(TimeProvider time)
{
    private static readonly (int Most, int Seconds)[] Sending = [(7, 1), (8, 2), (60, 30), (1800, 3600)];
    private static readonly (int Most, int Seconds)[] Asking = [(14, 1), (16, 2), (120, 30), (3600, 3600)];

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> made = [];

    public bool On { get; set; }

    internal void Take(Call call)
    {
        if (On && Kind(call) is { } kind && Wait($"{call.App.Id} {kind.Name} {kind.Thread}", kind.Windows) is { } wait)
        {
            throw new Refused(429, "TooManyRequests", "API calls quota exceeded.") { RetryAfter = wait };
        }
    }

    private static (string Name, string Thread, (int, int)[] Windows)? Kind(Call call) => call.Route.Verb switch
    {
        "GET" => ("ask", call.Route.Template.Contains("{team}", StringComparison.Ordinal) ? call.Id("team") : call.Id("conversation"), Asking),
        "POST" when call.Route.Template == "v3/conversations" => ("create", call.Json?["channelData"]?["channel"]?["id"]?.ToString() ?? call.Json?["members"]?[0]?["id"]?.ToString() ?? "", Sending),
        _ => ("send", call.Id("conversation"), Sending),
    };

    /// <summary>Seconds to wait, or null.</summary>
    private int? Wait(string key, (int Most, int Seconds)[] windows)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!made.TryGetValue(key, out var before))
            {
                made[key] = before = [];
            }

            foreach (var (most, seconds) in windows)
            {
                var within = before.Where(one => one > now - TimeSpan.FromSeconds(seconds)).ToList();
                if (within.Count >= most)
                {
                    return Math.Max(1, (int)Math.Ceiling((within[0] + TimeSpan.FromSeconds(seconds) - now).TotalSeconds));
                }
            }

            before.Add(now);
            return null;
        }
    }
}
