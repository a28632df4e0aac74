using IncidentBot.Core.Effects;

namespace IncidentBot.Teams;

/// <summary>A call of Teams or Graph that got no yes. It names the call and the code of the answer and nothing that was sent: no text, token or address.</summary>
public sealed class TeamsException : Exception
{
    internal TeamsException(string call, string code, TeamsFailure failure)
        : base($"Teams {call}: {Plain(code)}") => (Call, Code, Failure) = (call, Plain(code), failure);

    /// <summary>Such as post, or channel.create.</summary>
    public string Call { get; }

    /// <summary>The code of the answer; http_503, timeout, unreachable, broken or unreadable where there was none.</summary>
    public string Code { get; }

    public TeamsFailure Failure { get; }

    /// <summary>The status of the answer; 0 where there was none.</summary>
    public int Status { get; init; }

    /// <summary>How long we are asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It makes something new, and it was on its way when no yes came: look before sending again.</summary>
    public bool OutcomeUnknown { get; init; }

    internal static TeamsException Limited(string call, TimeSpan wait) => new(call, "limited", TeamsFailure.Limited) { RetryAfter = wait, Status = 429 };

    /// <param name="code">timeout, unreachable, broken, unreadable, or http_ and a status of 500 or more.</param>
    internal static TeamsException NoAnswer(string call, string code, bool mayBeDone, int status = 0) => new(call, code, TeamsFailure.Passing) { OutcomeUnknown = mayBeDone, Status = status };

    /// <summary>The same in the relay's words: the lane waits as long as we were asked to, and the card says what failed.</summary>
    public Exception ForRelay() => this switch
    {
        { RetryAfter: { } wait } => new RetryAfterException(wait, Message),
        { OutcomeUnknown: true } => new SendException(SendFailure.Unknown, $"{Message}, it may have arrived"),
        { Failure: TeamsFailure.Passing } => new SendException(SendFailure.NotTaken, Message),
        _ => new SendException(SendFailure.Refused, Message),
    };

    /// <summary>Codes as Microsoft writes them; anything else may be anything, and is not repeated.</summary>
    private static string Plain(string code) => code is { Length: > 0 and <= 100 } && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-') ? code : "unreadable";
}
