using System.Collections.Concurrent;
using System.Threading.Channels;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Effects;

/// <summary>Says inside the process, right after a commit, what has changed: the relay starts at once and open pages refresh. Losing one is harmless, because the sweep looks anyway.</summary>
public sealed class Signals
{
    private readonly ConcurrentDictionary<Guid, Channel<Guid>> listeners = new();

    public void Raise(IEnumerable<Id<Incident>> incidents)
    {
        foreach (var incident in incidents)
        {
            Raise(incident.Value);
        }
    }

    /// <param name="subject">The id of an incident, or of a person whose inbox changed.</param>
    public void Raise(Guid subject)
    {
        foreach (var listener in listeners.Values)
        {
            listener.Writer.TryWrite(subject);
        }
    }

    public Subscription Listen()
    {
        var key = Guid.NewGuid();
        var channel = Channel.CreateBounded<Guid>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[key] = channel;
        return new Subscription(channel.Reader, () => listeners.TryRemove(key, out _));
    }

    /// <summary>What has changed since one began to listen; end it by disposing.</summary>
    public sealed class Subscription(ChannelReader<Guid> reader, Action end) : IDisposable
    {
        public ChannelReader<Guid> Reader { get; } = reader;

        public void Dispose() => end();
    }
}
