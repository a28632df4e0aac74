using IncidentBot.Core.Effects;

namespace IncidentBot.Slack.Api;

/// <summary>A call of Slack that got no yes. It names the method and Slack's code and nothing that was sent: no text, token, address or trigger.</summary>
public sealed class SlackException : Exception
{
    private SlackException(string method, string code, string words)
        : base($"Slack {method}: {words}") => (Method, ErrorCode) = (method, code);

    /// <summary>Such as chat.postMessage, or response_url.</summary>
    public string Method { get; }

    /// <summary>Slack's code; http_503, timeout, unreachable, broken or unreadable where Slack gave none.</summary>
    public string ErrorCode { get; }

    public SlackFailure Failure { get; private init; }

    /// <summary>How long Slack asks us to leave this method of this workspace alone.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>It writes, and it was on its way or half done when no yes came: look before sending again.</summary>
    public bool OutcomeUnknown { get; private init; }

    /// <summary>The scope that is missing.</summary>
    public string? Needed { get; private init; }

    /// <summary>The scopes that the token has.</summary>
    public string? Provided { get; private init; }

    /// <summary>What Slack says is wrong with what we sent. It may repeat some of it, so it is for the developer's eye and not for logs.</summary>
    public IReadOnlyList<string> Messages { get; private init; } = [];

    /// <summary>Of an invitation: why each person could not be added.</summary>
    public IReadOnlyList<InviteError> Errors { get; private init; } = [];

    /// <summary>Slack answered and said no.</summary>
    internal static SlackException Refused(string method, SlackResponse answer, TimeSpan? wait)
    {
        var code = Plain(answer.Error);
        var failure = SlackErrors.Class(method, code);
        return new(method, code, answer.Needed is null ? code : $"{code} (needs {Plain(answer.Needed)})")
        {
            Failure = failure,
            RetryAfter = code is "ratelimited" or "rate_limited" ? wait : null,
            OutcomeUnknown = SlackErrors.MayBeDone(code) && SlackMethods.Writes(method),
            Needed = answer.Needed,
            Provided = answer.Provided,
            Messages = answer.ResponseMetadata?.Messages ?? [],
            Errors = answer.Errors ?? [],
        };
    }

    internal static SlackException Limited(string method, TimeSpan wait) => new(method, "ratelimited", "ratelimited") { Failure = SlackFailure.Retry, RetryAfter = wait };

    /// <summary>No answer that can be read, though the call may have been made.</summary>
    internal static SlackException NoAnswer(string method, string code, bool left) => new(method, code, code)
    {
        Failure = SlackFailure.Retry,
        OutcomeUnknown = left && SlackMethods.Writes(method),
    };

    /// <summary>Answered by something that is not Slack's API, or by an address that is none.</summary>
    internal static SlackException Misled(string method, string code) => new(method, code, code) { Failure = SlackErrors.Class(method, code) };

    /// <summary>The same in the relay's words: the lane waits as long as Slack asked, and the card says what failed.</summary>
    public Exception ForRelay() => this switch
    {
        { RetryAfter: { } wait } => new RetryAfterException(wait, Message),
        { OutcomeUnknown: true } => new SendException(SendFailure.Unknown, $"{Message}, it may have arrived"),
        { Failure: SlackFailure.Retry } => new SendException(SendFailure.NotTaken, Message),
        _ => new SendException(SendFailure.Refused, Message),
    };

    /// <summary>Codes and scopes as Slack writes them; anything else may be anything, and is not repeated.</summary>
    private static string Plain(string? word) => word is { Length: > 0 and <= 200 } && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' or ',' or '.' or '-') ? word : "unreadable";
}
