using System.Globalization;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Outside;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IncidentBot.Paging.Webhooks;

/// <summary>Posts a signed call to an address of the plan. It follows no redirect and reads nothing of the answer but its status: the relay's lane is the one that tries again.</summary>
public sealed class WebhookChannel(IHttpClientFactory clients, IOptions<WebhookOptions> options, IHostEnvironment environment, TimeProvider time) : IOutsideChannel
{
    internal const string Client = "webhook";

    public string Method => "webhook";

    public async Task<string> SendAsync(OutsideMessage message, CancellationToken cancel)
    {
        var body = new WebhookBody(message);
        using var request = new HttpRequestMessage(HttpMethod.Post, Allowed(message.Address)) { Content = body };
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-IncidentBot-Timestamp", timestamp);
        request.Headers.Add("X-IncidentBot-Signature", body.Sign(options.Value.Secret!, timestamp));
        request.Headers.Add("Idempotency-Key", message.Id);
        request.Headers.ConnectionClose = true;
        using var client = clients.CreateClient(Client);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        var code = (int)answer.StatusCode;
        return code switch
        {
            < 300 => $"taken by the webhook ({code})",
            < 400 => throw new SendException(SendFailure.Refused, $"webhook answered with a redirect ({code}), and none is followed"),
            _ => throw new SendException(SendFailure.Refused, $"webhook refused ({code})"),
        };
    }

    /// <summary>Https; plain http only to this machine while somebody develops.</summary>
    private Uri Allowed(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && environment.IsDevelopment())))
        {
            throw new SendException(SendFailure.Refused, "webhook has no https address in the plan");
        }

        return uri;
    }
}
