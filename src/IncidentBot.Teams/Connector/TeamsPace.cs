using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Connector;

/// <summary>Keeps to how often Teams lets a bot call: in one conversation, and in one tenant. Short waits are taken here; a longer one is handed up, so that the relay parks the lane and goes on with others.</summary>
internal sealed class TeamsPace
{
    private const int MostKept = 2000;

    private readonly TimeProvider time;
    private readonly TimeSpan longest;
    private readonly Dictionary<PaceKind, IReadOnlyList<ConnectorOptions.Window>> windows;
    private readonly Lock gate = new();
    private readonly Dictionary<(PaceKind Kind, string Key), Turns> turns = [];

    public TeamsPace(IOptions<ConnectorOptions> options, TimeProvider time)
    {
        this.time = time;
        longest = TimeSpan.FromSeconds(options.Value.LongestWaitSeconds);
        windows = new()
        {
            [PaceKind.Post] = ConnectorOptions.Windows(options.Value.PostPace)!,
            [PaceKind.Read] = ConnectorOptions.Windows(options.Value.ReadPace)!,
            [PaceKind.Tenant] = ConnectorOptions.Windows(options.Value.TenantPace)!,
        };
    }

    /// <param name="conversation">In which something is done.</param>
    /// <param name="tenant">The app, and whose tenant that is.</param>
    /// <exception cref="TeamsException">The turn is too far away; nothing was sent.</exception>
    public async Task WaitAsync(string call, PaceKind kind, string conversation, string tenant, CancellationToken cancel)
    {
        var wait = Take(call, (kind, conversation), (PaceKind.Tenant, tenant));
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancel);
        }
    }

    /// <summary>Teams asked us to leave a conversation alone for so long.</summary>
    public void Hold(PaceKind kind, string conversation, TimeSpan wait)
    {
        lock (gate)
        {
            var held = time.GetUtcNow() + wait;
            var its = Of((kind, conversation));
            its.NotBefore = its.NotBefore > held ? its.NotBefore : held;
        }
    }

    private TimeSpan Take(string call, params ReadOnlySpan<(PaceKind Kind, string Key)> keys)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            Forget(now);
            var at = now;
            foreach (var key in keys)
            {
                var due = Of(key).Next(now, windows[key.Kind]);
                at = due > at ? due : at;
            }

            if (at - now > longest)
            {
                throw TeamsException.Limited(call, at - now);
            }

            foreach (var key in keys)
            {
                Of(key).Add(at, windows[key.Kind]);
            }

            return at - now;
        }
    }

    private Turns Of((PaceKind, string) key) => turns.TryGetValue(key, out var known) ? known : turns[key] = new();

    private void Forget(DateTimeOffset now)
    {
        if (turns.Count < MostKept)
        {
            return;
        }

        foreach (var (key, _) in turns.Where(one => one.Value.IsOver(now, windows[one.Key.Kind])).ToList())
        {
            turns.Remove(key);
        }
    }

    /// <summary>When something was or will be done, as far back as any window reaches.</summary>
    private sealed class Turns
    {
        private readonly List<DateTimeOffset> at = [];

        public DateTimeOffset NotBefore { get; set; }

        public DateTimeOffset Next(DateTimeOffset now, IReadOnlyList<ConnectorOptions.Window> windows)
        {
            var due = now > NotBefore ? now : NotBefore;
            foreach (var window in windows)
            {
                if (at.Count >= window.Most && at[^window.Most] + window.In is var free && free > due)
                {
                    due = free;
                }
            }

            return at.Count > 0 && at[^1] > due ? at[^1] : due;
        }

        public void Add(DateTimeOffset turn, IReadOnlyList<ConnectorOptions.Window> windows)
        {
            at.Add(turn);
            var most = windows.Max(window => window.Most);
            if (at.Count > 2 * most)
            {
                at.RemoveRange(0, at.Count - most);
            }
        }

        public bool IsOver(DateTimeOffset now, IReadOnlyList<ConnectorOptions.Window> windows) => NotBefore <= now && (at.Count == 0 || at[^1] + windows.Max(window => window.In) <= now);
    }
}

/// <summary>What is counted together.</summary>
internal enum PaceKind
{
    Post,
    Read,
    Tenant,
}
