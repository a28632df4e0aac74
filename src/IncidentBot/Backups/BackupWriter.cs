using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Invitations;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace IncidentBot.Host.Backups;

/// <summary>Writes everything that is kept into one archive, a row at a time, as it was at one moment. It runs beside a server and holds nobody up.</summary>
public sealed class BackupWriter(IncidentDb db, ZipArchive archive)
{
    /// <summary>A session or a code that came out of a stolen backup would let its thief in, so neither is written.</summary>
    private static readonly Type[] LeftOut = [typeof(Session), typeof(OneTimeCode)];

    private readonly BackupKinds kinds = new(db);

    /// <summary>Writes the archive to a stream and answers what it says of itself.</summary>
    /// <param name="db">The database.</param>
    /// <param name="keys">The folder of the keys.</param>
    /// <param name="to">Where to. It stays open.</param>
    /// <param name="now">The moment that the archive names.</param>
    /// <param name="cancel">Ends it early; what was written then is no backup.</param>
    public static async Task<BackupManifest> WriteAsync(IncidentDb db, string keys, Stream to, DateTimeOffset now, CancellationToken cancel)
    {
        using var archive = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        return await new BackupWriter(db, archive).WriteAsync(keys, now, cancel);
    }

    private async Task<BackupManifest> WriteAsync(string keys, DateTimeOffset now, CancellationToken cancel)
    {
        await using var moment = await db.ReadOneMomentAsync(cancel);
        var schema = (await db.Database.GetAppliedMigrationsAsync(cancel)).Select(Schema.Name).ToList();
        if (!schema.SequenceEqual(Schema.Known(db)))
        {
            throw BackupRefusals.OtherVersion().AsException();
        }

        var tables = new List<BackupTable>();
        foreach (var type in InOrder(db.Model).Where(type => !LeftOut.Contains(type.ClrType)))
        {
            tables.Add(await WriteTableAsync(type, cancel));
        }

        var files = new List<BackupKey>();
        foreach (var file in Directory.Exists(keys) ? Directory.GetFiles(keys).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal).ToArray() : [])
        {
            var (_, hash) = await WritePartAsync($"keys/{Path.GetFileName(file)}", async part =>
            {
                await using var source = File.OpenRead(file);
                await source.CopyToAsync(part, cancel);
                return source.Length;
            });
            files.Add(new BackupKey(Path.GetFileName(file), hash));
        }

        var manifest = new BackupManifest(BackupManifest.Current, Product.Version, now, db.Database.IsSqlite() ? "SQLite" : "PostgreSQL", schema, tables, files);
        await WritePartAsync(BackupManifest.Part, async part =>
        {
            await JsonSerializer.SerializeAsync(part, manifest, BackupManifest.Json, cancel);
            return 1;
        });
        return manifest;
    }

    /// <summary>Every table after those that it refers to.</summary>
    private static List<IEntityType> InOrder(IModel model)
    {
        var left = model.GetEntityTypes().OrderBy(type => type.GetTableName(), StringComparer.Ordinal).ToList();
        var order = new List<IEntityType>();
        while (left.Count > 0)
        {
            var next = left.Where(type => type.GetForeignKeys().All(key => key.PrincipalEntityType == type || order.Contains(key.PrincipalEntityType))).ToList();
            if (next.Count == 0)
            {
                throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", left.Select(type => type.GetTableName()))}.");
            }

            order.AddRange(next);
            left.RemoveAll(next.Contains);
        }

        return order;
    }

    private async Task<BackupTable> WriteTableAsync(IEntityType type, CancellationToken cancel)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        var (name, properties) = (type.GetTableName()!, type.GetProperties().ToList());
        var columns = properties.Select(property => new BackupColumn(property.GetColumnName(), BackupKinds.Of(property))).ToList();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => sql.DelimitIdentifier(column.Name)))} FROM {sql.DelimitIdentifier(name)}";
        var (rows, hash) = await WritePartAsync($"tables/{name}.jsonl", async part =>
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await WriteRowsAsync(reader, properties, columns, part, cancel);
        });
        return new BackupTable(name, columns, rows, hash);
    }

    private async Task<long> WriteRowsAsync(DbDataReader reader, List<IProperty> properties, List<BackupColumn> columns, Stream part, CancellationToken cancel)
    {
        var rows = 0L;
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        while (await reader.ReadAsync(cancel))
        {
            json.WriteStartArray();
            for (var at = 0; at < columns.Count; at++)
            {
                BackupKinds.Write(json, AtRest(properties[at], kinds.Read(reader, at, columns[at].Kind)));
            }

            json.WriteEndArray();
            json.Flush();
            line.Write("\n"u8);
            await part.WriteAsync(line.WrittenMemory, cancel);
            line.ResetWrittenCount();
            json.Reset();
            rows++;
        }

        return rows;
    }

    /// <summary>Leases and alarms belong to the processes that run now, not to what a restore starts: lanes are free there, and every alarm is set anew.</summary>
    private static object? AtRest(IProperty property, object? value) => (property.DeclaringType.ClrType.Name, property.Name) switch
    {
        (nameof(Lane), nameof(Lane.LeasedUntil)) => 0L,
        (nameof(Page), nameof(Page.AlarmAt)) => null,
        (nameof(ClockReminder), nameof(ClockReminder.Alarmed)) => false,
        (nameof(Invitation), nameof(Invitation.SessionId)) => null,
        _ => value,
    };

    private async Task<(long Count, string Sha256)> WritePartAsync(string name, Func<Stream, Task<long>> write)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.ExternalAttributes = Convert.ToInt32("100600", 8) << 16;
        using var hash = SHA256.Create();
        await using var part = new CryptoStream(entry.Open(), hash, CryptoStreamMode.Write);
        var count = await write(part);
        await part.FlushFinalBlockAsync();
        return (count, Convert.ToHexStringLower(hash.Hash!));
    }
}
