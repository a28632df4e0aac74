using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.Sockets;

/// <summary>One open socket.</summary>
internal sealed class SocketLink(WebSocket socket) : IDisposable
{
    private readonly SemaphoreSlim sending = new(1);

    public Task SendAsync(JsonObject frame, CancellationToken cancel = default) => SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), pieces: 1, binary: false, cancel);

    public async Task SendAsync(byte[] bytes, int pieces, bool binary, CancellationToken cancel = default)
    {
        // Who waits behind a socket that is cut is not woken by its end.
        await sending.WaitAsync(cancel);
        try
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                var (from, to) = (bytes.Length * piece / pieces, bytes.Length * (piece + 1) / pieces);
                await socket.SendAsync(bytes.AsMemory(from..to), binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: piece == pieces - 1, CancellationToken.None);
            }
        }
        finally
        {
            sending.Release();
        }
    }

    public async Task ReadAsync(Action<JsonObject> take, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        using var frame = new MemoryStream();
        try
        {
            while (socket.State is WebSocketState.Open)
            {
                var got = await socket.ReceiveAsync(buffer, cancel);
                if (got.MessageType is WebSocketMessageType.Close)
                {
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
                    return;
                }

                frame.Write(buffer, 0, got.Count);
                if (got.EndOfMessage)
                {
                    var text = Encoding.UTF8.GetString(frame.ToArray());
                    frame.SetLength(0);
                    take(JsonNode.Parse(text) as JsonObject ?? []);
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut by one side or the other.
        }
    }

    public void Abort() => socket.Abort();

    public void Dispose() => sending.Dispose();
}
