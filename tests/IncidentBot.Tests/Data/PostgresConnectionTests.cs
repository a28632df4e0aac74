using IncidentBot.Host.Data;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IncidentBot.Tests.Data;

/// <summary>What the bot adds to the connection string, and that what an operator says in it stands.</summary>
public sealed class PostgresConnectionTests
{
    [Fact]
    public void An_idle_transaction_ends() => Assert.Equal("-c idle_in_transaction_session_timeout=10s", Used("Host=db").Options);

    [Fact]
    public void Options_of_an_operator_come_last() =>
        Assert.Equal("-c idle_in_transaction_session_timeout=10s -c idle_in_transaction_session_timeout=60s", Used("Host=db;Options=-c idle_in_transaction_session_timeout=60s").Options);

    /// <summary>The third time the server keeps the plan of a statement: that is when the line is cut here.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_is_cut_while_a_plan_is_to_be_kept_leaves_nothing_behind_for_the_next_statements(bool writes)
    {
        var connection = await Databases.PostgresAsync();
        await using var wire = Wire.Start();
        var builder = new DbContextOptionsBuilder<PostgresIncidentDb>();
        PostgresIncidentDb.Use(builder, wire.To(connection));
        await using var db = new PostgresIncidentDb(builder.Options);
        await AskAsync(1);
        await AskAsync(2);
        wire.Cut();
        Assert.True(Core.Data.Transient.IsDown(await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(3))));
        for (var n = 4; n < 20; n++)
        {
            await AskAsync(n);
            Assert.Equal(n, await db.Database.SqlQuery<int>($"SELECT {n} AS \"Value\"").SingleAsync());
            Assert.False(await db.Effects.AnyAsync());
        }

        await Databases.DropAsync(connection);

        Task AskAsync(int n) => writes ? db.Database.ExecuteSqlAsync($"INSERT INTO \"Counters\" (\"Name\", \"Value\") VALUES ('cut', {n}) ON CONFLICT (\"Name\") DO UPDATE SET \"Value\" = {n}") : db.Incidents.Where(one => one.Number == n).ToListAsync();
    }

    private static NpgsqlConnectionStringBuilder Used(string connection)
    {
        var builder = new DbContextOptionsBuilder<PostgresIncidentDb>();
        PostgresIncidentDb.Use(builder, connection);
        using var db = new PostgresIncidentDb(builder.Options);
        return new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
    }
}
