using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Core.Plans;
using Microsoft.Extensions.Options;
using Twilio.Rest.Api.V2010.Account;

namespace IncidentBot.Paging.Telephone;

/// <summary>Texts by Twilio. A page is answered with the code that stands in it.</summary>
public sealed class TextChannel(TwilioApi api, TwilioAddress address, IOptions<TwilioOptions> options) : IOutsideChannel, ITestChannel
{
    public string Method => PlanWords.TextMethod;

    public Task<string> SendAsync(OutsideMessage message, CancellationToken cancel) => SendAsync(message.Address, message.Text, message.Ticket is { } ticket ? address.To(TwilioAddress.Status, ticket) : null);

    public Task<string> TestAsync(ContactTest test, CancellationToken cancel) => SendAsync(test.Address, test.Text, address.ToCheck(TwilioAddress.Status, test.Ticket));

    private async Task<string> SendAsync(string to, string words, Uri? status)
    {
        var text = new CreateMessageOptions(to) { Body = words, StatusCallback = status };
        if (options.Value.MessagingServiceSid is { Length: > 0 } service)
        {
            text.MessagingServiceSid = service;
        }
        else
        {
            text.From = options.Value.From;
        }

        var sent = await api.AskAsync("text", client => MessageResource.CreateAsync(text, client));
        return $"taken by Twilio ({sent.Sid})";
    }
}
