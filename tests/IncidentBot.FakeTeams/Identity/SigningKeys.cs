using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Identity;

/// <summary>The keys with which the bot connector signs what it sends, the documents that publish them, and tokens good and bad.</summary>
/// <param name="serviceUrl">Of the connector that sends.</param>
public sealed class SigningKeys(Func<Uri> serviceUrl)
{
    public const string Issuer = "https://api.botframework.com";

    /// <summary>One process has one set of keys: making them takes longer than a test.</summary>
    private static readonly Lazy<(RSA Endorsed, RSA Unendorsed, RSA Stranger)> Made = new(() => (RSA.Create(2048), RSA.Create(2048), RSA.Create(2048)));

    private static readonly string[] Endorsements = ["msteams", "skype", "webchat"];

    /// <summary>Of tokens: whoever validates them goes by the machine's clock, whatever clock the test has.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>A token of the connector for this bot.</summary>
    /// <returns>Null for <see cref="TokenFlaw.NoToken"/>.</returns>
    public string? Mint(TeamsApp app, TokenFlaw flaw = TokenFlaw.None)
    {
        if (flaw is TokenFlaw.NoToken)
        {
            return null;
        }

        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var (from, until) = flaw switch { TokenFlaw.Expired => (now - 7200, now - 3600), TokenFlaw.NotYet => (now + 86_400, now + 90_000), _ => (now - 60, now + 3600) };
        var claims = new JsonObject
        {
            ["serviceurl"] = flaw is TokenFlaw.WrongServiceUrl ? "https://elsewhere.example/" : serviceUrl().ToString(),
            ["nbf"] = from,
            ["exp"] = until,
            ["iss"] = flaw is TokenFlaw.WrongIssuer ? "https://issuer.example" : Issuer,
            ["aud"] = flaw is TokenFlaw.WrongAudience ? "00000000-0000-0000-0000-00000000dead" : app.Id,
        };
        if (flaw is TokenFlaw.ForeignTenant)
        {
            const string Foreign = "99999999-0000-0000-0000-000000000000";
            (claims["iss"], claims["tid"], claims["ver"], claims["azp"]) = ($"https://login.microsoftonline.com/{Foreign}/v2.0", Foreign, "2.0", app.Id);
        }

        return flaw switch
        {
            TokenFlaw.BadSignature => Sign(claims, "endorsed", Made.Value.Stranger),
            TokenFlaw.UnknownKey => Sign(claims, "stranger", Made.Value.Stranger),
            TokenFlaw.NotEndorsed => Sign(claims, "unendorsed", Made.Value.Unendorsed),
            TokenFlaw.Unsigned => $"{Part(new JsonObject { ["alg"] = "none", ["typ"] = "JWT" })}.{Part(claims)}.",
            _ => Sign(claims, "endorsed", Made.Value.Endorsed),
        };
    }

    /// <summary>A token of the login host, in the form that Entra's have.</summary>
    internal static string Issue(JsonObject claims) => Sign(claims, "login", Made.Value.Unendorsed);

    /// <summary>The OpenID metadata document.</summary>
    internal static JsonObject Metadata(Uri address) => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = "https://invalid.botframework.com",
        ["jwks_uri"] = new Uri(address, "v1/.well-known/keys").ToString(),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
    };

    internal static JsonObject Keys() => new() { ["keys"] = new JsonArray(Key("endorsed", Made.Value.Endorsed, Endorsements), Key("unendorsed", Made.Value.Unendorsed, ["webchat"])) };

    private static JsonObject Key(string id, RSA key, string[] endorsements)
    {
        var parts = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["x5t"] = id,
            ["n"] = Url(parts.Modulus!),
            ["e"] = Url(parts.Exponent!),
            ["endorsements"] = new JsonArray([.. endorsements.Select(one => (JsonNode)one)]),
        };
    }

    private static string Sign(JsonObject claims, string keyId, RSA key)
    {
        var signed = $"{Part(new JsonObject { ["alg"] = "RS256", ["kid"] = keyId, ["x5t"] = keyId, ["typ"] = "JWT" })}.{Part(claims)}";
        return $"{signed}.{Url(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(JsonObject part) => Url(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
