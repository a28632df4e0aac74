using System.Collections.Concurrent;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace IncidentBot.Teams.Graph;

/// <summary>Microsoft's own client, with our tokens, for each app registration. All go over the same connections.</summary>
internal sealed class GraphClients(IOptions<TeamsOptions> options, IOptions<ConnectorOptions> pace, TeamsTokens tokens, TimeProvider time) : ITeamsGraphs, IDisposable
{
    /// <summary>The library waits and tries again by itself; a longer wait is handed up, so that no lane is held by it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TeamsGraph> byApp = new();
    private readonly Lazy<HttpClient> http = new(() => Make(TimeSpan.FromSeconds(pace.Value.CallTimeoutSeconds) + LongestWait));

    public ITeamsGraph Of(Registration registration) => byApp.GetOrAdd(registration.AppId, _ =>
    {
        var client = new GraphServiceClient(http.Value, new BaseBearerTokenAuthenticationProvider(new Bearer(registration, tokens, options.Value.GraphBaseUrl)), options.Value.GraphBaseUrl.ToString().TrimEnd('/'));
        return new TeamsGraph(new GraphCalls(registration, client, tokens, time), options.Value, pace.Value, time);
    });

    public void Dispose()
    {
        if (http.IsValueCreated)
        {
            http.Value.Dispose();
        }
    }

    private static HttpClient Make(TimeSpan timeout)
    {
        var handlers = GraphClientFactory.CreateDefaultHandlers().Select(one => one is RetryHandler ? new RetryHandler(Retries()) : one).ToList();
        var client = GraphClientFactory.Create(handlers, finalHandler: new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        client.Timeout = timeout;
        return client;
    }

    /// <summary>What is limited was not done. After a 503 or 504 something may have been, so that only reading is tried again.</summary>
    private static RetryHandlerOption Retries() => new()
    {
        RetriesTimeLimit = LongestWait,
        ShouldRetry = (_, _, answer) => answer.StatusCode is System.Net.HttpStatusCode.TooManyRequests || answer.RequestMessage?.Method == HttpMethod.Get,
    };

    /// <summary>Shows the token to Graph and to nobody that Graph may point to.</summary>
    private sealed class Bearer(Registration registration, TeamsTokens tokens, Uri graph) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new([graph.Host]);

        public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            uri.Authority == graph.Authority && uri.Scheme == graph.Scheme ? await tokens.GraphAsync(registration, cancellationToken) ?? "" : "";
    }
}
