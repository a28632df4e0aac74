using System.Security.Claims;
using IncidentBot.Teams.Options;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace IncidentBot.Teams.Requests;

/// <summary>What is posted to /api/messages: first whether it can be read at all, then whether Teams sent it, then whether its tenant may speak here, then what it says. Nothing is done for what fails one of these.</summary>
internal sealed partial class BotRequests(IOptions<TeamsOptions> options, Registrations registrations, ServiceHosts hosts, ThisMachineOnly machine, BotAdapter adapter, BotAuthentication authentication, InboxDoor door, TimeProvider time, ILogger<BotRequests> log)
{
    /// <summary>Refusals are counted and told once a minute: anybody can knock here.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? said;
    private int unsaid;

    /// <summary>When this process last took something from Teams; null when it has not yet.</summary>
    public DateTimeOffset? LastTaken { get; private set; }

    public async Task TakeAsync(HttpContext context)
    {
        if (!options.Value.IsOn)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await SendAsync(context, await AnswerAsync(context));
    }

    private async Task<RequestAnswer> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || request.Headers.ContentEncoding.Count > 0)
        {
            return RequestAnswer.Refused(StatusCodes.Status415UnsupportedMediaType, "Activities come as application/json.");
        }

        var (body, status) = await RequestBody.ReadAsync(context);
        if (body is null)
        {
            return RequestAnswer.Refused(status, null);
        }

        var (envelope, wrong) = Envelope.Read(body);
        if (envelope is null)
        {
            return RequestAnswer.Refused(StatusCodes.Status400BadRequest, wrong);
        }

        try
        {
            RequestAnswer? refused = null;
            var answer = await adapter.TakeAsync(envelope, Authorization(request), Unproven(context), async identity =>
            {
                (refused, var done) = await ProvenAsync(envelope, identity);
                return done;
            }, context.RequestAborted);
            return refused ?? new(answer.Status, answer.Json, null);
        }
        catch (UnauthorizedAccessException)
        {
            Refuse(StatusCodes.Status401Unauthorized);
            return RequestAnswer.Refused(StatusCodes.Status401Unauthorized, null);
        }
        catch (KeysNotThereException fault)
        {
            Log.NoKeys(log, options.Value.OpenIdMetadataUrl.Host, fault.InnerException?.GetType().Name ?? "");
            return RequestAnswer.Refused(StatusCodes.Status503ServiceUnavailable, null);
        }
    }

    private async Task<(RequestAnswer? Refused, TeamsAnswer Done)> ProvenAsync(Envelope envelope, ClaimsIdentity identity)
    {
        if (registrations.Of(identity.FindFirst(AuthenticationConstants.AudienceClaim)?.Value) is not { } registration)
        {
            return Foreign("This app is not set up here.");
        }

        if (envelope.Activity.Text("channelId") is { } channel && channel != BotAdapter.Channel && !options.Value.AllowUnauthenticated)
        {
            return Foreign("Only Microsoft Teams may speak here.");
        }

        if (!hosts.Knows(envelope.ServiceUrl) && !registration.IsAnonymous)
        {
            return Foreign("The service URL is not one of Microsoft's.");
        }

        if (!registrations.Lets(registration, envelope.TenantId))
        {
            return Foreign("This tenant may not speak here.");
        }

        LastTaken = time.GetUtcNow();
        return (null, ActivityReader.Read(envelope, registration) is { } activity ? await door.ReceiveAsync(activity) : envelope.IsInvoke ? TeamsAnswer.Unknown : TeamsAnswer.Empty);
    }

    private (RequestAnswer, TeamsAnswer) Foreign(string words)
    {
        Refuse(StatusCodes.Status403Forbidden);
        return (RequestAnswer.Refused(StatusCodes.Status403Forbidden, words), TeamsAnswer.Unknown);
    }

    /// <summary>Only what shows no token at all: a wrong one stays wrong.</summary>
    private AuthenticateRequestResult? Unproven(HttpContext context) =>
        options.Value.AllowUnauthenticated && context.Request.Headers.Authorization.Count == 0 && machine.Lets(context) ? authentication.Unproven(registrations.All[0]) : null;

    private static string? Authorization(HttpRequest request) => request.Headers.Authorization is [{ } only] ? only : null;

    private static async Task SendAsync(HttpContext context, RequestAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Json is { } json)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(json, CancellationToken.None);
        }
        else if (answer.Words is { } words)
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(words, CancellationToken.None);
        }
    }

    private void Refuse(int status)
    {
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

        Log.Refused(log, count, status);
    }

    private readonly record struct RequestAnswer(int Status, string? Json, string? Words)
    {
        public static RequestAnswer Refused(int status, string? words) => new(status, null, words);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Refused {Count} requests to /api/messages, the last with {Status}: 401 is no token of Teams for an app that is set up here, or a clock that is off by five minutes; 403 is a tenant that is not in Teams:TenantId or Teams:AllowedTenants, or an unknown service URL.")]
        public static partial void Refused(ILogger logger, int count, int status);

        [LoggerMessage(LogLevel.Error, "The keys by which Teams signs cannot be read from {Host} ({Fault}), so nothing from Teams can be taken.")]
        public static partial void NoKeys(ILogger logger, string host, string fault);
    }
}
