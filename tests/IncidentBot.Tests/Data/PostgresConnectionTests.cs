using IncidentBot.Host.Data;
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

    private static NpgsqlConnectionStringBuilder Used(string connection)
    {
        var builder = new DbContextOptionsBuilder<PostgresIncidentDb>();
        PostgresIncidentDb.Use(builder, connection);
        using var db = new PostgresIncidentDb(builder.Options);
        return new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
    }
}
