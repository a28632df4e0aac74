using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.Deliveries;

/// <summary>A command, an event or a press on its way to the app: each try, and what came back.</summary>
public sealed class Delivery(string id, DeliveryKind kind, JsonObject payload)
{
    private readonly TaskCompletionSource<DeliveryTry> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<DeliveryTry> tries = [];

    /// <summary>The envelope's id of Socket Mode.</summary>
    public string Id => id;

    public DeliveryKind Kind => kind;

    public JsonObject Payload => payload;

    public IReadOnlyList<DeliveryTry> Tries
    {
        get
        {
            lock (tries)
            {
                return [.. tries];
            }
        }
    }

    /// <summary>How it ended: with an acknowledgement in time, or without one after the last try.</summary>
    public async Task<DeliveryTry> EndAsync() => await settled.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);

    public bool Ended => settled.Task.IsCompleted;

    internal void Add(DeliveryTry one)
    {
        lock (tries)
        {
            tries.Add(one);
        }
    }

    internal void End(DeliveryTry last) => settled.TrySetResult(last);
}

/// <summary>One try to deliver.</summary>
/// <param name="Via">socket or http.</param>
/// <param name="Retry">0 for the first.</param>
/// <param name="Acknowledged">In time, and with a status that means yes.</param>
/// <param name="Answer">The JSON beside the acknowledgement.</param>
public sealed record DeliveryTry(string Via, int Retry, string? RetryReason, bool Acknowledged, int Status, JsonObject? Answer, string? Failure, DateTimeOffset At)
{
    /// <summary>What came back, letter by letter.</summary>
    public string Body { get; init; } = "";

    /// <summary>Over HTTP the app may say that it wants no further try.</summary>
    internal bool NoRetry { get; init; }
}

/// <summary>What is delivered.</summary>
public enum DeliveryKind
{
    Command,
    Event,
    Interaction,
}
