using System.Globalization;
using IncidentBot.Slack.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.Slack.Requests;

/// <summary>Slack's requests over HTTP: the signature first, over the bytes as they came, then whether it was seen before, then what it says. Nothing is done for a request that is not Slack's.</summary>
internal sealed partial class SignedRequests(IOptions<SlackOptions> options, InboxDoor door, RequestReplays replays, KnownApp app, TimeProvider time, ILogger<SignedRequests> log)
{
    private const int Largest = 1024 * 1024;

    /// <summary>Refusals are counted and told once a minute: anybody can knock here.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>Whoever sends its bytes more slowly is not Slack.</summary>
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private long? said;
    private int unsaid;

    /// <summary>When this process last took something that Slack had signed; null when it has not yet.</summary>
    public DateTimeOffset? LastTaken { get; private set; }

    public async Task TakeAsync(HttpContext context, SlackDeliveryKind kind)
    {
        if (!options.Value.HasRequests)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (headers, now) = (context.Request.Headers, time.GetUtcNow());
        if (Single(headers[SlackSignature.Header]) is not { } signature || Single(headers[SlackSignature.TimestampHeader]) is not { } timestamp || !SlackSignature.IsTimely(timestamp, now))
        {
            Refuse(context, StatusCodes.Status401Unauthorized);
            return;
        }

        var (body, status) = await ReadAsync(context);
        if (body is null)
        {
            Refuse(context, status);
            return;
        }

        if (!SlackSignature.IsValid(options.Value.SigningSecret!, body, timestamp, signature, now))
        {
            Refuse(context, StatusCodes.Status401Unauthorized);
            return;
        }

        LastTaken = now;

        // One capture is not good for another of our addresses either.
        await SendAsync(context, await replays.OnceAsync($"{kind}:{signature}", () => AnswerAsync(context.Request, kind, body)));
    }

    private async Task<RequestAnswer> AnswerAsync(HttpRequest request, SlackDeliveryKind kind, byte[] body)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(kind is SlackDeliveryKind.Event ? "application/json" : "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || request.Headers.ContentEncoding.Count > 0)
        {
            return new(StatusCodes.Status415UnsupportedMediaType, null);
        }

        if (PayloadReader.Read(kind, body) is not { } payload)
        {
            return RequestAnswer.Malformed;
        }

        if (kind is SlackDeliveryKind.Event && PayloadReader.Text(payload, "type") == "url_verification")
        {
            return PayloadReader.Text(payload, "challenge") is { Length: > 0 } challenge ? new(StatusCodes.Status200OK, SlackJson.Write(new { challenge })) : RequestAnswer.Malformed;
        }

        if (!PayloadReader.IsWhole(kind, payload))
        {
            return RequestAnswer.Malformed;
        }

        if (!app.Takes(payload))
        {
            Log.Foreign(log, kind);
            return new(StatusCodes.Status401Unauthorized, null);
        }

        return await door.ReceiveAsync(new SlackDelivery(kind, payload, Retry(request))) is { } answer ? new(StatusCodes.Status200OK, answer.Json) : RequestAnswer.Failed;
    }

    private static int Retry(HttpRequest request) =>
        int.TryParse(Single(request.Headers["X-Slack-Retry-Num"]), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100 ? number : 0;

    private static async Task SendAsync(HttpContext context, RequestAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Status is >= 400 and < 500)
        {
            // It would be the same the next time.
            context.Response.Headers["X-Slack-No-Retry"] = "1";
        }

        if (answer.Json is { } json)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(json, CancellationToken.None);
        }
    }

    /// <returns>The bytes as they came, or the status of a body that is too large or ends too early.</returns>
    private static async Task<(byte[]? Body, int Status)> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Largest;
        }

        if (context.Request.ContentLength > Largest)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var slow = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        slow.CancelAfter(ReadingTime);
        try
        {
            using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
            var buffer = new byte[16 * 1024];
            for (int got; (got = await context.Request.Body.ReadAsync(buffer, slow.Token)) > 0;)
            {
                if (body.Length + got > Largest)
                {
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }

                body.Write(buffer, 0, got);
            }

            return (body.ToArray(), StatusCodes.Status200OK);
        }
        catch (BadHttpRequestException bad)
        {
            return (null, bad.StatusCode);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            return (null, StatusCodes.Status408RequestTimeout);
        }
    }

    private static string? Single(StringValues values) => values.Count == 1 ? values[0] : null;

    private void Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        int count;
        lock (gate)
        {
            unsaid++;
            if (said is { } last && time.GetElapsedTime(last) < Silence)
            {
                return;
            }

            (count, unsaid, said) = (unsaid, 0, time.GetTimestamp());
        }

        Log.Refused(log, count, context.Request.Path, status);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Refused {Count} requests that do not come from Slack, or whose clock is off by five minutes; the last to {Path} with {Status}. If Slack says that the request URL does not answer, compare Slack:SigningSecret with the app's own.")]
        public static partial void Refused(ILogger logger, int count, string path, int status);

        [LoggerMessage(LogLevel.Warning, "Slack sent something for another app ({Kind}); nothing was done. Slack:SigningSecret and the bot's token belong to different apps.")]
        public static partial void Foreign(ILogger logger, SlackDeliveryKind kind);
    }
}
