using System.IO.Compression;
using System.Text;

namespace IncidentBot.Host.Console;

/// <summary>What is uploaded to Teams: the app's manifest, with the app and the domain filled in, and its icons, in a zip.</summary>
public static class TeamsPackage
{
    private const string Manifest = "manifest.json";

    /// <summary>At the root of the zip, where Teams looks for them.</summary>
    public static IReadOnlyList<string> Files { get; } = [Manifest, "color.png", "outline.png"];

    /// <returns>Null for what is no id of an app in Entra.</returns>
    public static string? AppId(string? text) => Guid.TryParseExact(text?.Trim(), "D", out var id) ? id.ToString("D") : null;

    /// <summary>The name under which people open the web room.</summary>
    /// <param name="text">A name or a whole https address.</param>
    /// <returns>Null for what people outside cannot open over https.</returns>
    public static string? Domain(string? text)
    {
        var address = text?.Trim() ?? "";
        return Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : $"https://{address}", UriKind.Absolute, out var read)
            && read is { Scheme: "https", HostNameType: UriHostNameType.Dns, UserInfo: "" } && read.IdnHost.Trim('.').Contains('.', StringComparison.Ordinal) ? read.IdnHost : null;
    }

    /// <param name="appId">As <see cref="AppId"/> answers it.</param>
    /// <param name="domain">As <see cref="Domain"/> answers it.</param>
    public static byte[] Make(string appId, string domain)
    {
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Files)
            {
                using var entry = zip.CreateEntry(file).Open();
                entry.Write(file == Manifest ? Encoding.UTF8.GetBytes(Filled(appId, domain)) : Shipped(file));
            }
        }

        return made.ToArray();
    }

    private static string Filled(string appId, string domain) =>
        Encoding.UTF8.GetString(Shipped(Manifest)).Replace("${AppId}", appId, StringComparison.Ordinal).Replace("${Domain}", domain, StringComparison.Ordinal);

    private static byte[] Shipped(string file)
    {
        using var stream = typeof(TeamsPackage).Assembly.GetManifestResourceStream($"manifests/teams/{file}")!;
        using var read = new MemoryStream();
        stream.CopyTo(read);
        return read.ToArray();
    }
}
