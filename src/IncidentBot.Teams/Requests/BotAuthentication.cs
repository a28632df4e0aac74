using System.Security.Claims;
using IncidentBot.Teams.Options;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentBot.Teams.Requests;

/// <summary>The SDK's authentication with our own look at what comes in. What goes out by the SDK carries our tokens.</summary>
internal sealed class BotAuthentication(BotTokens tokens, BotCredentials credentials, IHttpClientFactory clients)
    : ConfigurationBotFrameworkAuthentication(new ConfigurationBuilder().Build(), credentials, null, clients, NullLogger.Instance)
{
    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        var identity = await tokens.ReadAsync(authHeader, activity.ChannelId, activity.ServiceUrl, cancellationToken);
        return Result(identity);
    }

    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) => throw new UnauthorizedAccessException("Nothing is taken by streams.");

    /// <summary>Of somebody who need not show a token.</summary>
    public AuthenticateRequestResult Unproven(Registration registration) => Result(new ClaimsIdentity([new Claim(AuthenticationConstants.AudienceClaim, registration.AppId)]));

    private AuthenticateRequestResult Result(ClaimsIdentity identity) => new() { ClaimsIdentity = identity, ConnectorFactory = CreateConnectorFactory(identity) };
}
