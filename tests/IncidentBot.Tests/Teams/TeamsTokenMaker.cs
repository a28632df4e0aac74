using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Tests.Teams;

/// <summary>Signs as Microsoft does, and as others might.</summary>
internal static class TeamsTokenMaker
{
    private static readonly RSA Ours = RSA.Create(2048);
    private static readonly RSA Another = RSA.Create(2048);

    /// <summary>The document that says where the keys are.</summary>
    public static string Metadata(Uri at) => JsonSerializer.Serialize(new { issuer = "https://api.botframework.com", jwks_uri = new Uri(at, "keys").ToString(), id_token_signing_alg_values_supported = new[] { "RS256" } });

    public static string Keys(params string[]? endorsements)
    {
        var key = Ours.ExportParameters(false);
        var json = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "k1", ["x5t"] = "k1", ["n"] = Base64(key.Modulus!), ["e"] = Base64(key.Exponent!) };
        if (endorsements is not null)
        {
            json["endorsements"] = new JsonArray([.. endorsements.Select(one => (JsonNode)one)]);
        }

        return new JsonObject { ["keys"] = new JsonArray(json) }.ToJsonString();
    }

    public static string Token(DateTimeOffset now, string audience, string service, Action<JsonObject>? claims = null, Action<JsonObject>? header = null, bool forged = false)
    {
        var said = new JsonObject { ["iss"] = "https://api.botframework.com", ["aud"] = audience, ["serviceurl"] = service, ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds() };
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "k1", ["x5t"] = "k1" };
        claims?.Invoke(said);
        header?.Invoke(head);
        var signed = $"{Base64(Encoding.UTF8.GetBytes(head.ToJsonString()))}.{Base64(Encoding.UTF8.GetBytes(said.ToJsonString()))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        return (string?)head["alg"] switch
        {
            "none" => $"{signed}.",
            "HS256" => $"{signed}.{Base64(HMACSHA256.HashData(Ours.ExportParameters(false).Modulus!, bytes))}",
            "PS256" => $"{signed}.{Base64(Ours.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))}",
            "RS384" => $"{signed}.{Base64(Ours.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1))}",
            _ => $"{signed}.{Base64((forged ? Another : Ours).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}",
        };
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
