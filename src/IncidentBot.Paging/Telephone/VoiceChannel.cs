using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Core.Plans;
using Microsoft.Extensions.Options;
using Twilio.Rest.Api.V2010.Account;
using Twilio.Types;

namespace IncidentBot.Paging.Telephone;

/// <summary>Calls by Twilio. A page is answered by a key; that somebody, or a machine, picked up is no answer.</summary>
public sealed class VoiceChannel(TwilioApi api, TwilioAddress address, IOptions<TwilioOptions> options) : IOutsideChannel, ITestChannel
{
    /// <summary>Seconds that it rings: shorter than most voicemail waits.</summary>
    private const int Rings = 25;

    public string Method => PlanWords.VoiceMethod;

    public async Task<string> SendAsync(OutsideMessage message, CancellationToken cancel)
    {
        var call = new CreateCallOptions(new PhoneNumber(message.Address), new PhoneNumber(options.Value.From)) { Timeout = Rings };
        if (message.Ticket is { } ticket)
        {
            call.Url = address.To(TwilioAddress.Voice, ticket);
            call.StatusCallback = address.To(TwilioAddress.Status, ticket);
            call.StatusCallbackEvent = ["completed"];
        }
        else
        {
            call.Twiml = new Twiml(VoiceWords.Tell(message));
        }

        return await CallAsync(call);
    }

    public Task<string> TestAsync(ContactTest test, CancellationToken cancel) => CallAsync(new CreateCallOptions(new PhoneNumber(test.Address), new PhoneNumber(options.Value.From))
    {
        Timeout = Rings,
        Url = address.ToCheck(TwilioAddress.Voice, test.Ticket),
        StatusCallback = address.ToCheck(TwilioAddress.Status, test.Ticket),
        StatusCallbackEvent = ["completed"],
    });

    private async Task<string> CallAsync(CreateCallOptions call)
    {
        var made = await api.AskAsync("telephone", client => CallResource.CreateAsync(call, client));
        return $"being called by Twilio ({made.Sid})";
    }
}
