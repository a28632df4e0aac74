using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IncidentBot.Host.Data;

/// <summary>The embedded default: one file, one process, every commit on disk before it is answered.</summary>
public sealed class SqliteIncidentDb(DbContextOptions<SqliteIncidentDb> options) : IncidentDb(options)
{
    /// <summary>SQLite has one writer. Writers of this process wait here in turn instead of polling a busy file.</summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Writers = new(StringComparer.Ordinal);

    public static void Use(DbContextOptionsBuilder builder, string file) =>
        builder.UseSqlite($"Data Source={file};Default Timeout=30").AddInterceptors(new Durability());

    public override async Task<IUnitOfWork> BeginAsync(CancellationToken cancel)
    {
        var writer = Writers.GetOrAdd(Database.GetConnectionString()!, _ => new SemaphoreSlim(1, 1));
        await writer.WaitAsync(cancel);
        try
        {
            // The provider begins IMMEDIATE unless it is asked to defer.
            return new Turn(await Database.BeginTransactionAsync(cancel), writer);
        }
        catch
        {
            writer.Release();
            throw;
        }
    }

    public override async Task<IAsyncDisposable> ReadOneMomentAsync(CancellationToken cancel)
    {
        await Database.OpenConnectionAsync(cancel);

        // A deferred one that only reads sees in WAL what was committed when it first read, and keeps no writer waiting.
        return (await Database.UseTransactionAsync(((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true), cancel))!;
    }

    /// <summary>The one writer has every incident to itself.</summary>
    public override Task<Incident?> LockIncidentAsync(int number, CancellationToken cancel) => Incidents.SingleOrDefaultAsync(one => one.Number == number, cancel);

    public override async Task<IReadOnlyList<Incident>> LockFreeIncidentsAsync(IReadOnlyCollection<Id<Incident>> ids, CancellationToken cancel) =>
        await Incidents.Where(one => ids.Contains(one.Id)).OrderBy(one => one.Number).ToListAsync(cancel);

    /// <summary>At start this process is the only one: leases of one that was killed hold nobody up, and alarms that lived in its memory are set again.</summary>
    public async Task BeginAloneAsync(CancellationToken cancel)
    {
        await Lanes.Where(lane => lane.LeasedUntil > 0).ExecuteUpdateAsync(set => set.SetProperty(lane => lane.LeasedUntil, 0L).SetProperty(lane => lane.Fence, lane => lane.Fence + 1), cancel);
        await Pages.Where(page => page.AlarmAt != null).ExecuteUpdateAsync(set => set.SetProperty(page => page.AlarmAt, (DateTimeOffset?)null), cancel);
        await Reminders.Where(reminder => reminder.Alarmed && reminder.State == ReminderState.Planned).ExecuteUpdateAsync(set => set.SetProperty(reminder => reminder.Alarmed, false), cancel);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite can neither compare nor order DateTimeOffset: UTC ticks it can.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();
    }

    /// <summary>Public for the compiled model.</summary>
    public sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class Turn(IDbContextTransaction transaction, SemaphoreSlim writer) : IUnitOfWork
    {
        public Task CommitAsync(CancellationToken cancel) => transaction.CommitAsync(cancel);

        public async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
            }
            finally
            {
                writer.Release();
            }
        }
    }

    /// <summary>WAL keeps readers out of the writer's way; FULL makes a commit survive a power cut. See docs/decisions/0004. What SQLite is told stays with its handle, which the provider keeps and gives out again: each is told once.</summary>
    private sealed class Durability : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

        private static readonly ConditionalWeakTable<object, object> Told = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            var handle = ((SqliteConnection)connection).Handle!;
            if (Told.TryGetValue(handle, out _))
            {
                return;
            }

            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
            Told.AddOrUpdate(handle, handle);
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            // SQLite's provider has nothing to wait for.
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Lets the migrations tool make the model without the host.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteIncidentDb>
{
    public SqliteIncidentDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteIncidentDb>();
        SqliteIncidentDb.Use(builder, "design.db");
        return new SqliteIncidentDb(builder.Options);
    }
}
