using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Methods;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Deliveries;

/// <summary>Brings commands, events and presses to the app: by a socket where one is open, else by a signed request. Only events are tried again.</summary>
public sealed class DeliveryDesk : IAsyncDisposable
{
    /// <summary>At once, after a minute, after five.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private readonly FakeSlack slack;
    private readonly SignedRequests requests;
    private readonly ConcurrentQueue<Delivery> all = new();
    private readonly CancellationTokenSource stop = new();

    internal DeliveryDesk(FakeSlack slack) => (this.slack, requests) = (slack, new(slack));

    /// <summary>How long the app has for its acknowledgement, by this Slack's clock.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>What the waits before events' second and third retry are multiplied with; 0 tries them at once.</summary>
    public double RetryPace { get; set; } = 1;

    public IReadOnlyList<Delivery> All => [.. all];

    public IReadOnlyList<Delivery> Events => [.. all.Where(one => one.Kind is DeliveryKind.Event)];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        requests.Dispose();
    }

    /// <summary>An event, if the app has subscribed to it and its user is where it happened.</summary>
    /// <param name="subscription">Such as message.channels.</param>
    /// <returns>Null when the app is not told.</returns>
    public Delivery? Emit(SlackWorkspace workspace, SlackChannel? channel, string subscription, object what)
    {
        var bots = slack.World.Workspaces.Where(one => one.Bot is not null && (channel is null ? one == workspace : channel.Members.Contains(one.Bot.Id))).ToList();
        if (!slack.App.Events.Contains(subscription) || bots.Count == 0)
        {
            return null;
        }

        var told = Payloads.Event(slack, workspace, bots[0], channel, Shapes.Node(what));
        return Start(DeliveryKind.Event, told);
    }

    /// <summary>The same payload to whoever listens, once more: Slack delivers at least once.</summary>
    public Delivery Repeat(Delivery delivery) => Start(delivery.Kind, (JsonObject)delivery.Payload.DeepClone());

    internal Delivery Start(DeliveryKind kind, JsonObject payload)
    {
        var delivery = new Delivery(Guid.NewGuid().ToString(), kind, payload);
        all.Enqueue(delivery);
        _ = Task.Run(() => RunAsync(delivery));
        return delivery;
    }

    private async Task RunAsync(Delivery delivery)
    {
        var last = await TryAsync(delivery, 0, null);
        for (var retry = 1; retry <= Waits.Length && delivery.Kind is DeliveryKind.Event && !last.Acknowledged && !last.NoRetry && last.Failure != "nobody" && !stop.IsCancellationRequested; retry++)
        {
            try
            {
                await Task.Delay(Waits[retry - 1] * RetryPace, slack.World.Time, stop.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            last = await TryAsync(delivery, retry, last.Failure);
        }

        delivery.End(last);
    }

    private async Task<DeliveryTry> TryAsync(Delivery delivery, int retry, string? reason)
    {
        using var patience = new CancellationTokenSource(Patience, slack.World.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop.Token);
        var one = slack.Sockets.Count > 0 ? await slack.Sockets.DeliverAsync(delivery, retry, reason, both.Token) : await requests.DeliverAsync(delivery, retry, reason, both.Token);
        delivery.Add(one);
        return one;
    }
}
