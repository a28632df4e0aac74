using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using IncidentBot.Core.Outside;

namespace IncidentBot.Slack.Api;

/// <summary>The one call behind every method: posts a form, reads the envelope, and says what went wrong. Nothing is tried again here: the relay does that, and only it knows whether a write may be repeated.</summary>
internal sealed class SlackWire(IHttpClientFactory clients, SlackCooldowns cooldowns, TimeProvider time)
{
    public const string Client = "slack";

    /// <summary>However long Slack asks us to wait, a page does not wait longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Where Slack limits us and does not say for how long.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(30);

    public async Task<T> CallAsync<T>(string method, SlackArgs args, AuthenticationHeaderValue? token, CancellationToken cancel)
        where T : SlackResponse
    {
        var who = token?.Parameter ?? "";
        cooldowns.Check(who, method);
        var body = SlackBody.Form(args);
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = body };
        request.Headers.Authorization = token;
        using var answer = await SendAsync(method, request, body, cancel);
        if (Limit(answer) is { } wait)
        {
            cooldowns.Begin(who, method, wait);
            throw SlackException.Limited(method, wait);
        }

        if (Read<T>(await BytesAsync(answer)) is not { } read)
        {
            throw Unreadable(method, answer);
        }

        read.TokenScopes = answer.Headers.TryGetValues("X-OAuth-Scopes", out var scopes) ? [.. scopes.SelectMany(some => some.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] : null;
        return read.Ok ? read : throw Refused(method, who, read);
    }

    /// <summary>Posts to a response URL. It is a secret, so it stands in no exception.</summary>
    public async Task RespondAsync(Uri address, SentBody body, CancellationToken cancel)
    {
        const string Method = "response_url";
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        using var answer = await SendAsync(Method, request, body, cancel);
        if (Limit(answer) is { } wait)
        {
            throw SlackException.Limited(Method, wait);
        }

        // The answer is a plain "ok"; a failure has the envelope, or nothing that says more than the status.
        var said = await BytesAsync(answer);
        if (Read<SlackResponse>(said) is { Ok: false, Error: not null } refused)
        {
            throw SlackException.Refused(Method, refused, null);
        }

        if (!answer.IsSuccessStatusCode)
        {
            throw Unreadable(Method, answer);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string method, HttpRequestMessage request, SentBody body, CancellationToken cancel)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            return await client.SendAsync(request, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && !(body.Leaving && SlackMethods.Writes(method)))
        {
            throw;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            // What was thrown may name the address, and of a response URL the address is the secret: it goes no further.
            var code = fault is OperationCanceledException ? "timeout" : !body.Leaving ? "unreachable" : fault is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } ? "unreadable" : "broken";
            throw SlackException.NoAnswer(method, code, body.Leaving);
        }
    }

    private SlackException Refused(string method, string who, SlackResponse answer)
    {
        var refusal = SlackException.Refused(method, answer, UsualWait);
        if (refusal.RetryAfter is { } wait)
        {
            cooldowns.Begin(who, method, wait);
        }

        return refusal;
    }

    /// <summary>5xx, a proxy's page, or half an answer: a write may have been made. A redirect or a 4xx without Slack's envelope means that we do not speak to Slack.</summary>
    private static SlackException Unreadable(string method, HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        >= 500 and var code => SlackException.NoAnswer(method, $"http_{code}", left: true),
        >= 300 and var code => SlackException.Misled(method, $"http_{code}"),
        _ => SlackException.NoAnswer(method, "unreadable", left: true),
    };

    private TimeSpan? Limit(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        var asked = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
        return asked is not { } wait ? UsualWait : wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait < LongestWait ? wait : LongestWait;
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage answer) => await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);

    private static T? Read<T>(byte[] bytes)
        where T : SlackResponse
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, SlackJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
