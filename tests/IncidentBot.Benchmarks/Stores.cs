using IncidentBot.Core.Data;
using IncidentBot.Host.Hosting;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace IncidentBot.Benchmarks;

/// <summary>A place to store: a folder of its own with SQLite in it, or with a database of its own on the PostgreSQL that was started, which writes to disk before it answers.</summary>
internal sealed class Store : IDisposable
{
    private Store(string name, string? connection) => (Name, Connection) = (name, connection);

    public string Name { get; }

    public string? Connection { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("incidentbot-bench-").FullName;

    public string[] Settings =>
    [
        "--DataFolder", Folder, "--environment", "Development", "--RateLimitScale", "1000", "--Logging:LogLevel:Default", "Warning",
        .. Connection is null ? Array.Empty<string>() : ["--ConnectionStrings:IncidentBot", Connection],
    ];

    public static Store Sqlite() => new("SQLite", null);

    public static async Task<Store> PostgresAsync()
    {
        var name = $"bench_{Guid.NewGuid():N}";
        await using var open = new NpgsqlConnection(Stores.Server);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", open);
        await command.ExecuteNonQueryAsync();
        return new Store("PostgreSQL", new NpgsqlConnectionStringBuilder(Stores.Server) { Database = name, MaxPoolSize = 40 }.ConnectionString);
    }

    public IncidentDb OpenDatabase() =>
        IncidentBotApp.OpenNewDatabase(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:IncidentBot", Connection)]).Build(), Folder);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The stores that figures are taken on.</summary>
internal static class Stores
{
    public static string? Server => Environment.GetEnvironmentVariable("INCIDENTBOT_BENCH_POSTGRES");

    /// <summary>Both, or the one that was asked for.</summary>
    public static async Task<IReadOnlyList<Store>> OfAsync(string? database) =>
        [.. database is "postgres" ? Array.Empty<Store>() : [Store.Sqlite()], .. database is "sqlite" ? Array.Empty<Store>() : [await Store.PostgresAsync()]];
}
