using System.Diagnostics;

namespace IncidentBot.Core.Effects;

/// <summary>Lanes that are worked through side by side, so many at most. One that takes long holds up none that comes after it.</summary>
internal sealed class LanePool(int many)
{
    /// <summary>A lane that got nowhere is left alone so long, so that many of them cannot hide the others; and no longer than the shortest wait of one that failed, because under load a drain may go on for hours.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Task<int>, string> running = [];
    private readonly Dictionary<string, long> resting = [];

    public bool IsEmpty => running.Count == 0;

    public bool IsFull => running.Count >= many;

    /// <summary>How many effects were finished.</summary>
    public int Done { get; private set; }

    /// <summary>Those that run or rest: they need not be looked for.</summary>
    public string[] Away
    {
        get
        {
            foreach (var (lane, _) in resting.Where(one => Stopwatch.GetElapsedTime(one.Value) > Rest).ToList())
            {
                resting.Remove(lane);
            }

            return [.. running.Values, .. resting.Keys];
        }
    }

    public void Start(string lane, Func<Task<int>> work) => running.Add(Task.Run(work), lane);

    /// <summary>Waits until one of them ends, or something else happens.</summary>
    public async Task NextAsync(Task otherwise)
    {
        await Task.WhenAny([.. running.Keys, otherwise]);
        foreach (var work in running.Keys.Where(one => one.IsCompleted).ToList())
        {
            running.Remove(work, out var lane);
            var moved = await work;
            Done += moved;
            if (moved == 0)
            {
                resting[lane!] = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>What is begun is brought to its end. How it ended is said elsewhere.</summary>
    public async Task EndAsync() => await ((Task)Task.WhenAll(running.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
