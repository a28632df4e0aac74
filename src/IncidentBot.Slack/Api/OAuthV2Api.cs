using System.Net.Http.Headers;
using System.Text;

namespace IncidentBot.Slack.Api;

/// <summary>Installing the app, and renewing tokens that end. The app's credentials go in the header, so that they are in no form.</summary>
public sealed class OAuthV2Api
{
    private const string Method = "oauth.v2.access";

    private readonly SlackWire wire;

    internal OAuthV2Api(SlackWire wire) => this.wire = wire;

    /// <summary>Exchanges the code of a callback, once.</summary>
    public Task<OauthV2AccessResponse> Access(string clientId, string clientSecret, string code, string? redirectUrl, CancellationToken cancel) =>
        wire.CallAsync<OauthV2AccessResponse>(Method, new SlackArgs().With("code", code).With("redirect_uri", redirectUrl), Credentials(clientId, clientSecret), cancel);

    /// <summary>Renews a token. The refresh token is replaced as well, and the old one is good for nothing: keep both in one transaction, and let one at a time do it.</summary>
    public Task<OauthV2AccessResponse> Refresh(string clientId, string clientSecret, string refreshToken, CancellationToken cancel) =>
        wire.CallAsync<OauthV2AccessResponse>(Method, new SlackArgs().With("grant_type", "refresh_token").With("refresh_token", refreshToken), Credentials(clientId, clientSecret), cancel);

    private static AuthenticationHeaderValue Credentials(string clientId, string clientSecret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{clientSecret}")));
}

/// <summary>An installation. Of a whole organisation, <see cref="Team"/> is null.</summary>
public sealed record OauthV2AccessResponse : SlackResponse
{
    public string AppId { get; init; } = "";

    public string AccessToken { get; init; } = "";

    public string TokenType { get; init; } = "";

    public string Scope { get; init; } = "";

    public string BotUserId { get; init; } = "";

    /// <summary>Where tokens are rotated.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Seconds.</summary>
    public int? ExpiresIn { get; init; }

    public OauthPlace? Team { get; init; }

    public OauthPlace? Enterprise { get; init; }

    public bool IsEnterpriseInstall { get; init; }

    public OauthUser? AuthedUser { get; init; }

    /// <summary>What a record writes of itself would hold the tokens.</summary>
    public override string ToString() => $"{nameof(OauthV2AccessResponse)} of {Team?.Id ?? Enterprise?.Id}";
}

/// <summary>A workspace or an organisation.</summary>
public sealed record OauthPlace
{
    public string Id { get; init; } = "";

    public string? Name { get; init; }
}

/// <summary>Who installed the app.</summary>
public sealed record OauthUser
{
    public string Id { get; init; } = "";
}
