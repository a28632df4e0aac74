using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace IncidentBot.Host.Backups;

/// <summary>Opens a backup and reads it a row at a time. What was altered since it was written is refused.</summary>
public sealed class BackupReader : IDisposable
{
    private readonly ZipArchive archive;

    private BackupReader(ZipArchive archive, BackupManifest manifest)
    {
        this.archive = archive;
        Manifest = manifest;
    }

    public BackupManifest Manifest { get; }

    /// <summary>Opens an archive and reads all of it once, so that nothing is restored from one that is not whole.</summary>
    public static async Task<BackupReader> OpenAsync(string file, CancellationToken cancel)
    {
        ZipArchive? archive = null;
        try
        {
            archive = ZipFile.OpenRead(file);
            var reader = new BackupReader(archive, await ManifestAsync(archive, file, cancel));
            await reader.CheckAsync(cancel);
            archive = null;
            return reader;
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException)
        {
            throw BackupRefusals.NoBackup(file).AsException();
        }
        finally
        {
            archive?.Dispose();
        }
    }

    /// <summary>The rows of a table, each a JSON array that is good until the next.</summary>
    public async IAsyncEnumerable<JsonElement> RowsAsync(BackupTable table, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var lines = new StreamReader(archive.GetEntry(table.Part)!.Open());
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement;
        }
    }

    public Stream Open(BackupKey key) => archive.GetEntry(key.Part)!.Open();

    public void Dispose() => archive.Dispose();

    private static async Task<BackupManifest> ManifestAsync(ZipArchive archive, string file, CancellationToken cancel)
    {
        await using var part = (archive.GetEntry(BackupManifest.Part) ?? throw BackupRefusals.NoBackup(file).AsException()).Open();
        using var json = await JsonDocument.ParseAsync(part, cancellationToken: cancel);
        if (!json.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var version))
        {
            throw BackupRefusals.NoBackup(file).AsException();
        }

        return version <= BackupManifest.Current ? json.RootElement.Deserialize<BackupManifest>(BackupManifest.Json)! : throw BackupRefusals.Newer($"format {version}").AsException();
    }

    private async Task CheckAsync(CancellationToken cancel)
    {
        var expected = Manifest.Parts.ToDictionary(part => part.Part, part => part.Sha256, StringComparer.Ordinal);
        var there = archive.Entries.Select(entry => entry.FullName).Where(name => name != BackupManifest.Part).ToList();
        if (there.Concat(expected.Keys).Distinct().FirstOrDefault(name => there.Count(one => one == name) != 1 || !expected.ContainsKey(name)) is { } odd)
        {
            throw BackupRefusals.Altered(odd).AsException();
        }

        if (Manifest.Keys.FirstOrDefault(key => key.Name != Path.GetFileName(key.Name) || key.Name is "" or "." or "..") is { } outside)
        {
            throw BackupRefusals.Altered(outside.Part).AsException();
        }

        foreach (var (name, hash) in expected)
        {
            await using var part = archive.GetEntry(name)!.Open();
            if (await HashAsync(part, cancel) != hash)
            {
                throw BackupRefusals.Altered(name).AsException();
            }
        }
    }

    /// <summary>Null where the part cannot be unpacked any more.</summary>
    private static async Task<string?> HashAsync(Stream part, CancellationToken cancel)
    {
        try
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(part, cancel));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
