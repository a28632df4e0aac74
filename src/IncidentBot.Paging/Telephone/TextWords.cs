using System.Text.RegularExpressions;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using Twilio.TwiML;

namespace IncidentBot.Paging.Telephone;

/// <summary>Reads what somebody texts back, and writes what they are told.</summary>
internal static partial class TextWords
{
    /// <summary>"482193", "ack 482193", "482193 2": a code, and one of the three answers. Null where there is no code in it.</summary>
    public static (string Code, PageAnswer Answer)? Read(string body)
    {
        var match = Pattern().Match(body);
        var word = match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["after"].Value;
        return !match.Success ? null : word.ToLowerInvariant() switch
        {
            "" or "1" or "ack" or "acknowledge" or "ok" or "yes" => (match.Groups["code"].Value, PageAnswer.Acknowledge),
            "2" or "escalate" or "esc" or "next" => (match.Groups["code"].Value, PageAnswer.Escalate),
            "3" or "decline" or "no" => (match.Groups["code"].Value, PageAnswer.Decline),
            _ => null,
        };
    }

    public static string Outcome(PageReply reply, Incident incident) => Say(reply switch
    {
        PageReply.Acknowledged => $"Thank you: you have {incident.Reference} ({incident.CodeName}).",
        PageReply.Escalated => $"{incident.Reference} is passed on to the next person.",
        PageReply.Declined => $"Noted: somebody else is tried for {incident.Reference}.",
        PageReply.Over => $"{incident.Reference} is with somebody already, or over. Nothing is left to do.",
        PageReply.Nobody => $"Everybody was tried for {incident.Reference}, and nobody has it. Reply with the code alone to acknowledge, or call your provider.",
        _ => "Nothing was recorded. Send it again in a minute, or call your provider.",
    });

    public static string CheckDone() => Say("Thank you, that was the test.");

    /// <summary>To a number that was paged.</summary>
    public static string NotUnderstood() => Say("That did not fit a page. Reply with the six digits of the text alone to acknowledge, or with 2 or 3 after them.");

    /// <summary>To anybody else: nothing.</summary>
    public static string Silence() => new MessagingResponse().ToString();

    private static string Say(string words) => new MessagingResponse().Message(words).ToString();

    [GeneratedRegex(@"\A\s*(?:(?<before>[a-z]{2,12}|[123])[\s:,.]+)?(?<code>[0-9]{6})(?:[\s:,.]+(?<after>[a-z]{2,12}|[123]))?[\s.!]*\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
