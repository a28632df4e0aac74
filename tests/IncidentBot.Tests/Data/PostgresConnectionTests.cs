using IncidentBot.Host.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace IncidentBot.Tests.Data;

/// <summary>What the bot adds to the connection string, and that what an operator says in it stands.</summary>
public sealed class PostgresConnectionTests
{
    [Fact]
    public void Statements_are_prepared_and_an_idle_transaction_ends()
    {
        var used = Used("Host=db");
        Assert.Equal((400, true, "-c idle_in_transaction_session_timeout=10s"), (used.MaxAutoPrepare, used.NoResetOnClose, used.Options));
    }

    [Theory]
    [InlineData("Host=db;Max Auto Prepare=0")]
    [InlineData("Host=db;MaxAutoPrepare=0")]
    public void Behind_a_pool_that_prepares_nothing_an_operator_turns_it_off(string connection)
    {
        var used = Used(connection);
        Assert.Equal((0, false), (used.MaxAutoPrepare, used.NoResetOnClose));
    }

    [Fact]
    public void Options_of_an_operator_come_last() =>
        Assert.Equal("-c idle_in_transaction_session_timeout=10s -c idle_in_transaction_session_timeout=60s", Used("Host=db;Options=-c idle_in_transaction_session_timeout=60s").Options);

    private static NpgsqlConnectionStringBuilder Used(string connection)
    {
        var builder = new DbContextOptionsBuilder<PostgresIncidentDb>();
        PostgresIncidentDb.Use(builder, connection);
        using var db = new PostgresIncidentDb(builder.Options);
        return new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
    }
}
