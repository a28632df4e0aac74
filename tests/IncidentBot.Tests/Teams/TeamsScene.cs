using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Teams;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Requests;
using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Tests.Teams;

/// <summary>The part of the bot that speaks with Teams, with an inbox that the test answers for, before something that stands in for Microsoft.</summary>
internal sealed class TeamsScene : IAsyncDisposable
{
    public const string App = "11111111-aaaa-4aaa-8aaa-000000000001";
    public const string OtherApp = "11111111-aaaa-4aaa-8aaa-000000000002";
    public const string Tenant = "22222222-bbbb-4bbb-8bbb-000000000001";
    public const string OtherTenant = "22222222-bbbb-4bbb-8bbb-000000000002";
    public const string Secret = "hush-hush";

    private readonly WebApplication app;
    private readonly HttpClient client;

    private TeamsScene(WebApplication app, StandIn microsoft, FakeTimeProvider time)
    {
        (this.app, Microsoft, Time) = (app, microsoft, time);
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public StandIn Microsoft { get; }

    public FakeTimeProvider Time { get; }

    public required StubTeamsInbox Inbox { get; init; }

    public required LogBook Logs { get; init; }

    public IServiceProvider Services => app.Services;

    public ITeamsConnector Connector => Services.GetRequiredService<ITeamsConnector>();

    public Registration Registration => Services.GetRequiredService<Registrations>().All[0];

    public ITeamsGraph Graph => Services.GetRequiredService<ITeamsGraphs>().Of(Registration);

    public string ServiceUrl => Microsoft.Address.ToString();

    public TeamsAddress Chat => new(ConversationKind.GroupChat, Tenant, $"28:{App}", ServiceUrl, "19:chat@thread.v2");

    public TeamsAddress Channel => new(ConversationKind.Channel, Tenant, $"28:{App}", ServiceUrl, "19:room@thread.tacv2") { ChannelId = "19:room@thread.tacv2", TeamThreadId = "19:team@thread.tacv2" };

    public static async Task<TeamsScene> StartAsync(params (string Name, string? Value)[] settings)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        var microsoft = await StandIn.StartAsync();
        microsoft.Always["GET /metadata"] = _ => TeamsTokenMaker.Metadata(microsoft.Address);
        microsoft.Always["GET /keys"] = _ => TeamsTokenMaker.Keys("msteams", "webchat");
        foreach (var tenant in new[] { Tenant, OtherTenant })
        {
            microsoft.Always[$"POST /login/{tenant}/oauth2/v2.0/token"] = call => $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"token-{{microsoft.Calls.Count(one => one.Request == call.Request)}}"}""";
        }

        var (logs, inbox) = (new LogBook(), new StubTeamsInbox());
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([
            new("Teams:AppType", "SingleTenant"), new("Teams:AppId", App), new("Teams:AppPassword", Secret), new("Teams:TenantId", Tenant),
            new("Teams:OpenIdMetadataUrl", $"{microsoft.Address}metadata"), new("Teams:LoginUrl", $"{microsoft.Address}login"), new("Teams:GraphBaseUrl", $"{microsoft.Address}v1.0"), new("Teams:ServiceUrl", $"{microsoft.Address}"), new("Teams:OperationPollMilliseconds", "1"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Teams:{one.Name}", one.Value)));
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<ITeamsInbox>(inbox).AddTeamsRequests(builder.Configuration);
        var app = builder.Build();
        app.MapTeamsRequests();
        await app.StartAsync();
        return new TeamsScene(app, microsoft, time) { Inbox = inbox, Logs = logs };
    }

    public static async Task<TeamsException> FailAsync(Func<Task> call) => await Assert.ThrowsAsync<TeamsException>(call);

    /// <summary>An activity as Teams sends it, but for what the test says.</summary>
    public JsonObject Activity(string type = "message", Action<JsonObject>? but = null)
    {
        var activity = JsonNode.Parse($$"""
            {
              "type": "{{type}}", "id": "1700000000001", "timestamp": "2026-11-24T03:00:00Z", "channelId": "msteams", "serviceUrl": "{{ServiceUrl}}", "locale": "de-DE",
              "from": { "id": "29:alex", "name": "Alex Berg", "aadObjectId": "33333333-cccc-4ccc-8ccc-000000000001" },
              "recipient": { "id": "28:{{App}}", "name": "IncidentBot" },
              "conversation": { "id": "19:room@thread.tacv2;messageid=1700000000000", "conversationType": "channel", "isGroup": true, "tenantId": "{{Tenant}}" },
              "channelData": { "team": { "id": "19:team@thread.tacv2", "aadGroupId": "44444444-dddd-4ddd-8ddd-000000000001", "name": "Response" }, "channel": { "id": "19:room@thread.tacv2", "name": "inc-1" }, "tenant": { "id": "{{Tenant}}" } }
            }
            """)!.AsObject();
        but?.Invoke(activity);
        return activity;
    }

    public string Token(string? audience = null, Action<JsonObject>? claims = null, Action<JsonObject>? header = null, bool forged = false) => TeamsTokenMaker.Token(Time.GetUtcNow(), audience ?? App, ServiceUrl, claims, header, forged);

    public Task<(int Status, string Body)> SendAsync(JsonObject activity, string? token = null) => SendAsync(activity.ToJsonString(), $"Bearer {token ?? Token()}");

    public async Task<(int Status, string Body)> SendAsync(string body, string? authorization, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends it and gives what the inbox got of it.</summary>
    public async Task<T> TakenAsync<T>(JsonObject activity)
        where T : TeamsActivity
    {
        var before = Inbox.Taken.Count;
        Assert.Equal(200, (await SendAsync(activity)).Status);
        return Assert.IsType<T>(Inbox.Taken.Skip(before).Single());
    }

    public Task StopAsync() => app.StopAsync();

    /// <summary>Waits for what comes by itself, moving the clock a little each time where something is waited for.</summary>
    public async Task UntilAsync(Func<bool> holds, TimeSpan step = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            Assert.False(limit.IsCancellationRequested, "It did not come about.");
            Time.Advance(step);
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await Microsoft.DisposeAsync();
    }
}

/// <summary>Keeps what came and answers as the test says.</summary>
internal sealed class StubTeamsInbox : ITeamsInbox
{
    public ConcurrentQueue<TeamsActivity> Taken { get; } = new();

    public Func<TeamsActivity, Task<TeamsAnswer>> Answer { get; set; } = _ => Task.FromResult(TeamsAnswer.Empty);

    public Task<TeamsAnswer> ReceiveAsync(TeamsActivity activity, CancellationToken cancel)
    {
        Taken.Enqueue(activity);
        return Answer(activity);
    }
}
