using System.Data.Common;
using IncidentBot.Core.Data;
using IncidentBot.Host.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace IncidentBot.Host.Backups;

/// <summary>Puts a backup into an empty database and an empty folder of keys. A backup of an older version goes into the tables of that version, which are then brought up to date as at every start.</summary>
public sealed class Restore(BackupReader backup, IncidentDb db)
{
    private readonly BackupKinds kinds = new(db);

    public async Task RunAsync(string keys, CancellationToken cancel)
    {
        await RefuseAsync(cancel);
        if (backup.Manifest.Schema is [.., var last])
        {
            await db.GetService<IMigrator>().MigrateAsync(Schema.Id(db, last), cancel);
        }

        await using (var work = await db.BeginAsync(cancel))
        {
            foreach (var table in backup.Manifest.Tables)
            {
                await FillAsync(table, cancel);
            }

            await work.CommitAsync(cancel);
        }

        await db.Database.MigrateAsync(cancel);
        foreach (var key in backup.Manifest.Keys)
        {
            await using var from = backup.Open(key);
            await using var to = PrivateFile.Create(Path.Combine(keys, key.Name));
            await from.CopyToAsync(to, cancel);
        }
    }

    private async Task RefuseAsync(CancellationToken cancel)
    {
        if (backup.Manifest.Schema.Except(Schema.Known(db)).FirstOrDefault() is { } unknown)
        {
            throw BackupRefusals.Newer($"{backup.Manifest.Product}, with the change {unknown} of the database").AsException();
        }

        if ((await db.Database.GetAppliedMigrationsAsync(cancel)).Any())
        {
            throw BackupRefusals.DatabaseNotEmpty().AsException();
        }
    }

    private async Task FillAsync(BackupTable table, CancellationToken cancel)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", table.Columns.Select(column => sql.DelimitIdentifier(column.Name)))}) VALUES ({string.Join(", ", table.Columns.Index().Select(one => $"@p{one.Index}"))})";
        var values = table.Columns.Index().Select(one => Parameter(insert, $"@p{one.Index}")).ToList();
        var rows = 0L;
        await foreach (var row in backup.RowsAsync(table, cancel))
        {
            if (row.GetArrayLength() != values.Count)
            {
                throw BackupRefusals.Altered(table.Part).AsException();
            }

            foreach (var (at, json) in row.EnumerateArray().Index())
            {
                values[at].Value = kinds.Parse(json, table.Columns[at].Kind);
            }

            await insert.ExecuteNonQueryAsync(cancel);
            rows++;
        }

        if (rows != table.Rows)
        {
            throw BackupRefusals.Altered(table.Part).AsException();
        }
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
