using IncidentBot.TeamsFake.Web;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.TeamsFake.Faults;

/// <summary>What is to go wrong, by call. A call is named by its verb and its path without ids: "POST v3/conversations/activities", "POST teams/channels", "POST token". A star at the end stands for any rest.</summary>
public sealed class TeamsFaults
{
    private readonly Lock gate = new();
    private readonly List<TeamsFault> waiting = [];

    public void Add(TeamsFault fault)
    {
        lock (gate)
        {
            waiting.Add(fault);
        }
    }

    /// <summary>Answers with this code, in the form of whoever is asked.</summary>
    /// <param name="times">How often; without end until <see cref="Clear"/> when it is <see cref="int.MaxValue"/>.</param>
    public void Refuse(string call, int status, string code, string message = "It is said beforehand that this fails.", int times = 1) => Add(new(call, times) { Status = status, Code = code, Message = message });

    public void Limit(string call, int seconds, int times = 1) => Add(new(call, times) { Status = StatusCodes.Status429TooManyRequests, Code = "TooManyRequests", Message = "API calls quota exceeded.", RetryAfter = seconds });

    /// <summary>Something between us answers, in HTML.</summary>
    public void Fail(string call, int status, int times = 1) => Add(new(call, times) { Status = status, Text = $"<html><body><h1>{status}</h1></body></html>" });

    /// <summary>Never answers.</summary>
    public void Hang(string call, int times = 1) => Add(new(call, times) { Silent = true, Hangs = true });

    /// <summary>Does it, and the answer is lost on the way.</summary>
    public void LoseAnswer(string call, int times = 1) => Add(new(call, times) { Silent = true, Acts = true });

    /// <summary>Does it, and something between us answers instead.</summary>
    public void Garble(string call, string text, int times = 1) => Add(new(call, times) { Acts = true, Text = text });

    /// <summary>Cuts the connection without having done anything.</summary>
    public void Cut(string call, int times = 1) => Add(new(call, times) { Silent = true });

    public void Clear()
    {
        lock (gate)
        {
            waiting.Clear();
        }
    }

    internal TeamsFault? Take(string call, string path)
    {
        lock (gate)
        {
            var fault = waiting.Find(one => one.Meets(call, path));
            if (fault is not null && fault.Times != int.MaxValue && --fault.Times == 0)
            {
                waiting.Remove(fault);
            }

            return fault;
        }
    }
}

/// <summary>One thing that is to go wrong.</summary>
public sealed class TeamsFault(string call, int times)
{
    public string Call => call;

    public int Times { get; internal set; } = times;

    /// <summary>Only where the path holds this: one conversation, one team.</summary>
    public string? Within { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    public string? Code { get; init; }

    public string Message { get; init; } = "";

    public int? RetryAfter { get; init; }

    /// <summary>What is answered instead of JSON.</summary>
    public string? Text { get; init; }

    /// <summary>It is done all the same.</summary>
    public bool Acts { get; init; }

    /// <summary>No answer comes.</summary>
    public bool Silent { get; init; }

    public bool Hangs { get; init; }

    internal bool Meets(string name, string path) => (call == name || (call.EndsWith('*') && name.StartsWith(call[..^1], StringComparison.Ordinal))) && (Within is null || path.Contains(Within, StringComparison.Ordinal));

    internal Reply Reply(Api api, DateTimeOffset now) => (Code is null ? new Reply(Status) : Doorway.Error(api, new Refused(Status, Code, Message), now)) with { RetryAfter = RetryAfter };

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
