using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Data;

/// <summary>Tells a fault that may pass (a deadlock, a lost connection, a database that restarts or gave us up, two deliveries with one key at once) from one that will not.</summary>
public static class Transient
{
    public static bool Is(Exception fault) => fault switch
    {
        DbException { IsTransient: true } => true,
        DbException { SqlState: "40001" or "40P01" or "23505" or "25P03" or "57P01" or "57P02" } => true,
        DbException db when db.GetType().Name == "SqliteException" && (db.ErrorCode is 5 or 6 || db.Message.Contains("UNIQUE", StringComparison.Ordinal)) => true,
        DbUpdateException { InnerException: { } inner } => Is(inner),
        InvalidOperationException { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
