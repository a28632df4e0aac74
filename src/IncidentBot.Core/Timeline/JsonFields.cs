using System.Text.Json;

namespace IncidentBot.Core.Timeline;

/// <summary>The fields of one JSON object of an export, each asked for by name; what was not asked for is refused at the end.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement element;
    private readonly string where;
    private readonly HashSet<string> asked = [];

    public JsonFields(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong($"{where} is not a JSON object");
        this.element = element;
        this.where = where;
    }

    public static RefusalException Wrong(string why) => TimelineRefusals.NotAnExport(why).AsException();

    public bool Has(string name) => element.TryGetProperty(name, out _);

    public JsonElement Value(string name)
    {
        asked.Add(name);
        return element.TryGetProperty(name, out var value) ? value : throw Wrong($"{where} lacks \"{name}\"");
    }

    public string Text(string name)
    {
        var value = Value(name);
        if (value.ValueKind != JsonValueKind.String) throw Wrong($"\"{name}\" of {where} is not a text");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong($"\"{name}\" of {where} is not Unicode text");
        }
    }

    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    public JsonElement.ArrayEnumerator Items(string name)
    {
        var value = Value(name);
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong($"\"{name}\" of {where} is not a list");
    }

    public int Sequence(string name, int least) =>
        Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= least
            ? number
            : throw Wrong($"\"{name}\" of {where} is not a whole number from {least} on");

    public DateTimeOffset Instant(string name) =>
        InstantText.TryRead(Text(name), out var instant) ? instant : throw Wrong($"\"{name}\" of {where} is not a time like 2026-03-01T09:15:00.000000Z");

    public string Hash(string name)
    {
        var text = Text(name);
        return text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? text : throw Wrong($"\"{name}\" of {where} is not 64 lower-case hexadecimal digits");
    }

    public byte[] Base64(string name, int? length = null)
    {
        var text = Text(name);
        var bytes = new byte[text.Length];
        var fine = Convert.TryFromBase64String(text, bytes, out var count) && Convert.ToBase64String(bytes, 0, count) == text && (length ?? count) == count;
        return fine ? bytes[..count] : throw Wrong($"\"{name}\" of {where} is not {(length is null ? "" : $"{length} bytes in ")}base64");
    }

    public void NothingElse()
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!asked.Contains(property.Name)) throw Wrong($"{where} has \"{PlainLine.Of(property.Name)}\", which does not belong there");
        }
    }
}
