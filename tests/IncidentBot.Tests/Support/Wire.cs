using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace IncidentBot.Tests.Support;

/// <summary>The wire between the bot and PostgreSQL, which a test can cut, refuse, slow down, or cut at a commit.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Guid, Socket> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private int accepted;

    private Wire()
    {
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Nobody gets through.</summary>
    public bool Refuses { get; set; }

    /// <summary>What either side says arrives this much later.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How often a connection was tried.</summary>
    public int Accepted => accepted;

    /// <summary>What happens to the next commit.</summary>
    public CommitFault NextCommit { get; set; }

    /// <summary>After a commit was cut, nobody gets through any more.</summary>
    public bool RefusesAfterCommit { get; set; }

    private string host = "";
    private int port;

    public static Wire Start() => new();

    /// <summary>The same database, by this wire.</summary>
    public string To(string connection)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        (host, port) = (to.Host!, to.Port);
        (to.Host, to.Port, to.Timeout, to.CancellationTimeout) = ("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, 5, -1);
        return to.ConnectionString;
    }

    /// <summary>Cuts every connection that is open.</summary>
    public void Cut()
    {
        foreach (var socket in open.Values)
        {
            socket.Close(0);
        }
    }

    public void Refuse()
    {
        Refuses = true;
        Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        stop.Dispose();
    }

    /// <summary>Connections that wait in the pool do not get through either.</summary>
    private void CutAfterCommit()
    {
        if (RefusesAfterCommit)
        {
            Cut();
        }
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                Interlocked.Increment(ref accepted);
                _ = Task.Run(() => CarryAsync(client));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var mine = client;
        if (Refuses)
        {
            client.Close(0);
            return;
        }

        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        try
        {
            (open[one], open[two]) = (client, server);
            await server.ConnectAsync(host, port, stop.Token);
            var commit = new TaskCompletionSource();
            await Task.WhenAny(PumpAsync(client, server, there: true, commit), PumpAsync(server, client, there: false, commit));
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
        finally
        {
            open.TryRemove(one, out _);
            open.TryRemove(two, out _);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool there, TaskCompletionSource commit)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and var many)
            {
                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, stop.Token);
                }

                // The command by itself: READ COMMITTED begins every transaction.
                if (there && NextCommit is not CommitFault.None && buffer.AsSpan(0, many).IndexOf("COMMIT\0"u8) >= 0)
                {
                    var fault = NextCommit;
                    (NextCommit, Refuses) = (CommitFault.None, RefusesAfterCommit);
                    if (fault is CommitFault.Lost)
                    {
                        CutAfterCommit();
                        return;
                    }

                    commit.SetResult();
                }
                else if (!there && commit.Task.IsCompleted)
                {
                    // The server has answered the commit; the bot never hears it.
                    CutAfterCommit();
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, many), stop.Token);
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }
}

/// <summary>What a wire does to a commit.</summary>
internal enum CommitFault
{
    None,

    /// <summary>It never reaches the server.</summary>
    Lost,

    /// <summary>The server commits, and its answer is lost.</summary>
    Unanswered,
}
