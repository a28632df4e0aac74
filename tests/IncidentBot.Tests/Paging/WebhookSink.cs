using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Paging;

/// <summary>Somebody else's program that takes calls on loopback, and holds every one against its signature as docs/paging.md says.</summary>
internal sealed class WebhookSink : IAsyncDisposable
{
    public const string Secret = "a-secret-of-at-least-32-characters";

    private readonly WebApplication app;
    private readonly TimeProvider time;

    private WebhookSink(WebApplication app, TimeProvider time)
    {
        this.app = app;
        this.time = time;
        app.Run(TakeAsync);
    }

    public Uri Address => new(app.Urls.First());

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>What was wrong with a call; nothing may ever be.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>How a call is answered; yes unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<Call> To(string path) => [.. Calls.Where(call => call.Path == path)];

    public static async Task<WebhookSink> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new WebhookSink(builder.Build(), time);
        await sink.app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var call = new Call(context.Request.Path.Value!, body, context.Request.Headers["Idempotency-Key"].ToString());
        if (Wrong(context.Request, body) is { } wrong)
        {
            Faults.Enqueue(wrong);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        Calls.Enqueue(call);
        await Answer(context);
    }

    private string? Wrong(HttpRequest request, string body)
    {
        var timestamp = request.Headers["X-IncidentBot-Timestamp"].ToString();
        var signature = request.Headers["X-IncidentBot-Signature"].ToString();
        var expected = $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")))}";
        return request.Method != "POST" ? $"{request.Method} {request.Path}"
            : request.ContentType != "application/json; charset=utf-8" ? $"content type {request.ContentType}"
            : !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(seconds - time.GetUtcNow().ToUnixTimeSeconds()) > 300 ? $"timestamp {timestamp}"
            : !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(expected)) ? $"signature {signature}"
            : null;
    }

    public sealed record Call(string Path, string Body, string Key)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        public bool Repeat => Json.GetProperty("repeat").GetBoolean();
    }
}
