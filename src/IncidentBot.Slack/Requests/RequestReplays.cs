namespace IncidentBot.Slack.Requests;

/// <summary>Which signatures were seen in the last ten minutes, and what was answered. Somebody who sends a captured request again gets the first answer, and nothing is done.</summary>
internal sealed class RequestReplays(TimeProvider time)
{
    /// <summary>Twice the window in which a signature is good.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Slack sends at most 30 000 events an hour and workspace. When there are more the oldest are forgotten, and the inbox still knows its own.</summary>
    private const int MostKept = 20_000;

    /// <summary>Letters; a longer answer is given once, and then an empty one.</summary>
    private const int LongestKept = 8_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Seen> seen = new(StringComparer.Ordinal);
    private readonly Queue<Seen> order = new();

    public int Count
    {
        get
        {
            lock (gate)
            {
                return seen.Count;
            }
        }
    }

    /// <summary>Does the work for a signature that is new; one that is known waits for the first answer. Work that failed is forgotten: Slack may try again within the same second, with the same signature.</summary>
    public async Task<RequestAnswer> OnceAsync(string signature, Func<Task<RequestAnswer>> work)
    {
        Seen? mine;
        Task<RequestAnswer>? first = null;
        lock (gate)
        {
            Forget();
            if (seen.TryGetValue(signature, out var known))
            {
                (mine, first) = (null, known.Answer.Task);
            }
            else
            {
                seen[signature] = mine = new(signature, time.GetUtcNow());
                order.Enqueue(mine);
            }
        }

        if (mine is null)
        {
            return await first!;
        }

        var answer = RequestAnswer.Failed;
        try
        {
            return answer = await work();
        }
        finally
        {
            if (answer.Status >= 500)
            {
                lock (gate)
                {
                    seen.Remove(signature);
                }
            }

            mine.Answer.SetResult(answer.Json?.Length > LongestKept ? RequestAnswer.Empty : answer);
        }
    }

    private void Forget()
    {
        var old = time.GetUtcNow() - Kept;
        while (order.TryPeek(out var first) && (first.At < old || order.Count >= MostKept))
        {
            order.Dequeue();
            if (seen.TryGetValue(first.Signature, out var known) && known == first)
            {
                seen.Remove(first.Signature);
            }
        }
    }

    private sealed record Seen(string Signature, DateTimeOffset At)
    {
        public TaskCompletionSource<RequestAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>What a request gets.</summary>
internal readonly record struct RequestAnswer(int Status, string? Json)
{
    public static RequestAnswer Empty => new(200, null);

    public static RequestAnswer Malformed => new(400, null);

    public static RequestAnswer Failed => new(500, null);
}
