using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.SlackFake.Faults;

/// <summary>What is to go wrong, by method.</summary>
public sealed class SlackFaults
{
    private readonly Lock gate = new();
    private readonly List<SlackFault> waiting = [];

    public void Add(SlackFault fault)
    {
        lock (gate)
        {
            waiting.Add(fault);
        }
    }

    /// <summary>Answers with this code.</summary>
    /// <param name="method">Such as chat.postMessage, response_url, or * for all.</param>
    /// <param name="times">How often; without end until <see cref="Clear"/> when it is <see cref="int.MaxValue"/>.</param>
    public void Refuse(string method, string error, int times = 1) => Add(new(method, times) { Error = error });

    public void Limit(string method, int seconds, int times = 1) => Add(new(method, times) { Status = StatusCodes.Status429TooManyRequests, Error = "ratelimited", RetryAfter = seconds });

    /// <summary>A bare status without Slack's envelope.</summary>
    public void Fail(string method, int status, int times = 1) => Add(new(method, times) { Status = status });

    /// <summary>Never answers.</summary>
    public void Hang(string method, int times = 1) => Add(new(method, times) { Silent = true, Hangs = true });

    /// <summary>Does it, and the answer is lost on the way.</summary>
    public void LoseAnswer(string method, int times = 1) => Add(new(method, times) { Silent = true, Acts = true });

    /// <summary>Does it, and something between us answers instead.</summary>
    public void Garble(string method, string body, int times = 1) => Add(new(method, times) { Acts = true, Body = body });

    /// <summary>Cuts the connection without having done anything.</summary>
    public void Cut(string method, int times = 1) => Add(new(method, times) { Silent = true });

    public void Clear()
    {
        lock (gate)
        {
            waiting.Clear();
        }
    }

    internal SlackFault? Take(string method)
    {
        lock (gate)
        {
            var fault = waiting.Find(one => one.Method == method || one.Method == "*");
            if (fault is not null && fault.Times != int.MaxValue && --fault.Times == 0)
            {
                waiting.Remove(fault);
            }

            return fault;
        }
    }
}

/// <summary>One thing that is to go wrong.</summary>
public sealed class SlackFault(string method, int times)
{
    public string Method => method;

    public int Times { get; internal set; } = times;

    public string? Error { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    public int? RetryAfter { get; init; }

    /// <summary>What is answered instead of Slack's own words.</summary>
    public string? Body { get; init; }

    /// <summary>It is done all the same.</summary>
    public bool Acts { get; init; }

    /// <summary>No answer comes.</summary>
    public bool Silent { get; init; }

    public bool Hangs { get; init; }

    internal (int Status, JsonObject? Answer, int? Wait) Answer() => (Status, Error is null ? null : new JsonObject { ["ok"] = false, ["error"] = Error }, RetryAfter);

    internal async Task BeSilentAsync(HttpContext context)
    {
        if (Hangs)
        {
            // As long as the caller waits, and no longer than a test may last.
            await Task.WhenAny(Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted));
        }

        context.Abort();
    }
}
