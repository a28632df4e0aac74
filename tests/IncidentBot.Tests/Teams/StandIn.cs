using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Teams;

/// <summary>Stands in for whatever is called: it answers only what a test expects, in the order in which it expects it, and keeps what came.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Answer> expected = new();

    private StandIn(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>What came that nobody expected.</summary>
    public ConcurrentQueue<string> Wrongs { get; } = new();

    /// <summary>Answers that are given however often they are asked for, such as tokens and keys.</summary>
    public ConcurrentDictionary<string, Func<Call, string>> Always { get; } = new();

    public static async Task<StandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var stand = new StandIn(app);
        app.Run(stand.AnswerAsync);
        await app.StartAsync();
        return stand;
    }

    /// <param name="request">Such as POST /v3/conversations, with its query, escaped as it comes.</param>
    public StandIn Expect(string request, int status = 200, string? json = null, params (string Name, string Value)[] headers)
    {
        expected.Enqueue(new(request, status, json, headers, null));
        return this;
    }

    /// <summary>Takes the request and does something else than answer.</summary>
    public StandIn ExpectAnd(string request, Func<HttpContext, Task> instead)
    {
        expected.Enqueue(new(request, 0, null, [], instead));
        return this;
    }

    /// <summary>All that was expected came, and nothing else.</summary>
    public void AssertDone()
    {
        Assert.Empty(Wrongs);
        Assert.Empty(expected.Select(one => one.Request));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var call = new Call($"{context.Request.Method} {target}", context.Request.Headers.Authorization.ToString(), context.Request.ContentType, body);
        if (Always.TryGetValue(call.Request, out var always))
        {
            Calls.Enqueue(call);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(always(call));
            return;
        }

        if (!expected.TryPeek(out var next) || next.Request != call.Request)
        {
            Wrongs.Enqueue($"{call.Request}, but expected was {next?.Request ?? "nothing"}");
            context.Response.StatusCode = 418;
            return;
        }

        expected.TryDequeue(out _);
        Calls.Enqueue(call);
        if (next.Instead is not null)
        {
            await next.Instead(context);
            return;
        }

        context.Response.StatusCode = next.Status;
        foreach (var (name, value) in next.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (next.Json is not null)
        {
            context.Response.ContentType = next.Json.StartsWith('<') ? "text/html" : "application/json";
            await context.Response.WriteAsync(next.Json);
        }
    }

    /// <summary>A request as it came.</summary>
    public sealed record Call(string Request, string Authorization, string? Type, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;
    }

    private sealed record Answer(string Request, int Status, string? Json, (string Name, string Value)[] Headers, Func<HttpContext, Task>? Instead);
}
