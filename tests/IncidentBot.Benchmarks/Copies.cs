using System.Data.Common;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace IncidentBot.Benchmarks;

/// <summary>Fills a database: copies one incident, with every row that belongs to it, many times under numbers and ids of their own.</summary>
internal sealed class Copies(IncidentDb db)
{
    private readonly Dictionary<string, int> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Table> tables = [];

    public async Task MakeAsync(int template, int many)
    {
        await db.Database.OpenConnectionAsync();
        await ReadAsync(template);
        for (var done = 0; done < many; done += 5000)
        {
            await WriteAsync(template + 1 + done, Math.Min(5000, many - done));
        }

        await db.Database.ExecuteSqlAsync($"UPDATE \"Counters\" SET \"Value\" = {template + many} WHERE \"Name\" = 'incident'");

        // What a database does after so much was written to it at once is done before anything is measured.
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? "VACUUM ANALYZE" : "ANALYZE");
    }

    private async Task ReadAsync(int template)
    {
        var incident = await db.Incidents.Where(one => one.Number == template).Select(one => one.Id).SingleAsync();
        var waiting = db.Model.GetEntityTypes().Where(type => type.ClrType != typeof(Incident)).ToList();
        var (root, key) = (db.Model.FindEntityType(typeof(Incident))!, incident.Value);
        tables.Add(await TableAsync(root, $"\"Id\" = {Literal(key)}"));
        while (waiting.FirstOrDefault(type => Owner(type) is not null) is { } next)
        {
            waiting.Remove(next);
            var owner = Owner(next)!;
            var column = owner.Properties[0].GetColumnName();
            var parents = tables.Single(one => one.Name == owner.PrincipalEntityType.GetTableName()).Rows.Select(row => row[0]!).ToList();
            tables.Add(await TableAsync(next, parents.Count == 0 ? "1 = 0" : $"\"{column}\" IN ({string.Join(", ", parents.Select(Literal))})"));
        }

        tables.Add(await TableAsync(db.Model.FindEntityType(typeof(Core.Effects.Lane))!, $"\"IncidentId\" = {Literal(key)}"));
        tables.Add(await TableAsync(db.Model.FindEntityType(typeof(Core.Chat.Notice))!, $"\"IncidentId\" = {Literal(key)}"));
    }

    /// <summary>The foreign key to a table that is read already.</summary>
    private IForeignKey? Owner(IEntityType type) => type.ClrType.Name is "Lane" or "Notice" ? null : type.GetForeignKeys().FirstOrDefault(one => tables.Any(table => table.Owns && table.Name == one.PrincipalEntityType.GetTableName()));

    private string Literal(object value) => db.Database.IsNpgsql() ? $"'{value}'::uuid" : $"'{value.ToString()!.ToUpperInvariant()}'";

    private async Task<Table> TableAsync(IEntityType type, string where)
    {
        var name = type.GetTableName()!;
        var columns = type.GetProperties().OrderByDescending(one => one.IsPrimaryKey()).Select(one => one.GetColumnName()).ToArray();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(one => $"\"{one}\""))} FROM \"{name}\" WHERE {where}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object?[columns.Length];
            for (var at = 0; at < row.Length; at++)
            {
                row[at] = await reader.IsDBNullAsync(at) ? null : reader.GetValue(at);
            }

            rows.Add(row);
        }

        var owns = type.FindPrimaryKey()!.Properties is [{ Name: "Id" }];
        if (owns)
        {
            foreach (var row in rows)
            {
                ids.TryAdd(row[0]!.ToString()!, ids.Count);
            }
        }

        return new Table(name, columns, rows, owns);
    }

    private async Task WriteAsync(int first, int many)
    {
        var fresh = Enumerable.Range(0, many).Select(_ => ids.Select(_ => Guid.CreateVersion7()).ToArray()).ToArray();
        await using var work = await db.Database.BeginTransactionAsync();
        foreach (var table in tables.Where(one => one.Rows.Count > 0))
        {
            await using var into = await IntoAsync(table);
            var cells = table.Rows.Select(row => row.Select((value, at) => CellOf(value, table.Name == "Incidents" && table.Columns[at] == "Number")).ToArray()).ToList();
            for (var copy = 0; copy < many; copy++)
            {
                foreach (var row in cells)
                {
                    await into.WriteAsync([.. row.Select(cell => cell.For(fresh[copy], first + copy))]);
                }
            }

            await into.CompleteAsync();
        }

        await work.CommitAsync();
    }

    /// <summary>Where in a value of the template an id of it stands, also inside the key of a lane.</summary>
    private Cell CellOf(object? value, bool number)
    {
        if (number)
        {
            return new Cell(value, Number: true);
        }

        if (value is Guid id)
        {
            return new Cell(value, Whole: ids.GetValueOrDefault(id.ToString(), -1));
        }

        if (value is not string text || text.Length < 36)
        {
            return new Cell(value);
        }

        return text.Length == 36 && ids.TryGetValue(text, out var whole) ? new Cell(value, Whole: whole)
            : new Cell(value, Inside: [.. ids.Where(one => text.Contains(one.Key, StringComparison.OrdinalIgnoreCase))]);
    }

    /// <summary>A value of the template, and how a copy's differs.</summary>
    private sealed record Cell(object? Value, bool Number = false, int Whole = -1, KeyValuePair<string, int>[]? Inside = null)
    {
        public object? For(Guid[] fresh, int number) =>
            Number ? Value is long ? (object)(long)number : number
            : Whole >= 0 ? Value is Guid ? fresh[Whole] : fresh[Whole].ToString().ToUpperInvariant()
            : Inside is { Length: > 0 } ? Inside.Aggregate((string)Value!, (text, one) => text.Replace(one.Key, fresh[one.Value].ToString(), StringComparison.OrdinalIgnoreCase))
            : Value;
    }

    private async Task<IInto> IntoAsync(Table table)
    {
        var columns = string.Join(", ", table.Columns.Select(one => $"\"{one}\""));
        return db.Database.GetDbConnection() is NpgsqlConnection postgres
            ? new Copy(await postgres.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({columns}) FROM STDIN (FORMAT BINARY)"))
            : new Insert(db.Database.GetDbConnection(), $"INSERT INTO \"{table.Name}\" ({columns}) VALUES ({string.Join(", ", table.Columns.Index().Select(one => $"$p{one.Index}"))})", table.Columns.Length);
    }

    private sealed record Table(string Name, string[] Columns, List<object?[]> Rows, bool Owns);

    private interface IInto : IAsyncDisposable
    {
        Task WriteAsync(object?[] row);

        Task CompleteAsync();
    }

    private sealed class Copy(NpgsqlBinaryImporter importer) : IInto
    {
        public async Task WriteAsync(object?[] row)
        {
            await importer.StartRowAsync();
            foreach (var value in row)
            {
                await (value is null ? importer.WriteNullAsync() : importer.WriteAsync(value));
            }
        }

        public async Task CompleteAsync() => await importer.CompleteAsync();

        public ValueTask DisposeAsync() => importer.DisposeAsync();
    }

    private sealed class Insert : IInto
    {
        private readonly DbCommand command;

        public Insert(DbConnection connection, string sql, int columns)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var at = 0; at < columns; at++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"$p{at}";
                command.Parameters.Add(parameter);
            }

        }

        public Task WriteAsync(object?[] row)
        {
            for (var at = 0; at < row.Length; at++)
            {
                command.Parameters[at].Value = row[at] ?? DBNull.Value;
            }

            return command.ExecuteNonQueryAsync();
        }

        public Task CompleteAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => command.DisposeAsync();
    }
}
