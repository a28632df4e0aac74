using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>A chain's head with the signature of the installation that exported it. The public key (SubjectPublicKeyInfo) and the signature (r ‖ s, 64 bytes) are base64.</summary>
public sealed record SignedHead(ChainHead Head, DateTimeOffset SignedAt, string PublicKey, string Fingerprint, string Signature)
{
    /// <summary>Says what the signed JSON is.</summary>
    public const string Form = "incidentbot-timeline-head/1";

    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>What is signed: the head and everything in the file that no entry's hash covers.</summary>
    public static byte[] Statement(IncidentReference reference, Id<Incident> incident, string? title, ChainHead head, DateTimeOffset signedAt)
    {
        ArgumentNullException.ThrowIfNull(head);
        return CanonicalJson.Bytes(new JsonObject
        {
            ["v"] = Form,
            ["incident"] = reference.ToString(),
            ["chain"] = incident.ToString(),
            ["title"] = title,
            ["sequence"] = head.Sequence,
            ["hash"] = head.Hash,
            ["signedAt"] = InstantText.Write(signedAt),
        });
    }

    /// <summary>The key's short name: lower-case hexadecimal SHA-256 of the public key's bytes.</summary>
    public static string FingerprintOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>Whether the key in the file made the signature. Whose key it is, only its fingerprint can tell.</summary>
    public bool Holds(IncidentReference reference, Id<Incident> incident, string? title)
    {
        var publicKey = Convert.FromBase64String(PublicKey);
        if (FingerprintOf(publicKey) != Fingerprint) return false;

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            return read == publicKey.Length
                && key.ExportParameters(false).Curve.Oid.Value == P256
                && key.VerifyData(Statement(reference, incident, title, Head, SignedAt), Convert.FromBase64String(Signature), HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
