using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Core.SignIn;

namespace IncidentBot.Core.Outside;

/// <summary>Writes messages for outside and gets them ready to be sent.</summary>
public sealed class OutsideMessages(PlanBook plans, PublicLinks links, Tickets tickets, ShortCodes codes, IEnumerable<IOutsideChannel> channels)
{
    /// <summary>How the keys of lanes begin that lead outside: they wait for nobody, and nobody waits for them.</summary>
    internal const string Lanes = "outside:";

    /// <summary>What is no page. Who has no account is told to call.</summary>
    public async Task<OutsideMessage> WriteAsync(Effect effect, Incident incident, NoticeKind kind, string address, bool hasAccount, CancellationToken cancel) =>
        new($"{effect.Id}", kind, address, incident.Reference, incident.CodeName, incident.Severity, incident.Drill, links.To(incident.Reference, kind is NoticeKind.Reminder ? "clocks" : "card"), hasAccount ? null : await ProviderAsync(incident, cancel));

    /// <summary>A page. A mail's link answers it without an account, a text's code does; a webhook's may be seen by many, so that it leads to the sign-in.</summary>
    public async Task<OutsideMessage> WritePageAsync(PageAttempt attempt, Incident incident, CancellationToken cancel)
    {
        var ticket = tickets.For(attempt.Id);
        var link = attempt.Method == PlanWords.MailMethod ? links.ToPage(ticket) : links.To(incident.Reference, "pages");
        var answers = attempt.PersonId is not null || attempt.SealedCode is not null || (link is not null && attempt.Method == PlanWords.MailMethod) || attempt.Method is PlanWords.VoiceMethod or PlanWords.PagerDutyMethod;
        return new OutsideMessage($"{attempt.Id}", NoticeKind.Page, attempt.Address ?? "", incident.Reference, incident.CodeName, incident.Severity, incident.Drill, link, answers ? null : await ProviderAsync(incident, cancel))
        {
            Ticket = ticket,
            Code = attempt.SealedCode is { } code ? codes.Open(code) : null,
        };
    }

    /// <param name="method">The method as the plan names it.</param>
    /// <param name="message">What is sent, but for the mark of a repeat.</param>
    /// <param name="taken">What is recorded when the other side took it: its answer, and whether it was a repeat.</param>
    /// <param name="failed">What is recorded when it was refused, or its outcome is unknown after the repeat: which, and why in words.</param>
    /// <param name="held">What is done when it is not taken now, before it is tried again.</param>
    public BlindSend Ready(string method, OutsideMessage message, Func<string, bool, Aftermath?> taken, Func<SendFailure, string, Aftermath> failed, Func<string, Task>? held = null) => new(async (repeat, cancel) =>
    {
        if (channels.FirstOrDefault(one => one.Method == method) is not { } channel)
        {
            return failed(SendFailure.Refused, $"{method} is not set up any more");
        }

        try
        {
            return taken(await channel.SendAsync(message with { Repeat = repeat }, cancel), repeat);
        }
        catch (SendException refused) when (refused.Failure is SendFailure.Refused)
        {
            return failed(SendFailure.Refused, refused.Message);
        }
        catch (Exception fault) when (held is not null && fault is RetryAfterException or SendException { Failure: SendFailure.NotTaken })
        {
            try
            {
                await held!(fault.Message);
            }
            catch (Exception unkept) when (unkept is not OperationCanceledException)
            {
                // That nothing arrived is known all the same, and the relay keeps that.
            }

            throw;
        }
    }, failed(SendFailure.Unknown, $"{method} gave no answer twice and may have arrived"));

    private async Task<string> ProviderAsync(Incident incident, CancellationToken cancel) => (await plans.OfAsync(incident, cancel))?.Provider.Name ?? "whoever runs this incident";
}
