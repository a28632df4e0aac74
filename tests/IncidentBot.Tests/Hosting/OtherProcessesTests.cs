using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IncidentBot.Tests.Hosting;

/// <summary>Several processes on one PostgreSQL: each hears what the others did, none stands in another's way for long.</summary>
public sealed class OtherProcessesTests
{
    [Fact]
    public async Task Those_that_start_at_once_on_an_empty_database_bring_it_up_to_date_in_turn()
    {
        Assert.SkipWhen(Databases.Server is null, "PostgreSQL is not started.");
        var connection = new NpgsqlConnectionStringBuilder(Databases.Server) { Database = $"t_{Guid.NewGuid():N}", Pooling = false }.ConnectionString;
        await using (var server = new NpgsqlConnection(Databases.Server))
        {
            await server.OpenAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(connection).Database}", server);
            await create.ExecuteNonQueryAsync();
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var options = new DbContextOptionsBuilder<PostgresIncidentDb>();
            PostgresIncidentDb.Use(options, connection);
            await using var db = new PostgresIncidentDb(options.Options);
            await db.MigrateInTurnAsync();
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
            Assert.Equal(1, await db.Database.SqlQuery<int>($"SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM hangfire.schema").SingleAsync());
        })));
        await Databases.DropAsync(connection);
    }

    [Fact]
    public async Task They_hear_what_is_said_in_a_room_posted_there_sent_and_put_into_an_inbox()
    {
        await using var bot = await Bot.StartAsync(Database.Postgres);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        var (incident, lena) = ((await bot.IncidentAsync("INC-1")).Id.Value, (await bot.PersonAsync("lena")).Id.Value);
        await using var other = await ListenAsync(bot);

        // The declaration was told when it was committed, with the pages in the inboxes; the card and the posts come after.
        await bot.SettleAsync();
        Assert.Equal([incident], await other.HeardAsync());
        await bot.DoAsync("sam", "page legal please join", "INC-1");
        Assert.Contains(lena, await other.HeardAsync());
        await bot.SettleAsync();
        await other.HeardAsync();
        await bot.DoAsync("sam", "note FS01 is off the network", "INC-1");
        Assert.Equal([incident], await other.HeardAsync());
        await bot.SettleAsync();
        Assert.Equal([incident], await other.HeardAsync());

        await using var scope = bot.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Core.WarRooms.RoomTalk>().SayAsync((await bot.IncidentAsync("INC-1")).Reference, (await bot.PersonAsync("sam")).Id, "web:1", "anybody there?", CancellationToken.None);
        Assert.Equal([incident], await other.HeardAsync());
    }

    [Fact]
    public async Task One_that_stands_still_in_the_middle_of_its_work_keeps_an_incident_from_them_for_seconds_only()
    {
        await using var bot = await Bot.StartAsync(Database.Postgres);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await using var scope = bot.Services.CreateAsyncScope();
        var frozen = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        await using var work = await frozen.BeginAsync(CancellationToken.None);
        await frozen.LockIncidentAsync(1, CancellationToken.None);

        var waited = Stopwatch.StartNew();
        await bot.DoAsync("sam", "note the others go on", "INC-1");
        Assert.InRange(waited.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(25));

        // When it wakes its work is undone, and it knows that it may try again.
        var woken = await Assert.ThrowsAnyAsync<Exception>(() => frozen.LockIncidentAsync(1, CancellationToken.None));
        Assert.True(Transient.Is(woken), woken.ToString());
    }

    [Theory]
    [InlineData(null, "10s")]
    [InlineData("-c idle_in_transaction_session_timeout=3s", "3s")]
    public async Task How_long_it_may_stand_still_is_what_the_operator_says_and_whoever_only_reads_may_take_longer(string? options, string may)
    {
        Assert.SkipWhen(Databases.Server is null, "PostgreSQL is not started.");
        var builder = new DbContextOptionsBuilder<PostgresIncidentDb>();
        PostgresIncidentDb.Use(builder, new NpgsqlConnectionStringBuilder(Databases.Server) { Options = options, Pooling = false }.ConnectionString);
        await using var db = new PostgresIncidentDb(builder.Options);
        await using (await db.BeginAsync(CancellationToken.None))
        {
            Assert.Equal(may, await AllowedAsync());
        }

        await using (await db.ReadOneMomentAsync(CancellationToken.None))
        {
            Assert.Equal("0", await AllowedAsync());
        }

        Task<string> AllowedAsync() => db.Database.SqlQuery<string>($"SELECT current_setting('idle_in_transaction_session_timeout') AS \"Value\"").SingleAsync();
    }

    [Fact]
    public async Task One_that_finds_a_new_plan_while_another_takes_it_over_waits_and_has_it_too()
    {
        await using var bot = await Bot.StartAsync(Database.Postgres);
        var plan = Path.Combine(bot.Folder, "plans", "fabrikam.yaml");
        await File.WriteAllTextAsync(Path.Combine(bot.Folder, "plans", "tailspin.yaml"), Regex.Replace((await File.ReadAllTextAsync(plan)).Replace("slug: fabrikam", "slug: tailspin", StringComparison.Ordinal), @"\b(frida|fay|finn|flo)\b", "tailspin-$1"));
        await using var scope = bot.Services.CreateAsyncScope();
        var other = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        await using var work = await other.BeginAsync(CancellationToken.None);
        other.Add(new Organisation("tailspin", "Tailspin Toys", OrganisationKind.Client));
        await other.SaveChangesAsync();

        var load = bot.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);
        await Task.Delay(300);
        Assert.False(load.IsCompleted);
        await work.CommitAsync(CancellationToken.None);
        await load;
        Assert.Equal(1, await bot.ReadAsync(db => db.PlanVersions.CountAsync(version => db.Organisations.Any(one => one.Id == version.OrganisationId && one.Slug == "tailspin"))));
    }

    private static async Task<Other> ListenAsync(Bot bot)
    {
        var open = new NpgsqlConnection(await bot.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString())));
        await open.OpenAsync();
        var heard = new ConcurrentQueue<Guid>();
        open.Notification += (_, told) => heard.Enqueue(Guid.Parse(told.Payload));
        await using var listen = new NpgsqlCommand($"LISTEN {PostgresIncidentDb.Channel}", open);
        await listen.ExecuteNonQueryAsync();
        return new Other(open, heard);
    }

    /// <summary>Another process, as far as it hears.</summary>
    private sealed record Other(NpgsqlConnection Open, ConcurrentQueue<Guid> Heard) : IAsyncDisposable
    {
        /// <summary>What was told since the last time. What was committed before is here when an answer comes on the same line.</summary>
        public async Task<IReadOnlyList<Guid>> HeardAsync()
        {
            await using var ask = new NpgsqlCommand("SELECT 1", Open);
            await ask.ExecuteScalarAsync();
            var all = new List<Guid>();
            while (Heard.TryDequeue(out var one))
            {
                all.Add(one);
            }

            return [.. all.Distinct()];
        }

        public ValueTask DisposeAsync() => Open.DisposeAsync();
    }
}
