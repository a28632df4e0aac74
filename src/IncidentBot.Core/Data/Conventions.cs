using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IncidentBot.Core.Data;

/// <summary>How our own kinds of values are stored, on every database alike.</summary>
public static class Conventions
{
    /// <summary>Every <see cref="Id{T}"/> in the model is stored as its GUID.</summary>
    internal static void Ids(ModelConfigurationBuilder configuration)
    {
        var ids = typeof(IncidentDb).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties())
            .Select(property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) && !type.ContainsGenericParameters)
            .Distinct();
        foreach (var id in ids)
        {
            configuration.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id.GetGenericArguments()));
        }
    }

    /// <summary>Stores a value as JSON text.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
        where T : class
    {
        property.HasConversion(
            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
            text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!);
        property.Metadata.SetValueComparer(new ValueComparer<T>(
            (left, right) => ReferenceEquals(left, right) || JsonSerializer.Serialize(left, JsonSerializerOptions.Web) == JsonSerializer.Serialize(right, JsonSerializerOptions.Web),
            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web).GetHashCode(StringComparison.Ordinal),
            value => value));
        return property;
    }

    /// <summary>Public for the compiled model.</summary>
    public sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));
}

/// <summary>A number that only grows, such as the last incident's.</summary>
public sealed class Counter
{
    public string Name { get; private set; } = "";

    public int Value { get; private set; }
}

internal sealed class CounterMapping : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> builder) => builder.HasKey(counter => counter.Name);
}
