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

    /// <summary>However long the other side asks us to wait, a page does not wait longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

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
        HttpResponseMessage answer;
        try
        {
            using var client = clients.CreateClient(Client);
            answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException fault) when (fault.InnerException is SendException refused)
        {
            throw refused;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            throw body.Leaving
                ? new SendException(SendFailure.Unknown, "webhook: no answer, it may have arrived")
                : new SendException(SendFailure.NotTaken, $"webhook: not reached ({(fault as HttpRequestException)?.HttpRequestError.ToString() ?? "no connection in time"})");
        }

        using (answer)
        {
            return Read(answer);
        }
    }

    private string Read(HttpResponseMessage answer)
    {
        var code = (int)answer.StatusCode;
        return code switch
        {
            >= 200 and < 300 => $"taken by the webhook ({code})",
            >= 300 and < 400 => throw new SendException(SendFailure.Refused, $"webhook answered with a redirect ({code}), and none is followed"),

            // Something in between did not hear from the other side.
            502 or 504 => throw new SendException(SendFailure.Unknown, $"webhook: no answer behind its gateway ({code}), it may have arrived"),

            // Too early, too many, or not at the moment.
            408 or 425 or 429 or >= 500 => throw NotNow(answer, code),
            _ => throw new SendException(SendFailure.Refused, $"webhook refused ({code})"),
        };
    }

    private Exception NotNow(HttpResponseMessage answer, int code)
    {
        var words = $"webhook not taken now ({code})";
        var wait = answer.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - time.GetUtcNow() : null;
        return wait is { } span && span > TimeSpan.Zero ? new RetryAfterException(span < LongestWait ? span : LongestWait, words) : new SendException(SendFailure.NotTaken, words);
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
