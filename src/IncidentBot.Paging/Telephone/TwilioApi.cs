using IncidentBot.Core.Effects;
using Microsoft.Extensions.Options;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Http;

namespace IncidentBot.Paging.Telephone;

/// <summary>Asks Twilio for something, and says in words why it does not do it.</summary>
public sealed class TwilioApi(IHttpClientFactory clients, IOptions<TwilioOptions> options)
{
    internal const string Client = "twilio";

    /// <param name="what">How the method is called in sentences.</param>
    /// <param name="ask">The call.</param>
    internal async Task<T> AskAsync<T>(string what, Func<ITwilioRestClient, Task<T>> ask)
    {
        using var client = clients.CreateClient(Client);
        try
        {
            return await ask(new TwilioRestClient(options.Value.AccountSid, options.Value.AuthToken, httpClient: new SystemNetHttpClient(client)));
        }
        catch (ApiConnectionException fault) when (fault.InnerException is SendException or RetryAfterException)
        {
            throw fault.InnerException;
        }
        catch (ApiException fault)
        {
            throw new SendException(SendFailure.Refused, $"{what} refused by Twilio ({fault.Code}{Why(fault.Code)})");
        }
    }

    private static string Why(int code) => code switch
    {
        20003 => ", the account or its token is wrong",
        21211 or 21217 or 21401 => ", the number is not valid",
        21610 => ", they have opted out of texts with STOP",
        21614 => ", the number takes no texts",
        21215 or 21408 => ", the account may not reach that country",
        _ => "",
    };
}
