using System.Data;
using Hangfire.PostgreSql;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace IncidentBot.Host.Data;

/// <summary>PostgreSQL, for several processes on one database.</summary>
public sealed class PostgresIncidentDb(DbContextOptions<PostgresIncidentDb> options) : IncidentDb(options)
{
    /// <summary>The channel on which processes tell each other which incidents changed.</summary>
    public const string Channel = "incidentbot";

    /// <summary>The key of the advisory lock that starting processes take; any number that nobody else uses in this database.</summary>
    private const long Turn = 0x696e636964656e74;

    /// <summary>A process that stands still or whose machine is gone keeps what it locked from the others no longer than this. Said when a connection is made, it costs no unit of work a word.</summary>
    private const string NoLongerIdle = "-c idle_in_transaction_session_timeout=10s";

    /// <summary>The same statements come again and again, and planning one costs more than running it: each connection keeps so many planned. PgBouncer before 1.21 cannot; "Max Auto Prepare=0" in the connection string turns it off.</summary>
    private const int KeptPlans = 80;

    private static string? selectIncidents;

    public static void Use(DbContextOptionsBuilder builder, string connection) => builder.UseNpgsql(Bounded(connection)).AddInterceptors(FreshCommands.Instance);

    public override async Task<IUnitOfWork> BeginAsync(CancellationToken cancel) => new Transaction(await Database.BeginTransactionAsync(cancel));

    public override async Task<IAsyncDisposable> ReadOneMomentAsync(CancellationToken cancel)
    {
        var moment = await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        // It locks nothing, and whoever takes it away may be slower than that.
        await Database.ExecuteSqlAsync($"SET LOCAL idle_in_transaction_session_timeout = 0", cancel);
        return moment;
    }

    // Not composed further: FOR UPDATE belongs to the outermost query.
    public override async Task<Incident?> LockIncidentAsync(int number, CancellationToken cancel)
    {
        var lockOne = $"{SelectIncidents} WHERE \"Number\" = {{0}} FOR UPDATE";
        return (await Incidents.FromSqlRaw(lockOne, number).ToListAsync(cancel)).SingleOrDefault();
    }

    public override async Task<IReadOnlyList<Incident>> LockFreeIncidentsAsync(IReadOnlyCollection<Id<Incident>> ids, CancellationToken cancel)
    {
        var free = ids.Select(one => one.Value).ToArray();
        var lockFree = $"{SelectIncidents} WHERE \"Id\" = ANY ({{0}}) ORDER BY \"Number\" FOR UPDATE SKIP LOCKED";
        return await Incidents.FromSqlRaw(lockFree, free).ToListAsync(cancel);
    }

    /// <summary>Every column by its name: a prepared statement with an asterisk would fail once a newer version adds one.</summary>
    private string SelectIncidents => selectIncidents ??= $"SELECT {string.Join(", ", Incidents.EntityType.GetProperties().Select(one => $"\"{one.GetColumnName()}\""))} FROM \"Incidents\"";

    public override async Task NotifyAsync(IEnumerable<Guid> subjects, CancellationToken cancel)
    {
        if (subjects.Select(one => one.ToString()).Distinct().ToArray() is { Length: > 0 } words)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, word) FROM unnest({words}) AS word", cancel);
        }
    }

    /// <summary>Brings our tables and Hangfire's up to date, while every other process that starts waits its turn. EF's own lock ends with each migration, and Hangfire has none.</summary>
    public async Task MigrateInTurnAsync()
    {
        Database.SetCommandTimeout(TimeSpan.FromMinutes(15));
        await Database.OpenConnectionAsync();
        try
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Turn})");

            // Looking for a table of migrations that is not there yet would be logged as an error.
            await this.GetService<IHistoryRepository>().CreateIfNotExistsAsync();
            await MigrateAsync();
            PostgreSqlObjectsInstaller.Install((NpgsqlConnection)Database.GetDbConnection());
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Turn})");
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    private static string Bounded(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);

        // The last one counts: what an operator says about it stands.
        parts.Options = $"{NoLongerIdle} {parts.Options}".TrimEnd();
        if (!connection.Replace(" ", "", StringComparison.Ordinal).Contains(nameof(parts.MaxAutoPrepare), StringComparison.OrdinalIgnoreCase))
        {
            (parts.MaxAutoPrepare, parts.AutoPrepareMinUsages) = (KeptPlans, 3);
        }

        return parts.ConnectionString;
    }

    private sealed class Transaction(IDbContextTransaction transaction) : IUnitOfWork
    {
        public Task CommitAsync(CancellationToken cancel) => transaction.CommitAsync(cancel);

        /// <summary>Where the connection is gone there is nothing to roll back, and what went wrong before must be heard: a lost commit above all.</summary>
        public async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
            }
            catch (Exception fault) when (Transient.IsDown(fault))
            {
            }
        }
    }
}

/// <summary>Lets the migrations tool make the model without the host.</summary>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresIncidentDb>
{
    public PostgresIncidentDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresIncidentDb>();
        PostgresIncidentDb.Use(builder, "Host=design");
        return new PostgresIncidentDb(builder.Options);
    }
}
