using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Core.Incidents;

/// <summary>What people call an incident: INC-42. Numbers run over the whole installation and are never used twice.</summary>
[JsonConverter(typeof(IncidentReferenceJsonConverter))]
public readonly record struct IncidentReference(int Number)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out IncidentReference reference)
    {
        reference = default;
        if (text is null || !text.StartsWith("INC-", StringComparison.OrdinalIgnoreCase)
            || !int.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return false;
        }

        reference = new IncidentReference(number);
        return true;
    }

    public override string ToString() => $"INC-{Number}";
}

/// <summary>Writes a reference as people write it.</summary>
public sealed class IncidentReferenceJsonConverter : JsonConverter<IncidentReference>
{
    public override IncidentReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IncidentReference.TryParse(reader.GetString(), out var reference) ? reference : throw new JsonException("An incident reference looks like INC-42.");

    public override void Write(Utf8JsonWriter writer, IncidentReference value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
