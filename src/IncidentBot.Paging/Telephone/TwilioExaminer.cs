using IncidentBot.Core.Effects;
using IncidentBot.Core.Operations;
using Microsoft.Extensions.Options;
using Twilio.Rest.Api.V2010;

namespace IncidentBot.Paging.Telephone;

/// <summary>Tries out whether Twilio takes our credentials. It texts and calls nobody.</summary>
public sealed class TwilioExaminer(TwilioApi api, TwilioAddress address, IOptions<TwilioOptions> options) : IExaminer
{
    public string Part => "Twilio";

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        try
        {
            var account = await api.AskAsync("the account", client => AccountResource.FetchAsync(pathSid: options.Value.AccountSid, client: client));
            return account.Status == AccountResource.StatusEnum.Active
                ? [Finding.Good(Part, $"Twilio takes our credentials. In its console the number must send incoming messages to {address.To(TwilioAddress.Text, null)}.")]
                : [Finding.Bad(Part, $"The account at Twilio is {account.Status}: nobody is texted or called. See Twilio's console.")];
        }
        catch (Exception fault) when (fault is SendException or RetryAfterException)
        {
            return [Finding.Bad(Part, $"{fault.Message}. Compare `Paging:Twilio` with what Twilio's console shows.")];
        }
    }
}
