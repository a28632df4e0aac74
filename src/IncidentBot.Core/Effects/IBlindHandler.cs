namespace IncidentBot.Core.Effects;

/// <summary>Does one kind of effect where the outside cannot be asked whether an earlier try arrived: mail, SMS, voice, a webhook. Before each send the relay commits that it is begun; one that ended without an answer is repeated once, and says so.</summary>
public interface IBlindHandler
{
    string Kind { get; }

    /// <summary>Reads all that the send needs, and touches nothing outside; null when nothing is left to send.</summary>
    Task<BlindSend?> PrepareAsync(Effect effect, CancellationToken cancel);
}

/// <summary>A send that is ready to begin.</summary>
/// <param name="SendAsync">Sends, told whether an earlier one may have arrived. Throws <see cref="SendException"/> or <see cref="RetryAfterException"/> where it is known that nothing arrived; anything else thrown is an unknown outcome.</param>
/// <param name="GiveUp">What is recorded when the outcome of the repeat is unknown as well: it is not sent a third time.</param>
public sealed record BlindSend(Func<bool, CancellationToken, Task<Aftermath?>> SendAsync, Aftermath GiveUp);

/// <summary>A send that got no yes, in words that may be shown.</summary>
public sealed class SendException(SendFailure failure, string words) : Exception(words)
{
    public SendFailure Failure { get; } = failure;
}

/// <summary>What is known of a send that got no yes.</summary>
public enum SendFailure
{
    /// <summary>Nothing arrived; it is tried again.</summary>
    NotTaken,

    /// <summary>Nothing arrived, and no further try would change that.</summary>
    Refused,

    /// <summary>It was on its way when the answer failed to come.</summary>
    Unknown,
}
