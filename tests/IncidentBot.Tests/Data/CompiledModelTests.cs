using IncidentBot.Core.Data;
using IncidentBot.Host.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IncidentBot.Tests.Data;

/// <summary>The program runs on models that were compiled before. One that is old would leave a column out without a word.</summary>
public sealed class CompiledModelTests
{
    public static TheoryData<string> Databases => ["SQLite", "PostgreSQL"];

    [Theory]
    [MemberData(nameof(Databases))]
    public void They_are_what_the_mappings_say(string database)
    {
        using IncidentDb db = database == "SQLite" ? new SqliteDesign().CreateDbContext([]) : new PostgresDesign().CreateDbContext([]);
        Assert.StartsWith("IncidentBot.Host.Data.Compiled", db.Model.GetType().Namespace, StringComparison.Ordinal);
        var (mapped, compiled) = (Lines(db.GetService<IDesignTimeModel>().Model), Lines(db.Model));
        Assert.True(mapped.Count > 300, $"{mapped.Count} lines are not the whole model.");
        Assert.True(mapped.SequenceEqual(compiled), $"""
            The compiled model is old: run src/IncidentBot/Data/compile-models.sh.
            Only mapped: {string.Join("; ", mapped.Except(compiled))}
            Only compiled: {string.Join("; ", compiled.Except(mapped))}
            """);
    }

    private static List<string> Lines(IModel model) => [.. model.GetEntityTypes().SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(IEntityType entity)
    {
        var table = $"{entity.ClrType.Name} in {entity.GetTableName()}";
        return entity.GetProperties().Select(one => $"{table}: {one.GetColumnName()} {one.GetColumnType()} {one.ClrType} nullable {one.IsNullable} token {one.IsConcurrencyToken} generated {one.ValueGenerated} length {one.GetMaxLength()} as {one.GetTypeMapping().Converter?.ProviderClrType}")
            .Concat(entity.GetKeys().Select(one => $"{table}: key {Names(one.Properties)} {one.IsPrimaryKey()}"))
            .Concat(entity.GetIndexes().Select(one => $"{table}: index {Names(one.Properties)} unique {one.IsUnique} where {one.GetFilter()}"))
            .Concat(entity.GetForeignKeys().Select(one => $"{table}: to {one.PrincipalEntityType.ClrType.Name} by {Names(one.Properties)} unique {one.IsUnique} then {one.DeleteBehavior}"));
    }

    private static string Names(IEnumerable<IProperty> properties) => string.Join(",", properties.Select(one => one.Name));
}
