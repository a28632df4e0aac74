using System.Text.Json;

namespace IncidentBot.Host.Backups;

/// <summary>What a backup says of itself: from which version and database it comes, and of each part how much it holds and its SHA-256.</summary>
/// <param name="Format">The version of this format.</param>
/// <param name="Product">The version of the program that wrote it.</param>
/// <param name="Made">When the database was as it is in here.</param>
/// <param name="Database">The kind of database that it was read from. It may be restored to the other.</param>
/// <param name="Schema">The names of the migrations that the database had, the same on both kinds.</param>
/// <param name="Tables">In an order in which a row comes after those that it refers to.</param>
/// <param name="Keys">The files of the folder <c>keys</c>.</param>
public sealed record BackupManifest(int Format, string Product, DateTimeOffset Made, string Database, IReadOnlyList<string> Schema, IReadOnlyList<BackupTable> Tables, IReadOnlyList<BackupKey> Keys)
{
    public const string Part = "manifest.json";

    /// <summary>The format that this program writes, and the newest that it reads.</summary>
    public const int Current = 1;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Every part that the archive must have beside this one, and its SHA-256.</summary>
    internal IEnumerable<(string Part, string Sha256)> Parts => Tables.Select(table => (table.Part, table.Sha256)).Concat(Keys.Select(key => (key.Part, key.Sha256)));

    /// <summary>How many rows of a table there are; none of a table that is not there.</summary>
    public long Rows(string table) => Tables.FirstOrDefault(one => one.Name == table)?.Rows ?? 0;
}

/// <summary>One table: a line of JSON for each row, an array of its columns' values in this order.</summary>
public sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns, long Rows, string Sha256)
{
    internal string Part => $"tables/{Name}.jsonl";
}

/// <summary>One column and what its values are, whatever the database stores them as.</summary>
public sealed record BackupColumn(string Name, string Kind);

/// <summary>One file of the folder <c>keys</c>.</summary>
public sealed record BackupKey(string Name, string Sha256)
{
    internal string Part => $"keys/{Name}";
}
