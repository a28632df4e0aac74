using System.Net.WebSockets;
using IncidentBot.Slack.Api;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Sockets;

/// <summary>Asks Slack for a ticket and opens a socket with it, until Slack has greeted it.</summary>
internal sealed class SocketOpener(ISlackApiClient client, IOptions<SlackOptions> options, IOptions<SlackApiOptions> api, TimeProvider time) : IDisposable
{
    /// <summary>For the connection, and again for the greeting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The ticket stands in the address: no trace sees it.</summary>
    private readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) });

    public void Dispose() => invoker.Dispose();

    /// <exception cref="SlackException">No ticket.</exception>
    /// <exception cref="SocketFault">No socket, or no greeting.</exception>
    public async Task<SlackSocket> OpenAsync(Func<SlackSocket, SocketEnvelope, Task> take, Action<long> skipped, CancellationToken cancel)
    {
        var ticket = Checked(await client.WithAccessToken(options.Value.AppToken!).AppsConnections.Open(cancel));
        var socket = new SlackSocket(await ConnectAsync(ticket, cancel), take, skipped);
        socket.Start();
        try
        {
            await GreetedAsync(socket, cancel);
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    private async Task GreetedAsync(SlackSocket socket, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var late = Task.Delay(Patience, time, limit.Token);
        var first = await Task.WhenAny(socket.Greeted, socket.Leaving, late);
        await limit.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        if (socket.Greeted.IsCompletedSuccessfully)
        {
            return;
        }

        throw first == late ? new SocketFault("Slack opened a socket and then did not greet it within 15 seconds.") : Refused(await socket.Leaving);
    }

    public static SocketFault Refused(string? reason) => reason switch
    {
        "too_many_websockets" => new("The app has ten sockets open already, which is all that Slack allows. Set Slack:Sockets lower, or stop what else uses this app token."),
        "link_disabled" => new("Socket Mode is switched off in the app's settings at Slack. Switch it on there.", lasting: true),
        _ => new("Slack closed a socket as soon as it was open."),
    };

    private async Task<WebSocket> ConnectAsync(Uri ticket, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        socket.Options.CollectHttpResponseDetails = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync(ticket, invoker, limit.Token);
            return socket;
        }
        catch (Exception fault) when (fault is WebSocketException or HttpRequestException or IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // What was thrown may name the address: it goes no further.
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw new SocketFault(status == 0 ? $"No socket to {ticket.Host} could be opened. Look whether this machine may open secure web sockets (wss) there." : $"{ticket.Host} opened no socket and answered with status {status}.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Encrypted, unless the Web API itself is on this machine.</summary>
    private Uri Checked(Uri? ticket) =>
        ticket is { IsAbsoluteUri: true } && (ticket.Scheme == Uri.UriSchemeWss || (ticket.Scheme == Uri.UriSchemeWs && ticket.IsLoopback && api.Value.ApiBaseUrl.IsLoopback))
            ? ticket : throw new SocketFault("Slack named an address for its socket that is not encrypted.");
}
