using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Paging;

/// <summary>PagerDuty's Events API v2 on loopback, as strict as PagerDuty, and its webhooks, signed with its own arithmetic.</summary>
internal sealed class FakePagerDuty : IAsyncDisposable
{
    public const string RoutingKey = "0123456789abcdef0123456789abcdef";
    public const string ApiToken = "u+9sXbkeyOfTheRestApi";
    public const string NoSchedule = "PNOTHERE";
    public const string Secret = "webhook-secret-of-pagerduty";
    private static readonly string[] TriggerKeys = ["routing_key", "event_action", "dedup_key", "payload", "links", "images", "client", "client_url"];
    private static readonly string[] QuestionKeys = ["limit", "offset", "total", "time_zone", "include[]", "user_ids[]", "escalation_policy_ids[]", "schedule_ids[]", "since", "until", "earliest"];
    private static readonly string[] PayloadKeys = ["summary", "source", "severity", "timestamp", "component", "group", "class", "custom_details"];

    private readonly WebApplication app;

    private FakePagerDuty(WebApplication app)
    {
        this.app = app;
        app.MapPost("/v2/enqueue", (Delegate)TakeAsync);
        app.MapGet("/oncalls", (Delegate)OnCalls);
    }

    public Uri Address => new(app.Urls.First());

    public ConcurrentQueue<JsonElement> Events { get; } = new();

    /// <summary>Alerts that ring now, by their key.</summary>
    public ConcurrentDictionary<string, string> Ringing { get; } = new();

    public Func<int?> Refuse { get; set; } = () => null;

    /// <summary>Who is on call: a schedule, the user's mail, and from when until when; null where it has no beginning or end.</summary>
    public ConcurrentQueue<(string Schedule, string Mail, DateTimeOffset? From, DateTimeOffset? Until)> Duties { get; } = new();

    /// <summary>How often it was asked who is on call.</summary>
    public int Asked { get; private set; }

    public string[] ScheduleSettings => ["--Paging:PagerDuty:ApiToken", ApiToken, "--Paging:PagerDuty:ApiUrl", $"{Address}"];

    public string[] Settings => ["--Paging:PagerDuty:Services:night-soc", RoutingKey, "--Paging:PagerDuty:WebhookSecrets:0", "the-one-before-this-one", "--Paging:PagerDuty:WebhookSecrets:1", Secret, "--Paging:PagerDuty:EventsUrl", $"{Address}"];

    public static async Task<FakePagerDuty> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakePagerDuty(builder.Build());
        await fake.app.StartAsync();
        return fake;
    }

    /// <summary>Tells the bot what happened to an alert, as a webhook of version 3 does.</summary>
    public static Task<HttpStatusCode> TellAsync(Uri bot, string type, string key, string? id = null, string secret = Secret, string agent = "user_reference") => PostAsync(bot, JsonSerializer.Serialize(new
    {
        @event = new
        {
            id = id ?? Guid.NewGuid().ToString("N"),
            event_type = type,
            resource_type = "incident",
            occurred_at = "2026-11-24T03:00:00.000Z",
            agent = new { type = agent, id = "PUSER01", summary = "Night Watch" },
            data = new { id = "PINC001", type = "incident", number = 7, status = type.Split('.')[^1], incident_key = key, title = "INC-1" },
        },
    }), secret);

    public static async Task<HttpStatusCode> PostAsync(Uri bot, string body, string secret = Secret)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, "/pagerduty/events")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-PagerDuty-Signature", $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))},v1={new string('0', 64)}");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        if (Refuse() is { } status)
        {
            return Results.StatusCode(status);
        }

        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var root = json.RootElement.Clone();
        if (Wrong(root) is { } wrong)
        {
            return Results.Json(new { status = "invalid event", message = "Event object is invalid", errors = new[] { wrong } }, statusCode: 400);
        }

        Events.Enqueue(root);
        var key = root.GetProperty("dedup_key").GetString()!;
        if (root.GetProperty("event_action").GetString() == "trigger")
        {
            Ringing[key] = root.GetProperty("payload").GetProperty("summary").GetString()!;
        }
        else
        {
            Ringing.TryRemove(key, out _);
        }

        return Results.Json(new { status = "success", message = "Event processed", dedup_key = key }, statusCode: 202);
    }

    /// <summary>REST API v2, List all of the on-calls: 100 to a page, users only where they are asked for.</summary>
    private IResult OnCalls(HttpContext context)
    {
        Asked++;
        if (Refuse() is { } status)
        {
            return Results.StatusCode(status);
        }

        if (context.Request.Headers.Authorization != $"Token token={ApiToken}")
        {
            return Results.Json(new { error = new { message = "Unauthorized", code = 2006 } }, statusCode: 401);
        }

        var query = context.Request.Query;
        var limit = int.TryParse(query["limit"], out var asked) ? asked : 25;
        var offset = int.TryParse(query["offset"], out var from) ? from : 0;
        if (query.Keys.FirstOrDefault(key => !QuestionKeys.Contains(key)) is { } stray || limit > 100 || query.ContainsKey("since") != query.ContainsKey("until"))
        {
            return Results.Json(new { error = new { message = "Invalid Input Provided", code = 2001 } }, statusCode: 400);
        }

        if (query["schedule_ids[]"].Contains(NoSchedule))
        {
            return Results.Json(new { error = new { message = "Not Found", code = 2100 } }, statusCode: 404);
        }

        var (since, until) = query.ContainsKey("since") ? (DateTimeOffset.Parse(query["since"]!, null), DateTimeOffset.Parse(query["until"]!, null)) : (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        var schedules = query["schedule_ids[]"];
        var all = Duties.Where(one => (schedules.Count == 0 || schedules.Contains(one.Schedule)) && (one.From ?? DateTimeOffset.MinValue) < until && (one.Until ?? DateTimeOffset.MaxValue) > since).ToList();
        return Results.Json(new
        {
            oncalls = all.Skip(offset).Take(limit).Select(one => new
            {
                escalation_policy = new { id = "PT20YPA", type = "escalation_policy_reference", summary = "Another Escalation Policy" },
                escalation_level = 2,
                schedule = new { id = one.Schedule, type = "schedule_reference", summary = "Daily Engineering Rotation" },
                user = query["include[]"].Contains("users") ? (object)new { id = "PXPGF42", type = "user", summary = "Earline Greenholt", name = "Earline Greenholt", email = one.Mail, time_zone = "America/Lima" }
                    : new { id = "PXPGF42", type = "user_reference", summary = "Earline Greenholt" },
                start = one.From?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
                end = one.Until?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
            }),
            limit,
            offset,
            more = all.Count > offset + limit,
            total = (int?)null,
        });
    }

    private static string? Wrong(JsonElement root)
    {
        if (root.EnumerateObject().FirstOrDefault(one => !TriggerKeys.Contains(one.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } stray)
        {
            return $"unknown field {stray.Name}";
        }

        if (root.GetProperty("routing_key").GetString() != RoutingKey)
        {
            return "routing_key is not known";
        }

        if (root.GetProperty("dedup_key").GetString() is not { Length: > 0 and <= 255 })
        {
            return "dedup_key is too long";
        }

        return root.GetProperty("event_action").GetString() switch
        {
            "acknowledge" or "resolve" => null,
            "trigger" => WrongPayload(root.GetProperty("payload")),
            _ => "event_action is not one",
        };
    }

    private static string? WrongPayload(JsonElement payload) =>
        payload.EnumerateObject().Any(one => !PayloadKeys.Contains(one.Name)) ? "unknown field in payload"
        : payload.GetProperty("summary").GetString() is not { Length: > 0 and <= 1024 } ? "summary is missing or too long"
        : payload.GetProperty("source").GetString() is not { Length: > 0 } ? "source is missing"
        : payload.GetProperty("severity").GetString() is not ("critical" or "error" or "warning" or "info") ? "severity is not one" : null;
}
