using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using IncidentBot.Teams.Options;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentBot.Teams.Requests;

/// <summary>Whether a request comes from Teams, by the token in its header: who made it, for which of our apps, signed by which key, how old, and for which service URL.</summary>
internal sealed class BotTokens(BotKeys keys, Registrations registrations, IOptions<TeamsOptions> options, TimeProvider time)
{
    private const int Longest = 16 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };

    /// <param name="authorization">The header as it came.</param>
    /// <exception cref="UnauthorizedAccessException">It is not from Teams, or not for us.</exception>
    /// <exception cref="KeysNotThereException">It cannot be told now.</exception>
    public async Task<ClaimsIdentity> ReadAsync(string? authorization, string channel, string serviceUrl, CancellationToken cancel)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || !string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) || header.Parameter is not { Length: > 0 and <= Longest } token || !handler.CanReadToken(token))
        {
            throw new UnauthorizedAccessException("no token");
        }

        var known = await keys.FindAsync(KeyId(token), cancel);
        var seen = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = options.Value.BotAuthority,
            ValidAudiences = registrations.All.Select(one => one.AppId),
            AudienceValidator = (audiences, _, _) => audiences.Count() == 1 && registrations.Of(audiences.Single()) is { IsAnonymous: false },
            IssuerSigningKeys = known,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = AuthenticationConstants.AllowedSigningAlgorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsTimely,
        });
        if (!seen.IsValid)
        {
            throw new UnauthorizedAccessException(seen.Exception?.GetType().Name ?? "token");
        }

        if (!known.Any(key => key.Kid == ((JsonWebToken)seen.SecurityToken).Kid && Endorses(key, channel)))
        {
            throw new UnauthorizedAccessException("the key may not sign for this channel");
        }

        return string.Equals(seen.ClaimsIdentity.FindFirst(AuthenticationConstants.ServiceUrlClaim)?.Value, serviceUrl, StringComparison.OrdinalIgnoreCase) ? seen.ClaimsIdentity : throw new UnauthorizedAccessException("another service URL");
    }

    private string? KeyId(string token)
    {
        try
        {
            return handler.ReadJsonWebToken(token).Kid;
        }
        catch (Exception fault) when (fault is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            throw new UnauthorizedAccessException("no token", fault);
        }
    }

    private bool IsTimely(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + Skew && (from is not { } begin || now > begin - Skew);
    }

    /// <summary>Each key says for which channels it may sign.</summary>
    private static bool Endorses(JsonWebKey key, string channel) => key.AdditionalData.TryGetValue("endorsements", out var said) && said switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Any(one => one.ValueKind is JsonValueKind.String && one.GetString() == channel),
        System.Collections.IEnumerable list => list.Cast<object?>().Any(one => Convert.ToString(one, CultureInfo.InvariantCulture) == channel),
        _ => false,
    };
}
