using System.Net.Http.Headers;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Tokens;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;

namespace IncidentBot.Teams.Requests;

/// <summary>Which apps the SDK may take for ours, and our tokens for what it calls.</summary>
internal sealed class BotCredentials(Registrations registrations, TeamsTokens tokens) : ServiceClientCredentialsFactory
{
    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(registrations.Of(appId) is { IsAnonymous: false });

    /// <summary>Never: what may come without a token is decided before the SDK is asked.</summary>
    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string oauthScope, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
        Task.FromResult<ServiceClientCredentials>(new Credentials(registrations.Of(appId), tokens));

    private sealed class Credentials(Registration? registration, TeamsTokens tokens) : ServiceClientCredentials
    {
        public override async Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (registration is not null && await tokens.ConnectorAsync(registration, cancellationToken) is { } token)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }
        }
    }
}
