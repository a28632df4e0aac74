using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake;
using IncidentBot.TeamsFake.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Graph;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Rest;

namespace IncidentBot.Tests.Teams.Fake;

/// <summary>A fake Teams, and Microsoft's own clients that call it: the connector's, Graph's and, where a test has a bot, the adapter.</summary>
internal sealed class FakeTeamsScene : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private WebApplication? app;

    private FakeTeamsScene(FakeTeams teams, FakeTimeProvider time) => (Teams, Time) = (teams, time);

    public FakeTeams Teams { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<FakeTeamsScene> StartAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        return new FakeTeamsScene(await FakeTeams.StartAsync(time), time);
    }

    public static async Task<FakeTeamsScene> StartAsync(RecordingBot bot)
    {
        var scene = await StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        scene.app = builder.Build();
        var adapter = new CloudAdapter(scene.Authentication(), NullLogger.Instance) { OnTurnError = (_, fault) => throw fault };
        scene.app.MapPost("/api/messages", (HttpRequest request, HttpResponse response, CancellationToken cancel) => adapter.ProcessAsync(request, response, bot, cancel));
        await scene.app.StartAsync();
        scene.Adapter = adapter;
        scene.Teams.App.MessagesUrl = new Uri(new Uri(scene.app.Urls.First()), "api/messages");
        return scene;
    }

    public CloudAdapter? Adapter { get; private set; }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        await Teams.DisposeAsync();
    }

    public async Task<(int Status, JsonObject Answer)> LoginAsync(string tenant, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var answer = await http.PostAsync(new Uri(Teams.LoginUrl, $"{tenant}/oauth2/v2.0/token"), content);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    public async Task<string> TokenAsync(string resource, TeamsApp? of = null)
    {
        of ??= Teams.App;
        return (string)(await LoginAsync(of.Tenant.Id, ("grant_type", "client_credentials"), ("client_id", of.Id), ("client_secret", of.Secret), ("scope", $"{resource}/.default"))).Answer["access_token"]!;
    }

    public async Task<ConnectorClient> ConnectorAsync(TeamsApp? of = null) => new(Teams.ServiceUrl, new TokenCredentials(await TokenAsync("https://api.botframework.com", of)), new HttpClient(), disposeHttpClient: true);

    /// <param name="handlers">With the client's own handlers, which try again and tell headers.</param>
    public async Task<GraphServiceClient> GraphAsync(TeamsApp? of = null, bool handlers = false)
    {
        var client = handlers ? GraphClientFactory.Create() : new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync("https://graph.microsoft.com", of));
        return new GraphServiceClient(client, new AnonymousAuthenticationProvider(), Teams.GraphBaseUrl.ToString());
    }

    /// <summary>A bare call, for what the clients would not send.</summary>
    public async Task<(int Status, JsonNode? Answer, HttpResponseMessage Response)> CallAsync(HttpMethod method, string path, string? json = null, string resource = "https://api.botframework.com")
    {
        using var request = new HttpRequestMessage(method, new Uri(Teams.Address, path)) { Headers = { Authorization = new("Bearer", await TokenAsync(resource)) } };
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), answer);
    }

    /// <summary>The SDK's own validation and credentials. It takes its keys over HTTPS alone: for these tests the place where it keeps them gets a reader that takes HTTP.</summary>
    public ConfigurationBotFrameworkAuthentication Authentication()
    {
        var url = Teams.OpenIdMetadataUrl.ToString();
        var cache = (ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>>)typeof(JwtTokenExtractor).GetField("_openIdMetadataCache", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        cache[url] = new ConfigurationManager<OpenIdConnectConfiguration>(url, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false });
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = FakeTeams.AppId,
            ["ToBotFromChannelOpenIdMetadataUrl"] = url,
            ["ToBotFromEmulatorOpenIdMetadataUrl"] = url,
            ["ToBotFromChannelTokenIssuer"] = "https://api.botframework.com",
            ["ToChannelFromBotOAuthScope"] = "https://api.botframework.com",
            ["ToChannelFromBotLoginUrl"] = "https://login.invalid/",
            ["OAuthUrl"] = "https://oauth.invalid/",
            ["ValidateAuthority"] = "false",
        }).Build();
        return new ConfigurationBotFrameworkAuthentication(settings, new Credentials(this), new AuthenticationConfiguration());
    }

    private sealed class Credentials(FakeTeamsScene scene) : ServiceClientCredentialsFactory
    {
        public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(appId == FakeTeams.AppId);

        public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

        public override async Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) => new TokenCredentials(await scene.TokenAsync("https://api.botframework.com"));
    }
}
