using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Data;

/// <summary>Tells a fault of the database that may pass (a deadlock, a lost connection, a full disk, a database that restarts or gave us up, two deliveries with one key at once) from one that will not.</summary>
public static partial class Transient
{
    /// <summary>Worth another try.</summary>
    public static bool Is(Exception fault) => Conflicts(fault) || IsDown(fault);

    /// <summary>The database is not there or takes no writes: nothing else will go better now.</summary>
    public static bool IsDown(Exception fault) => Of(fault) is { } db && (
        db.SqlState is { Length: 5 } state ? state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal) || state is "25006"
        : Sqlite(db) is { } code ? code is "8" or "10" or "13" or "14"
        : db.IsTransient);

    private static bool Conflicts(Exception fault) => Of(fault) is { } db && (
        db.SqlState is { Length: 5 } state ? state is "23505" or "25P03" || db.IsTransient
        : Sqlite(db) is { } code && (code is "5" or "6" || db.Message.Contains("UNIQUE", StringComparison.Ordinal)));

    private static DbException? Of(Exception? fault) => fault switch
    {
        DbException db => db,
        DbUpdateException or InvalidOperationException or AggregateException => Of(fault.InnerException),
        _ => null,
    };

    /// <summary>SQLite's number of the error, which its exception says only in words where its own type is not known.</summary>
    private static string? Sqlite(DbException fault) => SqliteError().Match(fault.Message) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"SQLite Error (\d+):")]
    private static partial Regex SqliteError();
}
