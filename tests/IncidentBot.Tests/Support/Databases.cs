using IncidentBot.Host.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IncidentBot.Tests.Support;

/// <summary>The databases that every test body runs on. The names appear in the test's own name.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>Makes a fresh, migrated database per test, copied from one that is migrated once.</summary>
public static class Databases
{
    /// <summary>Where the runner started PostgreSQL. Without it the PostgreSQL tests say that they were skipped.</summary>
    public const string Variable = "INCIDENTBOT_TEST_POSTGRES";

    private const string Template = "incidentbot_template";

    private static readonly Lazy<Task> PostgresTemplate = new(MakePostgresTemplateAsync);
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);

    public static TheoryData<Database> All => [Database.Sqlite, Database.Postgres];

    public static string? Server => Environment.GetEnvironmentVariable(Variable);

    /// <summary>A connection string to a database of its own.</summary>
    public static async Task<string> PostgresAsync()
    {
        Assert.SkipWhen(Server is null, $"PostgreSQL is not started: run tests/run.sh, or set {Variable}.");
        await PostgresTemplate.Value;
        return await MakeAsync($"TEMPLATE {Template}");
    }

    /// <summary>A connection string to a database with nothing in it.</summary>
    public static Task<string> EmptyPostgresAsync()
    {
        Assert.SkipWhen(Server is null, $"PostgreSQL is not started: run tests/run.sh, or set {Variable}.");
        return MakeAsync("TEMPLATE template0");
    }

    private static async Task<string> MakeAsync(string like)
    {
        var name = $"t_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name} {like}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name, Pooling = true, MaxPoolSize = 30 }.ConnectionString;
    }

    public static async Task DropAsync(string connection)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await using (var open = new NpgsqlConnection(connection))
        {
            NpgsqlConnection.ClearPool(open);
        }

        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    public static async Task SqliteAsync(string file) => File.Copy(await SqliteTemplate.Value, file);

    private static async Task MakePostgresTemplateAsync()
    {
        await ExecuteAsync($"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {Template}");
        var connection = new NpgsqlConnectionStringBuilder(Server) { Database = Template, Pooling = false }.ConnectionString;
        var builder = new DbContextOptionsBuilder<PostgresIncidentDb>();
        PostgresIncidentDb.Use(builder, connection);
        await using var db = new PostgresIncidentDb(builder.Options);
        await db.Database.MigrateAsync();
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("incidentbot-template").FullName, "template.db");
        var builder = new DbContextOptionsBuilder<SqliteIncidentDb>();
        builder.UseSqlite($"Data Source={file};Pooling=False");
        await using var db = new SqliteIncidentDb(builder.Options);
        await db.Database.MigrateAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return file;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
