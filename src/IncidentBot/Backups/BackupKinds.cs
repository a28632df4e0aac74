using System.Data.Common;
using System.Text.Json;
using IncidentBot.Core.Data;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IncidentBot.Host.Backups;

/// <summary>The kinds of values that a backup knows, and how they are read from a database, written as JSON and stored again. Only instants differ between the two databases.</summary>
internal sealed class BackupKinds(IncidentDb db)
{
    private readonly ValueConverter? instants = db.Model.FindEntityType(typeof(Delivery))!.FindProperty(nameof(Delivery.At))!.GetTypeMapping().Converter;

    public static string Of(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var stored = type == typeof(DateTimeOffset) ? type : property.GetTypeMapping().Converter?.ProviderClrType ?? type;
        return stored == typeof(string) ? "text"
            : stored == typeof(Guid) ? "uuid"
            : stored == typeof(int) || stored == typeof(long) ? "integer"
            : stored == typeof(bool) ? "boolean"
            : stored == typeof(DateTimeOffset) ? "instant"
            : stored == typeof(DateOnly) ? "date"
            : stored == typeof(byte[]) ? "bytes"
            : throw new NotSupportedException($"A backup has no kind for {property.DeclaringType.DisplayName()}.{property.Name} ({stored.Name}).");
    }

    public object? Read(DbDataReader row, int at, string kind) => row.IsDBNull(at) ? null : kind switch
    {
        "text" => row.GetString(at),
        "uuid" => row.GetGuid(at),
        "integer" => row.GetInt64(at),
        "boolean" => row.GetBoolean(at),
        "instant" => instants is null ? row.GetFieldValue<DateTimeOffset>(at) : instants.ConvertFromProvider(row.GetInt64(at)),
        "date" => row.GetFieldValue<DateOnly>(at),
        _ => row.GetFieldValue<byte[]>(at),
    };

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case Guid id: json.WriteStringValue(id); break;
            case long number: json.WriteNumberValue(number); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case DateTimeOffset instant: json.WriteStringValue(instant); break;
            case DateOnly date: json.WriteStringValue(date.ToString("O", System.Globalization.CultureInfo.InvariantCulture)); break;
            default: json.WriteBase64StringValue((byte[])value); break;
        }
    }

    public object Parse(JsonElement json, string kind) => json.ValueKind is JsonValueKind.Null ? DBNull.Value : kind switch
    {
        "text" => json.GetString()!,
        "uuid" => json.GetGuid(),
        "integer" => json.GetInt64(),
        "boolean" => json.GetBoolean(),
        "instant" => instants?.ConvertToProvider(json.GetDateTimeOffset()) ?? json.GetDateTimeOffset(),
        "date" => DateOnly.ParseExact(json.GetString()!, "O", System.Globalization.CultureInfo.InvariantCulture),
        "bytes" => json.GetBytesFromBase64(),
        _ => throw BackupRefusals.Newer($"a kind of value, {kind}, that this program does not know").AsException(),
    };
}
