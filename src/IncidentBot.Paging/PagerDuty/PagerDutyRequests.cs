using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Core;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IncidentBot.Paging.PagerDuty;

/// <summary>What PagerDuty tells by its webhooks (v3): that somebody acknowledged there. Whatever else it tells is taken and left alone, because it gives up on whom it is refused by.</summary>
internal sealed partial class PagerDutyRequests(IOptions<PagerDutyOptions> options, ILogger<PagerDutyRequests> log)
{
    internal const string Path = "/pagerduty/events";

    private const string Header = "X-PagerDuty-Signature";

    private const int Largest = 256 * 1024;

    public async Task<IResult> TakeAsync(HttpContext context, PageReplies replies, CancellationToken cancel)
    {
        if (options.Value.WebhookSecrets.Count == 0)
        {
            return Results.NotFound();
        }

        if (context.Request.ContentLength is null or > Largest)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var body = new byte[context.Request.ContentLength.Value];
        await context.Request.Body.ReadExactlyAsync(body, cancel);
        if (!IsSigned(body, $"{context.Request.Headers[Header]}"))
        {
            Log.Refused(log);
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (Acknowledged(body) is ({ } attempt, { } id) && await replies.FindAsync(attempt, cancel) is { } paged)
        {
            var reply = await replies.AnswerAsync(paged, PageAnswer.Acknowledge, $"pagerduty:{id}", cancel);
            return reply is PageReply.NotRecorded ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Accepted();
        }

        return Results.Accepted();
    }

    /// <summary>Any signature by any of our secrets: both are there while one replaces the other.</summary>
    internal bool IsSigned(byte[] body, string header)
    {
        var given = header.Split(',', StringSplitOptions.TrimEntries).Select(Encoding.ASCII.GetBytes).ToList();
        return options.Value.WebhookSecrets.Select(secret => Encoding.ASCII.GetBytes($"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}"))
            .Any(own => given.Any(one => CryptographicOperations.FixedTimeEquals(one, own)));
    }

    /// <summary>Which try somebody has there, by the key that it was sent with; null for everything else. Who resolves has it too, but only where that is a person: alerts resolve by themselves after a while.</summary>
    private static (Id<PageAttempt>? Attempt, string? Event) Acknowledged(byte[] body)
    {
        if (OutsideJson.Read(body) is not { ValueKind: JsonValueKind.Object } json || Part(json, "event") is not { } told || Text(told, "event_type") is not ("incident.acknowledged" or "incident.resolved") || Part(told, "data") is not { } data
            || Part(told, "agent") is not { } agent || Text(agent, "type") is not "user_reference")
        {
            return (null, null);
        }

        return Guid.TryParse(Text(data, "incident_key"), out var key) ? (new Id<PageAttempt>(key), Text(told, "id")) : (null, null);
    }

    private static JsonElement? Part(JsonElement json, string name) => json.TryGetProperty(name, out var part) && part.ValueKind is JsonValueKind.Object ? part : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook was not signed by PagerDuty with our secret and was refused. If PagerDuty sends it, compare Paging:PagerDuty:WebhookSecrets with its subscription.")]
        public static partial void Refused(ILogger logger);
    }
}
