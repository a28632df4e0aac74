namespace IncidentBot.Slack.Sockets;

/// <summary>How the sockets to Slack stand, for who looks after the installation.</summary>
public sealed class SocketState(TimeProvider time)
{
    private readonly Lock gate = new();
    private string? told;

    /// <summary>How many are open and have been greeted.</summary>
    public int Connected { get; private set; }

    /// <summary>When Slack last greeted one.</summary>
    public DateTimeOffset? LastHello { get; private set; }

    /// <summary>Why the last attempt failed, in a sentence; null while none failed since the last greeting.</summary>
    public string? LastError { get; private set; }

    public DateTimeOffset? LastErrorAt { get; private set; }

    /// <summary>The app to which Slack:AppToken belongs, as Slack says.</summary>
    public string? AppId { get; private set; }

    /// <returns>Whether something had gone wrong before.</returns>
    internal bool Greeted(string? appId)
    {
        lock (gate)
        {
            var mended = told is not null;
            (Connected, LastHello, AppId, LastError, told) = (Connected + 1, time.GetUtcNow(), appId ?? AppId, null, null);
            return mended;
        }
    }

    internal void Ended()
    {
        lock (gate)
        {
            Connected--;
        }
    }

    /// <returns>Whether it is worth a line: the same words are not told again until a socket was greeted.</returns>
    internal bool Failed(string words)
    {
        lock (gate)
        {
            (LastError, LastErrorAt) = (words, time.GetUtcNow());
            var news = told != words;
            told = words;
            return news;
        }
    }
}
