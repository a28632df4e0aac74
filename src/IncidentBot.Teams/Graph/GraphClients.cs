using System.Collections.Concurrent;
using System.Net;
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
        var handlers = GraphClientFactory.CreateDefaultHandlers().Select(one => one is RetryHandler ? new RetryHandler(Retries()) : one).Append(new PlainErrors()).ToList();
        var client = GraphClientFactory.Create(handlers, finalHandler: new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        client.Timeout = timeout;
        return client;
    }

    /// <summary>What is limited was not done. After a 503 or 504 something may have been, so that only reading is tried again. The library asks after every answer, and after none but by this.</summary>
    private static RetryHandlerOption Retries() => new()
    {
        RetriesTimeLimit = LongestWait,
        ShouldRetry = (_, _, answer) => answer.StatusCode is HttpStatusCode.TooManyRequests
            || (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout && answer.RequestMessage?.Method == HttpMethod.Get),
    };

    /// <summary>The page of a proxy where an error was expected: the library would stumble over it, and its status would be lost.</summary>
    private sealed class PlainErrors : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType != "application/json")
            {
                answer.Content.Dispose();
                answer.Content = new ByteArrayContent([]);
            }

            return answer;
        }
    }

    /// <summary>Shows the token to Graph and to nobody that Graph may point to.</summary>
    private sealed class Bearer(Registration registration, TeamsTokens tokens, Uri graph) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new([graph.Host]);

        public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            uri.Authority == graph.Authority && uri.Scheme == graph.Scheme ? await tokens.GraphAsync(registration, cancellationToken) ?? "" : "";
    }
}
