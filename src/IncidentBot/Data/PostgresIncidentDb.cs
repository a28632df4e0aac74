using System.Data;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage;

namespace IncidentBot.Host.Data;

/// <summary>PostgreSQL, for several processes on one database.</summary>
public sealed class PostgresIncidentDb(DbContextOptions<PostgresIncidentDb> options) : IncidentDb(options)
{
    /// <summary>The channel on which processes tell each other which incidents changed.</summary>
    public const string Channel = "incidentbot";

    public static void Use(DbContextOptionsBuilder builder, string connection) => builder.UseNpgsql(connection);

    public override async Task<IUnitOfWork> BeginAsync(CancellationToken cancel) => new Transaction(await Database.BeginTransactionAsync(cancel));

    public override async Task<IAsyncDisposable> ReadOneMomentAsync(CancellationToken cancel) => await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

    public override Task LockIncidentAsync(int number, CancellationToken cancel) =>
        Database.ExecuteSqlAsync($"SELECT 1 FROM \"Incidents\" WHERE \"Number\" = {number} FOR UPDATE", cancel);

    public override async Task NotifyAsync(IReadOnlyList<Id<Incident>> changed, CancellationToken cancel)
    {
        foreach (var incident in changed)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {incident.ToString()})", cancel);
        }
    }

    private sealed class Transaction(IDbContextTransaction transaction) : IUnitOfWork
    {
        public Task CommitAsync(CancellationToken cancel) => transaction.CommitAsync(cancel);

        public ValueTask DisposeAsync() => transaction.DisposeAsync();
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
