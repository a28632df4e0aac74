using System.Security.Cryptography;
using IncidentBot.Core.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace IncidentBot.Host.Hosting;

/// <summary>ASP.NET's data protection, for the core.</summary>
public sealed class SecretKeys(IDataProtectionProvider keys) : ISecretKeys
{
    public byte[] Seal(string purpose, byte[] secret) => For(purpose).Protect(secret);

    public byte[]? Open(string purpose, byte[] sealedSecret)
    {
        try
        {
            return For(purpose).Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(string purpose) => keys.CreateProtector($"IncidentBot.{purpose}");
}
