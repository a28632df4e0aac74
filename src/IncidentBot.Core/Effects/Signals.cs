using System.Collections.Concurrent;
using System.Threading.Channels;

namespace IncidentBot.Core.Effects;

/// <summary>Says inside the process, right after a commit, what has changed: open pages refresh, and what follows is begun at once. Losing one is harmless, because the sweep looks anyway.</summary>
public sealed class Signals
{
    private readonly ConcurrentDictionary<Guid, Channel<Guid>> pages = new();
    private readonly ConcurrentDictionary<Guid, Channel<Guid>> work = new();

    /// <summary>Counted in so many places that hardly two subjects share one; where they do, one looks again for nothing.</summary>
    private readonly long[] turns = new long[4096];

    /// <summary>After a commit of this process: there may be something to do.</summary>
    /// <param name="changed">The ids of incidents, and of people whose inbox changed.</param>
    public void Raise(IEnumerable<Guid> changed)
    {
        foreach (var subject in changed)
        {
            Show(subject);
        }

        Ring();
    }

    /// <summary>Only what is shown has changed, or another process changed it and does what follows.</summary>
    public void Show(Guid subject)
    {
        Interlocked.Increment(ref turns[Place(subject)]);
        Say(pages, subject);
    }

    /// <summary>Another number than before means that what is shown of a subject has changed, as far as it is known here.</summary>
    public long Turn(Guid subject) => Volatile.Read(ref turns[Place(subject)]);

    /// <summary>There may be something to do.</summary>
    public void Ring() => Say(work, Guid.Empty);

    /// <summary>What has changed since one began to listen.</summary>
    public Subscription Listen() => Join(pages, capacity: 256);

    /// <summary>Whether there may be something to do; many rings before one looks are one.</summary>
    public Subscription ListenForWork() => Join(work, capacity: 1);

    private int Place(Guid subject) => (int)((uint)subject.GetHashCode() % (uint)turns.Length);

    private static void Say(ConcurrentDictionary<Guid, Channel<Guid>> listeners, Guid subject)
    {
        foreach (var listener in listeners.Values)
        {
            listener.Writer.TryWrite(subject);
        }
    }

    private static Subscription Join(ConcurrentDictionary<Guid, Channel<Guid>> listeners, int capacity)
    {
        var key = Guid.NewGuid();
        var channel = Channel.CreateBounded<Guid>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[key] = channel;
        return new Subscription(channel.Reader, () => listeners.TryRemove(key, out _));
    }

    /// <summary>End it by disposing.</summary>
    public sealed class Subscription(ChannelReader<Guid> reader, Action end) : IDisposable
    {
        public ChannelReader<Guid> Reader { get; } = reader;

        public void Dispose() => end();
    }
}
