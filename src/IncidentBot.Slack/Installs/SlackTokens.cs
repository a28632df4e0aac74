using System.Security.Cryptography;
using IncidentBot.Core.Organisations;
using Microsoft.AspNetCore.DataProtection;

namespace IncidentBot.Slack.Installs;

/// <summary>Encrypts the tokens of installations for the database, each for its own workspace.</summary>
public sealed class SlackTokens(IDataProtectionProvider keys)
{
    public string Protect(string tenant, string token) => For(tenant).Protect(token);

    /// <summary>Null where the keys that encrypted it are gone.</summary>
    public string? Reveal(ChatInstall install, string? stored)
    {
        try
        {
            return stored is null ? null : For(install.Tenant).Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(string tenant) => keys.CreateProtector("IncidentBot.Slack.Tokens", tenant);
}
