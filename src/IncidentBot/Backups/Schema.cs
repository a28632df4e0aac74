using System.Reflection;
using IncidentBot.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Backups;

/// <summary>The names of migrations, without the instant at which each was made: that differs between the two databases, and the names do not.</summary>
internal static class Schema
{
    public static string Name(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];

    public static IReadOnlyList<string> Known(IncidentDb db) => [.. db.Database.GetMigrations().Select(Name)];

    /// <summary>What a migration of that name is called on this database.</summary>
    public static string Id(IncidentDb db, string name) => db.Database.GetMigrations().Single(one => Name(one) == name);
}

/// <summary>The program's own version.</summary>
internal static class Product
{
    public static string Version { get; } = typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
