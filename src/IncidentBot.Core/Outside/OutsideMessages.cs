using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Plans;

namespace IncidentBot.Core.Outside;

/// <summary>Writes messages for outside and gets them ready to be sent.</summary>
public sealed class OutsideMessages(PlanBook plans, PublicLinks links, IEnumerable<IOutsideChannel> channels)
{
    /// <summary>How the keys of lanes begin that lead outside: they wait for nobody, and nobody waits for them.</summary>
    internal const string Lanes = "outside:";

    public async Task<OutsideMessage> WriteAsync(Effect effect, Incident incident, NoticeKind kind, string address, bool hasAccount, CancellationToken cancel)
    {
        var part = kind switch
        {
            NoticeKind.Page => "pages",
            NoticeKind.Reminder => "clocks",
            _ => "card",
        };
        var provider = hasAccount ? null : (await plans.OfAsync(incident, cancel))?.Provider.Name ?? "whoever runs this incident";
        return new OutsideMessage($"{effect.Id}", kind, address, incident.Reference, incident.CodeName, incident.Severity, incident.Drill, links.To(incident.Reference, part), provider);
    }

    /// <param name="method">The method as the plan names it.</param>
    /// <param name="message">What is sent, but for the mark of a repeat.</param>
    /// <param name="taken">What is recorded when the other side took it: its answer, and whether it was a repeat.</param>
    /// <param name="failed">What is recorded when it was refused, or its outcome is unknown after the repeat: which, and why in words.</param>
    public BlindSend Ready(string method, OutsideMessage message, Func<string, bool, Aftermath?> taken, Func<SendFailure, string, Aftermath> failed) => new(async (repeat, cancel) =>
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
    }, failed(SendFailure.Unknown, $"{method} gave no answer twice and may have arrived"));
}
