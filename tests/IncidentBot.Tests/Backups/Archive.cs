using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Data;
using IncidentBot.Host.Backups;
using IncidentBot.Host.Data;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Backups;

/// <summary>A backup in a file of its own, to look into and to spoil.</summary>
internal sealed class Archive : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-backup").FullName;

    public string File => Path.Combine(folder, "backup.zip");

    public static async Task<Archive> OfAsync(Bot bot)
    {
        var archive = new Archive();
        await using var scope = bot.Services.CreateAsyncScope();
        await using var to = PrivateFile.Create(archive.File);
        await BackupWriter.WriteAsync(scope.ServiceProvider.GetRequiredService<IncidentDb>(), DataFolder.KeysIn(bot.Folder), to, bot.Time.GetUtcNow(), CancellationToken.None);
        return archive;
    }

    /// <summary>Every row of every table, whatever order the database gave them in.</summary>
    public IReadOnlyList<string> Rows()
    {
        using var zip = ZipFile.OpenRead(File);
        return [.. zip.Entries.Where(entry => entry.FullName.StartsWith("tables/", StringComparison.Ordinal)).SelectMany(entry => Text(entry).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"{entry.FullName}: {line}")).Order(StringComparer.Ordinal)];
    }

    public string Text()
    {
        using var zip = ZipFile.OpenRead(File);
        return string.Concat(zip.Entries.Select(Text));
    }

    public IReadOnlyList<string> Parts()
    {
        using var zip = ZipFile.OpenRead(File);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>Changes a part, or takes it away with null.</summary>
    public void Change(string part, Func<string, string?> change)
    {
        using var zip = ZipFile.Open(File, ZipArchiveMode.Update);
        var text = zip.GetEntry(part) is { } there ? Text(there) : "";
        zip.GetEntry(part)?.Delete();
        if (change(text) is { } changed)
        {
            using var writer = new StreamWriter(zip.CreateEntry(part).Open());
            writer.Write(changed);
        }
    }

    public void ChangeManifest(Action<JsonNode> change) => Change(BackupManifest.Part, text =>
    {
        var json = JsonNode.Parse(text)!;
        change(json);
        return json.ToJsonString();
    });

    /// <summary>Makes it as a version before these tables and columns would have written it.</summary>
    public void MakeOlder(string after, IReadOnlyCollection<string> tables, IReadOnlyCollection<(string Table, string Column)> columns)
    {
        foreach (var table in tables)
        {
            Change($"tables/{table}.jsonl", _ => null);
        }

        foreach (var (table, column) in columns)
        {
            var at = Columns(table).IndexOf(column);
            Change(PartOf(table), rows => Without(rows, at));
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Read(PartOf(table)))));
            ChangeManifest(json =>
            {
                TableOf(json, table)["columns"]!.AsArray().RemoveAt(at);
                TableOf(json, table)["sha256"] = hash;
            });
        }

        ChangeManifest(json =>
        {
            var schema = json["schema"]!.AsArray();
            while ((string?)schema[^1] != after)
            {
                schema.RemoveAt(schema.Count - 1);
            }

            json["tables"] = new JsonArray([.. json["tables"]!.AsArray().Where(table => !tables.Contains((string)table!["name"]!)).Select(table => table!.DeepClone())]);
        });
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string PartOf(string table) => $"tables/{table}.jsonl";

    private static JsonNode TableOf(JsonNode manifest, string table) => manifest["tables"]!.AsArray().Single(one => (string)one!["name"]! == table)!;

    private List<string> Columns(string table) => [.. TableOf(JsonNode.Parse(Read(BackupManifest.Part))!, table)["columns"]!.AsArray().Select(column => (string)column!["name"]!)];

    private string Read(string part)
    {
        using var zip = ZipFile.OpenRead(File);
        return Text(zip.GetEntry(part)!);
    }

    private static string Without(string rows, int at) => string.Concat(rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var row = JsonNode.Parse(line)!.AsArray();
        row.RemoveAt(at);
        return row.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }));

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
