using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Deliveries;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.SlackFake.Sockets;

/// <summary>Socket Mode: tickets that are good once, up to ten sockets of which each payload goes to one, and the frames by which Slack says that it will close one.</summary>
public sealed class SocketServer
{
    private const int MostSockets = 10;

    private readonly FakeSlack slack;
    private readonly ConcurrentDictionary<string, bool> tickets = new();
    private readonly ConcurrentDictionary<int, SocketLink> links = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> waiting = new();
    private readonly ConcurrentQueue<JsonObject> acks = new();
    private int numbered;
    private int turn;

    internal SocketServer(FakeSlack slack) => this.slack = slack;

    /// <summary>How many are open.</summary>
    public int Count => links.Count;

    /// <summary>How many were ever opened.</summary>
    public int Opened => numbered;

    /// <summary>So many of the next sockets are opened and never greeted.</summary>
    public int Mute { get; set; }

    /// <summary>Every acknowledgement, as it came.</summary>
    public IReadOnlyList<JsonObject> Acks => [.. acks];

    /// <summary>Says to every socket that it will be closed: warning, refresh_requested or link_disabled. Closing is another step, as with Slack some seconds later.</summary>
    /// <param name="only">The number of the one socket that is told, counted from one; null for all.</param>
    public async Task DisconnectAsync(string reason, int? only = null)
    {
        foreach (var (_, link) in links.Where(one => only is null || one.Key == only))
        {
            await link.SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "applink-fake" } });
        }
    }

    /// <summary>Cuts sockets without a word: all, or those that are older than the newest so many.</summary>
    public void Drop(int keepNewest = 0)
    {
        foreach (var link in links.ToArray().OrderByDescending(one => one.Key).Skip(keepNewest).Select(one => one.Value))
        {
            link.Abort();
        }
    }

    /// <summary>Waits until so many are open.</summary>
    public async Task OpenAsync(int count = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Count != count)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>A frame to one socket, for payloads that this Slack does not make itself.</summary>
    public Task PushAsync(JsonObject frame) => Next()?.SendAsync(frame) ?? throw new InvalidOperationException("No socket is open.");

    /// <summary>Bytes to one socket as they are, in so many pieces: what no Slack should send.</summary>
    public Task PushAsync(byte[] bytes, int pieces = 1, bool binary = false) => Next()?.SendAsync(bytes, pieces, binary) ?? throw new InvalidOperationException("No socket is open.");

    internal string NewTicket()
    {
        var ticket = Guid.NewGuid().ToString("N");
        tickets[ticket] = true;
        return $"ws://{slack.Address.Authority}/link/?ticket={ticket}&app_id={slack.App.Id}";
    }

    internal async Task AcceptAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !tickets.TryRemove(context.Request.Query["ticket"].ToString(), out _))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var number = Interlocked.Increment(ref numbered);
        using var link = new SocketLink(socket);
        if (Mute > 0)
        {
            Mute--;
            await link.ReadAsync(Take, context.RequestAborted);
            return;
        }

        if (links.Count >= MostSockets)
        {
            await link.SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = "too_many_websockets", ["debug_info"] = new JsonObject { ["host"] = "applink-fake" } });
            return;
        }

        links[number] = link;
        try
        {
            await link.SendAsync(new JsonObject
            {
                ["type"] = "hello",
                ["num_connections"] = links.Count,
                ["debug_info"] = new JsonObject { ["host"] = "applink-fake", ["build_number"] = 1, ["approximate_connection_time"] = 18060 },
                ["connection_info"] = new JsonObject { ["app_id"] = slack.App.Id },
            });
            await link.ReadAsync(Take, context.RequestAborted);
        }
        finally
        {
            links.TryRemove(number, out _);
        }
    }

    internal async Task<DeliveryTry> DeliverAsync(Delivery delivery, int retry, string? reason, CancellationToken cancel)
    {
        var at = slack.World.Time.GetUtcNow();
        var acknowledged = waiting[delivery.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (Next() is not { } link)
            {
                return new("socket", retry, reason, false, 0, null, "nobody", at);
            }

            // Sending through a socket that is cut meanwhile may never end.
            await link.SendAsync(Envelope(delivery, retry, reason), cancel).WaitAsync(cancel);
            var ack = await acknowledged.Task.WaitAsync(cancel);
            return new("socket", retry, reason, true, StatusCodes.Status200OK, ack["payload"] as JsonObject, null, at) { Body = ack.ToJsonString() };
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or ObjectDisposedException or IOException)
        {
            return new("socket", retry, reason, false, 0, null, "timeout", at);
        }
        finally
        {
            waiting.TryRemove(delivery.Id, out _);
        }
    }

    private static JsonObject Envelope(Delivery delivery, int retry, string? reason)
    {
        var envelope = new JsonObject
        {
            ["envelope_id"] = delivery.Id,
            ["type"] = delivery.Kind switch { DeliveryKind.Command => "slash_commands", DeliveryKind.Event => "events_api", _ => "interactive" },
            ["payload"] = delivery.Payload.DeepClone(),
            ["accepts_response_payload"] = delivery.Kind is not DeliveryKind.Event,
        };
        if (delivery.Kind is DeliveryKind.Event)
        {
            envelope["retry_attempt"] = retry;
            envelope["retry_reason"] = reason ?? "";
        }

        return envelope;
    }

    private void Take(JsonObject frame)
    {
        acks.Enqueue(frame);
        if ((string?)frame["envelope_id"] is not { } id)
        {
            slack.Wrong($"a frame without envelope_id: {frame.ToJsonString()}");
        }
        else if (waiting.TryGetValue(id, out var waits))
        {
            waits.TrySetResult(frame);
        }
    }

    /// <summary>Each payload goes to one of them, in turn.</summary>
    private SocketLink? Next()
    {
        // Ordered straight away, a dictionary that grows meanwhile throws.
        var open = links.ToArray().OrderBy(one => one.Key).Select(one => one.Value).ToList();
        return open.Count == 0 ? null : open[(int)((uint)Interlocked.Increment(ref turn) % open.Count)];
    }
}
