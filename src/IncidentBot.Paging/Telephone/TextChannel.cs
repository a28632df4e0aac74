using IncidentBot.Core.Outside;
using IncidentBot.Core.Plans;
using Microsoft.Extensions.Options;
using Twilio.Rest.Api.V2010.Account;

namespace IncidentBot.Paging.Telephone;

/// <summary>Texts by Twilio. A page is answered with the code that stands in it.</summary>
public sealed class TextChannel(TwilioApi api, TwilioAddress address, IOptions<TwilioOptions> options) : IOutsideChannel
{
    public string Method => PlanWords.TextMethod;

    public async Task<string> SendAsync(OutsideMessage message, CancellationToken cancel)
    {
        var text = new CreateMessageOptions(message.Address) { Body = message.Text };
        if (options.Value.MessagingServiceSid is { Length: > 0 } service)
        {
            text.MessagingServiceSid = service;
        }
        else
        {
            text.From = options.Value.From;
        }

        if (message.Ticket is { } ticket)
        {
            text.StatusCallback = address.To(TwilioAddress.Status, ticket);
        }

        var sent = await api.AskAsync("text", client => MessageResource.CreateAsync(text, client));
        return $"taken by Twilio ({sent.Sid})";
    }
}
