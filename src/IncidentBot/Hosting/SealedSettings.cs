using System.Security.Cryptography;
using IncidentBot.Core;
using IncidentBot.Host.Data;
using Microsoft.AspNetCore.DataProtection;

namespace IncidentBot.Host.Hosting;

/// <summary>Secrets that stand in the settings encrypted, with the keys beside the data: <c>sealed:…</c>, as the console verb <c>seal</c> writes them. Whoever has the settings alone has no secret.</summary>
public static class SealedSettings
{
    private const string Mark = "sealed:";

    public static string Seal(string folder, string secret) => Mark + Protector(folder).Protect(secret);

    /// <summary>Puts the secrets where their sealed words stand.</summary>
    /// <exception cref="RefusalException">One was sealed with other keys, or is not whole.</exception>
    public static void Open(ConfigurationManager settings)
    {
        var closed = settings.AsEnumerable().Where(one => one.Value?.StartsWith(Mark, StringComparison.Ordinal) is true).ToList();
        if (closed.Count == 0)
        {
            return;
        }

        var folder = DataFolder.Resolve(settings["DataFolder"]);
        var protector = Protector(folder);
        settings.AddInMemoryCollection(closed.Select(one => KeyValuePair.Create(one.Key, (string?)Open(protector, folder, one.Key, one.Value![Mark.Length..]))).ToList());
    }

    private static string Open(IDataProtector protector, string folder, string setting, string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            throw new RefusalException(new Refusal("sealed-elsewhere", $"{setting} is not whole, or was sealed with keys that are not in {DataFolder.KeysIn(folder)}. Restore them from a backup, or seal the secret again: `seal`."));
        }
    }

    private static IDataProtector Protector(string folder) =>
        DataProtectionProvider.Create(new DirectoryInfo(DataFolder.KeysIn(DataFolder.Make(folder))), builder => builder.SetApplicationName("IncidentBot")).CreateProtector("settings");
}
