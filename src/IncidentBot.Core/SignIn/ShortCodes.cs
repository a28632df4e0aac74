using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Core.SignIn;

/// <summary>Makes the six digits that a text is answered with, and keeps them encrypted: a sender's number can be forged, so the number alone answers nothing.</summary>
public sealed class ShortCodes(ISecretKeys keys)
{
    private const string Purpose = "ShortCode";

    private const int Digits = 6;

    /// <summary>A new code, encrypted.</summary>
    public string New() => Convert.ToBase64String(keys.Seal(Purpose, Encoding.ASCII.GetBytes(RandomNumberGenerator.GetString("0123456789", Digits))));

    public string Open(string sealedCode) => Encoding.ASCII.GetString(Bytes(sealedCode) ?? throw new InvalidOperationException("The keys that the codes of texts were encrypted with are gone."));

    public bool Is(string sealedCode, string code) => Bytes(sealedCode) is { } own && CryptographicOperations.FixedTimeEquals(own, Encoding.ASCII.GetBytes(code));

    private byte[]? Bytes(string sealedCode) => keys.Open(Purpose, Convert.FromBase64String(sealedCode));
}
