using System.Collections.Concurrent;
using IncidentBot.Slack.Requests;
using IncidentBot.SlackFake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Slack.Fake;

/// <summary>An app's request URL on loopback, which holds every request against its signature.</summary>
internal sealed class RequestSink : IAsyncDisposable
{
    private readonly WebApplication app;

    private RequestSink(WebApplication app) => this.app = app;

    public ConcurrentQueue<Request> Requests { get; } = new();

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<RequestSink> StartAsync(FakeSlack slack)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new RequestSink(builder.Build());
        sink.app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = context.Request.Headers;
            sink.Requests.Enqueue(new Request(context.Request.Path, System.Text.Encoding.UTF8.GetString(body.ToArray()), context.Request.ContentType, headers["X-Slack-Retry-Num"], headers["X-Slack-Retry-Reason"],
                SlackSignature.IsValid(slack.App.SigningSecret, body.ToArray(), headers[SlackSignature.TimestampHeader], headers[SlackSignature.Header], slack.World.Time.GetUtcNow())));
            await sink.Answer(context);
        });
        await sink.app.StartAsync();
        var address = new Uri(sink.app.Urls.First());
        (slack.App.CommandsUrl, slack.App.EventsUrl, slack.App.InteractionsUrl) = (new(address, "commands"), new(address, "events"), new(address, "interactions"));
        return sink;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public sealed record Request(string Path, string Body, string? ContentType, string? RetryNumber, string? RetryReason, bool Signed);
}
