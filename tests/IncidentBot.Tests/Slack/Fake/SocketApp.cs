using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake;

namespace IncidentBot.Tests.Slack.Fake;

/// <summary>The barest app in Socket Mode: one socket, and an answer for each envelope.</summary>
internal sealed class SocketApp : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly Func<JsonObject, JsonObject?> answer;
    private readonly List<JsonObject> frames = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SocketApp(Func<JsonObject, JsonObject?> answer) => this.answer = answer;

    public IReadOnlyList<JsonObject> Frames
    {
        get
        {
            lock (frames)
            {
                return [.. frames];
            }
        }
    }

    public Task Ended => ended.Task;

    /// <param name="answer">The whole acknowledgement for an envelope; null for silence.</param>
    public static async Task<SocketApp> OpenAsync(SlackScene scene, Func<JsonObject, JsonObject?> answer)
    {
        var app = new SocketApp(answer);
        await app.socket.ConnectAsync(await scene.Client.WithAccessToken(FakeSlack.AppToken).AppsConnections.Open(CancellationToken.None), CancellationToken.None);
        _ = app.ReadAsync();
        await app.SeenAsync(frame => (string?)frame["type"] == "hello");
        return app;
    }

    public static JsonObject Ack(JsonObject envelope, JsonObject? payload = null)
    {
        var ack = new JsonObject { ["envelope_id"] = (string?)envelope["envelope_id"] };
        if (payload is not null)
        {
            ack["payload"] = payload;
        }

        return ack;
    }

    public async Task<JsonObject> SeenAsync(Func<JsonObject, bool> which)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (Frames.FirstOrDefault(which) is { } frame)
            {
                return frame;
            }

            await Task.Delay(10, limit.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (true)
            {
                var length = 0;
                WebSocketReceiveResult got;
                do
                {
                    got = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), CancellationToken.None);
                    length += got.Count;
                }
                while (!got.EndOfMessage);

                var frame = JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, length))!.AsObject();
                lock (frames)
                {
                    frames.Add(frame);
                }

                if (frame["envelope_id"] is not null && answer(frame) is { } ack)
                {
                    await socket.SendAsync(Encoding.UTF8.GetBytes(ack.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or ObjectDisposedException or OperationCanceledException or System.Text.Json.JsonException)
        {
            ended.TrySetResult();
        }
    }
}
