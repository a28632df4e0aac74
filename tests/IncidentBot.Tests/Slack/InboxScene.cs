using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using IncidentBot.Slack;
using IncidentBot.Slack.Requests;
using IncidentBot.Slack.Sockets;
using IncidentBot.SlackFake;
using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Tests.Slack;

/// <summary>A fake Slack and the part of the bot that takes what it sends, with an inbox that the test answers for.</summary>
internal sealed class InboxScene : IAsyncDisposable
{
    public const string Vector = "8f742231b10e8888abcd99yyyzzz85a5";

    private readonly WebApplication app;
    private readonly HttpClient client;

    private InboxScene(WebApplication app, FakeSlack slack, FakeTimeProvider time)
    {
        (this.app, Slack, Time) = (app, slack, time);
        Address = new Uri(app.Urls.First());
        client = new HttpClient { BaseAddress = Address };
        (slack.App.CommandsUrl, slack.App.EventsUrl, slack.App.InteractionsUrl) = (new(Address, "slack/commands"), new(Address, "slack/events"), new(Address, "slack/interactions"));
    }

    public FakeSlack Slack { get; }

    public FakeTimeProvider Time { get; }

    public Uri Address { get; }

    public required StubInbox Inbox { get; init; }

    public required LogBook Logs { get; init; }

    public IServiceProvider Services => app.Services;

    public SocketState Sockets => Services.GetRequiredService<SocketState>();

    /// <summary>By signed requests.</summary>
    public static Task<InboxScene> OverHttpAsync(DateTimeOffset? start = null, string? secret = null) =>
        StartAsync(start, slack => [new("Slack:SigningSecret", secret ?? slack.App.SigningSecret)]);

    /// <summary>By sockets, which are open when this returns unless they cannot be.</summary>
    public static async Task<InboxScene> BySocketsAsync(int sockets = 1, Action<FakeSlack>? before = null, bool wait = true)
    {
        var scene = await StartAsync(null, slack =>
        {
            before?.Invoke(slack);
            return [new("Slack:AppToken", FakeSlack.AppToken), new("Slack:Sockets", $"{sockets}")];
        });
        if (wait)
        {
            await scene.UntilAsync(() => scene.Sockets.Connected == sockets);
        }

        return scene;
    }

    /// <summary>Waits for what comes by itself, moving the clock a little each time where something is waited for.</summary>
    public async Task UntilAsync(Func<bool> holds, TimeSpan step = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            Assert.False(limit.IsCancellationRequested, "It did not come about.");
            Time.Advance(step);
            await Task.Delay(10);
        }
    }

    /// <summary>A request that is signed rightly, but for what the test says.</summary>
    public async Task<(int Status, string Body, string? Type)> SendAsync(string path, byte[] body, string type = "application/x-www-form-urlencoded", Action<HttpRequestMessage>? but = null, string? secret = null, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var timestamp = $"{Time.GetUtcNow().ToUnixTimeSeconds()}";
        request.Headers.Add(SlackSignature.TimestampHeader, timestamp);
        request.Headers.Add(SlackSignature.Header, SlackSignature.Sign(secret ?? Slack.App.SigningSecret, body, timestamp));
        but?.Invoke(request);
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.ToString());
    }

    public Task<(int Status, string Body, string? Type)> SendAsync(string path, string body, string type = "application/x-www-form-urlencoded", Action<HttpRequestMessage>? but = null) => SendAsync(path, Encoding.UTF8.GetBytes(body), type, but);

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await Slack.DisposeAsync();
    }

    private static async Task<InboxScene> StartAsync(DateTimeOffset? start, Func<FakeSlack, KeyValuePair<string, string?>[]> settings)
    {
        var time = new FakeTimeProvider(start ?? new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        var slack = await FakeSlack.StartAsync(time);
        var (logs, inbox) = (new LogBook(), new StubInbox());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Slack:ApiBaseUrl", slack.ApiBaseUrl.ToString()), new("Slack:BotToken", FakeSlack.BotToken), .. settings(slack)]);
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<ISlackInbox>(inbox).AddSlackRequests(builder.Configuration);
        var app = builder.Build();
        app.MapSlackRequests();
        await app.StartAsync();
        return new InboxScene(app, slack, time) { Inbox = inbox, Logs = logs };
    }
}

/// <summary>Keeps what came and answers as the test says.</summary>
internal sealed class StubInbox : ISlackInbox
{
    private int now;
    private int most;

    public ConcurrentQueue<SlackDelivery> Taken { get; } = new();

    public Func<SlackDelivery, Task<SlackAnswer>> Answer { get; set; } = _ => Task.FromResult(SlackAnswer.Empty);

    /// <summary>How many were handled at once.</summary>
    public int Most => most;

    public async Task<SlackAnswer> ReceiveAsync(SlackDelivery delivery, CancellationToken cancel)
    {
        Taken.Enqueue(delivery);
        var at = Interlocked.Increment(ref now);
        for (var seen = most; at > seen && Interlocked.CompareExchange(ref most, at, seen) != seen; seen = most)
        {
        }

        try
        {
            return await Answer(delivery);
        }
        finally
        {
            Interlocked.Decrement(ref now);
        }
    }
}
