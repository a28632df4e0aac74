using System.Net;
using System.Net.Http.Headers;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Outside;

namespace IncidentBot.Paging;

/// <summary>Sends a request to a provider once, and says what is known when it does not take it: nothing arrived, or nobody knows. What it refuses for good is the caller's to read.</summary>
/// <param name="name">The provider's, for people to read.</param>
/// <param name="address">Where its API is; null for where the request goes already.</param>
/// <param name="repeatable">The provider recognises a repeat, so that what is unknown may simply be sent again.</param>
internal sealed class ProviderConnection(string name, Uri? address, bool repeatable, TimeProvider time) : DelegatingHandler
{
    /// <summary>However long a provider asks us to wait, a page does not wait longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private const int TooEarly = 425;

    public static SocketsHttpHandler Socket() => new() { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (address is not null)
        {
            request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
        }

        var body = request.Content as SentBody ?? (request.Content is { } content ? new SentBody(await content.ReadAsByteArrayAsync(cancellationToken), content.Headers.ContentType ?? new MediaTypeHeaderValue("application/octet-stream")) : null);
        request.Content = body;
        HttpResponseMessage answer;
        try
        {
            answer = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException fault) when (fault.InnerException is SendException refused)
        {
            throw refused;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            throw body is { Leaving: true } && !repeatable
                ? new SendException(SendFailure.Unknown, $"{name}: no answer, it may have arrived")
                : new SendException(SendFailure.NotTaken, $"{name}: not reached ({(fault as HttpRequestException)?.HttpRequestError.ToString() ?? "no answer in time"})");
        }

        return Refused(answer) ?? answer;
    }

    /// <summary>Null where there is nothing to throw.</summary>
    private HttpResponseMessage? Refused(HttpResponseMessage answer)
    {
        var code = (int)answer.StatusCode;
        if (answer.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests) && code is not TooEarly and < 500)
        {
            return null;
        }

        var wait = answer.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - time.GetUtcNow() : null;
        answer.Dispose();
        throw code is 502 or 504 && !repeatable ? new SendException(SendFailure.Unknown, $"{name}: no answer behind its gateway ({code}), it may have arrived")
            : wait is { } span && span > TimeSpan.Zero ? new RetryAfterException(span < LongestWait ? span : LongestWait, $"{name}: not taken now ({code})")
            : new SendException(SendFailure.NotTaken, $"{name}: not taken now ({code})");
    }
}
