using System.Net;
using System.Net.Sockets;

namespace IncidentBot.Tests.Support;

/// <summary>A port of loopback on which something is to listen in a moment, or again after a while: none of those that a connection may get by itself meanwhile, and none that was given before.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    public static int Take()
    {
        lock (Given)
        {
            for (var tried = 0; tried < 1000; tried++)
            {
                var port = Random.Shared.Next(10_000, 20_000);
                if (IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException("No port from 10000 to 19999 is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
