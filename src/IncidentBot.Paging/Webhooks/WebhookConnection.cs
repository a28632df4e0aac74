using System.Net;
using System.Net.Sockets;
using IncidentBot.Core.Effects;

namespace IncidentBot.Paging.Webhooks;

/// <summary>Connects a webhook, but never to an address that only this machine's own network knows: link-local, where clouds answer with credentials.</summary>
internal static class WebhookConnection
{
    /// <summary>Where Amazon answers the same over IPv6.</summary>
    private static readonly IPAddress Metadata = IPAddress.Parse("fd00:ec2::254");

    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,

        // A proxy would look up names for us, and could reach what we refuse.
        UseProxy = false,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 16 * 1024,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = ConnectAsync,
    };

    /// <summary>Whether a webhook may go there. It is asked of what a name resolves to, at the moment of the call.</summary>
    internal static bool MayReach(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !(plain.IsIPv6LinkLocal || plain.Equals(Metadata) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any)
            || (plain.AddressFamily is AddressFamily.InterNetwork && plain.GetAddressBytes() is [169, 254, ..]));
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        if (!addresses.All(MayReach))
        {
            throw new SendException(SendFailure.Refused, "webhook has an address that is not allowed (link-local)");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
