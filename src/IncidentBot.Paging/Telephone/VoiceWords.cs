using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using Twilio.TwiML;
using Twilio.TwiML.Voice;

namespace IncidentBot.Paging.Telephone;

/// <summary>What a telephone says. Code name, reference and severity are all it knows.</summary>
internal static class VoiceWords
{
    /// <summary>How often the keys are asked for before it hangs up.</summary>
    public const int MostAsks = 3;

    private const int SecondsForAKey = 8;

    public static string Tell(OutsideMessage message) => new VoiceResponse().Say(Slow(message.Subject)).Pause(1).Say(Slow(message.Subject)).Say(message.Call is { } provider ? $"Please call {provider} and name {message.Incident}. Goodbye." : "Open IncidentBot to see it. Goodbye.").ToString();

    /// <param name="paged">What the call is about.</param>
    /// <param name="asked">How often the keys were asked for before.</param>
    /// <param name="again">Where the key goes, and where it is asked for again.</param>
    public static string Ask(AnsweredPage paged, int asked, Uri again)
    {
        if (asked >= MostAsks)
        {
            return new VoiceResponse().Say("No key was pressed, so this does not count as an answer. Others are called. Goodbye.").Hangup().ToString();
        }

        var incident = paged.Incident;
        var words = asked == 0
            ? $"{(incident.Drill ? "This is a drill. " : "")}You are paged for incident {incident.Number}, code name {Slow(incident.CodeName)}, severity {(int)incident.Severity}. "
            : "";
        var keys = new Gather([Gather.InputEnum.Dtmf], again, method: Twilio.Http.HttpMethod.Post, timeout: SecondsForAKey, numDigits: 1, actionOnEmptyResult: true);
        keys.Say($"{words}Press 1 to acknowledge. Press 2 to pass it on to the next person. Press 3 if you cannot.");
        return new VoiceResponse().Append(keys).Hangup().ToString();
    }

    /// <summary>A test asks once, and once more.</summary>
    public static string AskCheck(ContactCheck check, int asked, Uri again)
    {
        if (asked > 1)
        {
            return Last("No key was pressed. We will try again another day. Goodbye.");
        }

        var keys = new Gather([Gather.InputEnum.Dtmf], again, method: Twilio.Http.HttpMethod.Post, timeout: SecondsForAKey, numDigits: 1, actionOnEmptyResult: true);
        keys.Say($"This is a test, there is no incident. {check.Provider} checks that this telephone reaches you. Press 1 to confirm.");
        return new VoiceResponse().Append(keys).Hangup().ToString();
    }

    public static string CheckDone() => Last("Thank you. That is all. Goodbye.");

    public static string Outcome(PageReply reply, Incident incident) => Last(reply switch
    {
        PageReply.Acknowledged => $"Thank you. You have incident {incident.Number}. Goodbye.",
        PageReply.Escalated => "It is passed on to the next person. Thank you. Goodbye.",
        PageReply.Declined => "Noted. Somebody else is called. Goodbye.",
        PageReply.Over => "Somebody has it already, or it is over. Nothing is left to do. Thank you. Goodbye.",
        PageReply.Nobody => "Everybody was tried, and nobody has it. Please call your provider. Goodbye.",
        _ => "Your answer could not be recorded. Please call your provider. Goodbye.",
    });

    public static string Nothing() => Last("This page is over, or was not for this number. Goodbye.");

    private static string Last(string words) => new VoiceResponse().Say(words).Hangup().ToString();

    private static string Slow(string text) => text.Replace('-', ' ');
}
