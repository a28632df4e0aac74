using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Deliveries;

/// <summary>An activity that was posted to the bot: each try, and how it was answered.</summary>
public sealed class Delivery(TeamsApp? app, JsonObject activity)
{
    private readonly List<DeliveryTry> tries = [];

    /// <summary>Null where no bot is told.</summary>
    public TeamsApp? App => app;

    /// <summary>As it was posted.</summary>
    public JsonObject Activity => activity;

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

    /// <summary>Whether it was posted to anybody: a bot does not hear what is said in a channel without a mention of it.</summary>
    public bool Told => Tries.Count > 0;

    /// <summary>Of the last try; 0 where there was no answer.</summary>
    public int Status => Tries.LastOrDefault()?.Status ?? 0;

    public bool Ok => Status is >= 200 and < 300;

    /// <summary>What came back, letter by letter.</summary>
    public string Body => Tries.LastOrDefault()?.Body ?? "";

    /// <summary>What came back, where it is a JSON object.</summary>
    public JsonObject? Answer
    {
        get
        {
            try
            {
                return Body.Length == 0 ? null : JsonNode.Parse(Body) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    internal bool IsInvoke => (string?)activity["type"] == "invoke";

    internal static Delivery Untold(JsonObject? activity = null) => new(null, activity ?? []);

    internal void Add(DeliveryTry one)
    {
        lock (tries)
        {
            tries.Add(one);
        }
    }

    public override string ToString() => $"{activity["type"]} {activity["name"]} → {Status} {Body}";
}

/// <summary>One try to deliver.</summary>
/// <param name="Status">0 without an answer.</param>
/// <param name="Failure">Why there is none: timeout, connection, or nobody, where the app has no address.</param>
public sealed record DeliveryTry(int Status, string Body, string? Failure, DateTimeOffset At);
