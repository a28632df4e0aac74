using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace IncidentBot.Slack.Sockets;

/// <summary>One open socket: reads frames until it ends, and acknowledges on it what came on it.</summary>
/// <param name="take">Handles one envelope, and acknowledges it here.</param>
/// <param name="skipped">Told how many bytes a frame had that is none of Slack's.</param>
internal sealed class SlackSocket(WebSocket socket, Func<SlackSocket, SocketEnvelope, Task> take, Action<long> skipped) : IAsyncDisposable
{
    private const int Largest = 1024 * 1024;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim sending = new(1);
    private readonly ConcurrentDictionary<Task, bool> begun = new();
    private readonly TaskCompletionSource<Hello> greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string?> leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task reading = Task.CompletedTask;

    public Task<Hello> Greeted => greeted.Task;

    /// <summary>Slack's reason for closing it soon; null when it ended without one.</summary>
    public Task<string?> Leaving => leaving.Task;

    public Task Ended => reading;

    public void Start() => reading = ReadAsync();

    /// <returns>Whether it left; a socket that ended takes nothing any more, and Slack then sends events again.</returns>
    public async Task<bool> AcknowledgeAsync(SocketEnvelope envelope, string? answer)
    {
        var frame = Acknowledgement(envelope.Id, envelope.TakesAnswer ? answer : null);
        await sending.WaitAsync();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await socket.SendAsync(frame, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, limit.Token);
            return true;
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            return false;
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Finishes and acknowledges what is begun, then says goodbye. It goes on receiving meanwhile.</summary>
    public async ValueTask DisposeAsync()
    {
        while (!begun.IsEmpty && !reading.IsCompleted)
        {
            await Task.WhenAny(Task.WhenAll(begun.Keys), reading);
        }

        using var limit = new CancellationTokenSource(Farewell);
        await sending.WaitAsync();
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            await reading.WaitAsync(limit.Token);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // It is gone, or Slack does not say goodbye.
        }
        finally
        {
            sending.Release();
            socket.Abort();
        }

        // What was begun is finished even where nobody hears of it.
        await reading;
        await Task.WhenAll(begun.Keys);
        socket.Dispose();
        sending.Dispose();
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            using var frame = new MemoryStream();
            while (await FrameAsync(frame, buffer) is { } length)
            {
                if (length <= Largest && SocketFrame.Read(frame.GetBuffer().AsSpan(0, (int)frame.Length)) is { } read)
                {
                    Take(read);
                }
                else
                {
                    skipped(length);
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // Cut by Slack, by the network, or by us.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            leaving.TrySetResult(null);
            greeted.TrySetCanceled();
        }
    }

    /// <summary>Puts the pieces of one message together. Of one that is too long only its length is kept.</summary>
    /// <returns>Null when the socket was closed.</returns>
    private async Task<long?> FrameAsync(MemoryStream frame, byte[] buffer)
    {
        frame.SetLength(0);
        var length = 0L;
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (got.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            length += got.Count;
            if (length <= Largest)
            {
                frame.Write(buffer, 0, got.Count);
            }

            if (got.EndOfMessage)
            {
                return length;
            }
        }
    }

    private void Take(SocketFrame frame)
    {
        switch (frame)
        {
            case Hello hello:
                greeted.TrySetResult(hello);
                break;
            case Leave leave:
                leaving.TrySetResult(leave.Reason);
                break;
            case SocketEnvelope envelope when socket.State is WebSocketState.Open:
                var task = take(this, envelope);
                begun[task] = true;
                _ = task.ContinueWith(done => begun.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                break;
            default:
                // It came after our goodbye and could not be acknowledged any more: Slack sends it elsewhere.
                break;
        }
    }

    private static ReadOnlyMemory<byte> Acknowledgement(string id, string? answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("envelope_id", id);
        if (answer is not null)
        {
            json.WritePropertyName("payload");
            json.WriteRawValue(answer);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
