using System.Globalization;
using System.Net;
using System.Text.Json;
using IncidentBot.Core.Data;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Plans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IncidentBot.Paging.PagerDuty;

/// <summary>Asks PagerDuty every minute who is on call in the next days by the schedules that plans name (REST API v2, <c>GET /oncalls</c>). While it does not answer, what it said last is gone by.</summary>
public sealed partial class PagerDutySchedules(IHttpClientFactory clients, IServiceScopeFactory scopes, DutyRoster roster, Outage outage, IOptions<PagerDutyOptions> options, TimeProvider time, ILogger<PagerDutySchedules> log) : BackgroundService
{
    internal const string Client = "pagerduty-api";

    private const int Page = 100;

    private const int MostPages = 50;

    /// <summary>As far ahead as is asked, so that a weekend without PagerDuty is no weekend without anybody.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(3);

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private string? told;

    /// <summary>Asks for every schedule that the clients' plans name.</summary>
    /// <returns>How many were asked for; what is wrong, in words.</returns>
    public async Task<(int Schedules, string? Wrong)> AskAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlanBook>().LatestOfAllAsync(cancel);
        var schedules = roster.Asked;
        var wrong = default(string);

        // Each by itself: one that a client's plan gets wrong takes nothing from the others.
        foreach (var schedule in schedules)
        {
            wrong = await AskAsync(schedule, cancel) ?? wrong;
        }

        return (schedules.Count, wrong);
    }

    /// <summary>Whether PagerDuty takes our key at all.</summary>
    internal async Task<string?> TryAsync(CancellationToken cancel) => (await ReadAsync("/oncalls?limit=1", cancel)).Wrong;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                var (_, wrong) = await AskAsync(stoppingToken);
                Tell(wrong);
            }
            catch (Exception fault) when (fault is not OperationCanceledException && Transient.IsDown(fault))
            {
                outage.Met(fault);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Once, until it is something else.</summary>
    private void Tell(string? wrong)
    {
        if (wrong == told)
        {
            return;
        }

        told = wrong;
        if (wrong is null)
        {
            Log.Answers(log);
        }
        else
        {
            Log.Silent(log, wrong);
        }
    }

    private async Task<string?> AskAsync(string schedule, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var question = $"/oncalls?limit={Page}&include%5B%5D=users&since={Moment(now)}&until={Moment(now + Ahead)}&schedule_ids%5B%5D={Uri.EscapeDataString(schedule)}";
        var heard = new List<(string Schedule, Duty Duty)>();
        for (var page = 0; page < MostPages; page++)
        {
            var (json, wrong) = await ReadAsync($"{question}&offset={page * Page}", cancel);
            if (wrong is not null)
            {
                return wrong;
            }

            heard.AddRange(json!.Value.GetProperty("oncalls").EnumerateArray().Select(DutyOf).OfType<(string, Duty)>());
            if (!(json.Value.TryGetProperty("more", out var more) && more.ValueKind is JsonValueKind.True))
            {
                break;
            }
        }

        roster.Hear(schedule, heard.Where(one => one.Schedule == schedule).Select(one => one.Duty).Distinct());

        return null;
    }

    private async Task<(JsonElement? Json, string? Wrong)> ReadAsync(string question, CancellationToken cancel)
    {
        using var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(question, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"Token token={options.Value.ApiToken}");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        try
        {
            using var answer = await client.SendAsync(request, cancel);
            return answer.StatusCode is not HttpStatusCode.OK ? (null, Refusal(answer.StatusCode))
                : OutsideJson.Read(await answer.Content.ReadAsByteArrayAsync(cancel)) is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("oncalls", out var list) && list.ValueKind is JsonValueKind.Array ? (json, null)
                : (null, "PagerDuty answered something else than who is on call");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (null, $"PagerDuty was not reached ({(fault as HttpRequestException)?.HttpRequestError.ToString() ?? "no answer in time"})");
        }
    }

    private static string Refusal(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "PagerDuty does not take our key",
        HttpStatusCode.TooManyRequests => "PagerDuty is asked too often (429)",
        _ => $"PagerDuty refused ({(int)status})",
    };

    /// <summary>Null for what is no turn at a schedule by somebody with a mail address.</summary>
    private static (string Schedule, Duty Duty)? DutyOf(JsonElement turn) =>
        turn.ValueKind is JsonValueKind.Object && Part(turn, "schedule") is { } schedule && Text(schedule, "id") is { } id && Part(turn, "user") is { } user && Text(user, "email") is { } mail
            ? (id, new Duty(mail, Instant(turn, "start") ?? DateTimeOffset.MinValue, Instant(turn, "end") ?? DateTimeOffset.MaxValue)) : null;

    private static JsonElement? Part(JsonElement json, string name) => json.TryGetProperty(name, out var part) && part.ValueKind is JsonValueKind.Object ? part : null;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Instant(JsonElement json, string name) => DateTimeOffset.TryParse(Text(json, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Who is on call could not be asked: {Wrong}. What was said last is gone by, and after it the contacts of the roles.")]
        public static partial void Silent(ILogger logger, string wrong);

        [LoggerMessage(LogLevel.Information, "PagerDuty says who is on call again.")]
        public static partial void Answers(ILogger logger);

        [LoggerMessage(LogLevel.Error, "Who is on call could not be asked; it is tried again in a minute.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
