using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Core.Verbs;

/// <summary>Verbs as buttons, forms and the API carry them: the verb's name and a JSON object of its arguments. Strict: what it does not know, it refuses.</summary>
public sealed class VerbJson(GrammarSet grammars)
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>The verb's own name and its arguments; what is left out is not written.</summary>
    public (string Name, string Json) Serialize(IVerb verb)
    {
        var grammar = grammars.Of(verb);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Written))
        {
            writer.WriteStartObject();
            foreach (var parameter in grammar.Parameters)
            {
                if (parameter.Of(verb) is not { } value || (!parameter.IsRequired && value.Equals(parameter.Default))) continue;
                writer.WritePropertyName(parameter.JsonName);
                Write(writer, parameter, value);
            }

            writer.WriteEndObject();
        }

        return (grammar.Name, Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <exception cref="RefusalException">The verb is unknown, or its arguments are not exactly what it takes.</exception>
    public IVerb Deserialize(string name, string json)
    {
        var grammar = grammars.Find(name) ?? throw GrammarRefusals.UnknownVerb(name).AsException();
        using var document = Parse(grammar, json);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw GrammarRefusals.NotAnObject(grammar).AsException();
        return Deserialize(grammar, document.RootElement);
    }

    private static IVerb Deserialize(Grammar grammar, JsonElement arguments)
    {
        var values = grammar.Parts.Defaults();
        var given = new bool[values.Length];
        foreach (var member in arguments.EnumerateObject())
        {
            var called = Text(() => member.Name) ?? "";
            var parameter = grammar.Parameters.FirstOrDefault(one => one.JsonName == called) ?? throw GrammarRefusals.UnknownMember(grammar, called).AsException();
            if (member.Value.ValueKind == JsonValueKind.Null && !parameter.IsRequired && parameter.Default is null) continue;
            var value = Read(parameter, member.Value) ?? throw GrammarRefusals.Malformed(grammar, parameter).AsException();
            if (Longest(value) is var length && length > grammar.Longest) throw (GrammarRefusals.TooLong(length, grammar.Longest) with { Field = parameter.JsonName }).AsException();
            if (parameter.Place == ParameterPlace.Rest && string.IsNullOrWhiteSpace((string)value)) continue;
            values[parameter.Index] = value;
            given[parameter.Index] = true;
        }

        if (grammar.Parameters.FirstOrDefault(one => one.IsRequired && !given[one.Index]) is { } missing) throw GrammarRefusals.MissingMember(grammar, missing).AsException();
        return grammar.Parts.Create(values);
    }

    private static JsonDocument Parse(Grammar grammar, string json)
    {
        try
        {
            return JsonDocument.Parse(CleanText.AtTheDoor(json), Strict);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // A name with an escaped lone surrogate is the invalid operation.
            throw GrammarRefusals.NotAnObject(grammar).AsException();
        }
    }

    private static void Write(Utf8JsonWriter writer, VerbParameter parameter, object value)
    {
        switch (value)
        {
            case int number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case IReadOnlyList<string> items:
                writer.WriteStartArray();
                foreach (var item in items) writer.WriteStringValue(item);
                writer.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, string> words:
                writer.WriteStartObject();
                foreach (var (key, word) in words) writer.WriteString(key, word);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(parameter.Choices?.Write(value) ?? value.ToString());
                break;
        }
    }

    private static object? Read(VerbParameter parameter, JsonElement value) => (parameter.Kind, value.ValueKind) switch
    {
        (ParameterKind.Text, JsonValueKind.String) => Text(value),
        (ParameterKind.Number, JsonValueKind.Number) => value.TryGetInt32(out var number) ? number : null,
        (ParameterKind.Flag, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        (ParameterKind.Choice, JsonValueKind.String) => Text(value) is { } word ? parameter.Choices!.Read(word) : null,
        (ParameterKind.Choice, JsonValueKind.Number) => parameter.Choices!.Read(value.GetRawText()),
        (ParameterKind.Person, JsonValueKind.String) => Guid.TryParse(Text(value), out var id) ? new Id<Person>(id) : null,
        (ParameterKind.Incident, JsonValueKind.String) => IncidentReference.TryParse(Text(value), out var reference) ? reference : null,
        (ParameterKind.List, JsonValueKind.Array) => All(value.EnumerateArray().Select(Text)),
        (ParameterKind.Words, JsonValueKind.Object) => Words(value),
        _ => null,
    };

    /// <summary>What is typed is no longer than a line; what a form carries is not either.</summary>
    private static int Longest(object value) => value switch
    {
        string text => text.Length,
        IReadOnlyList<string> items => items.Sum(item => item.Length),
        IReadOnlyDictionary<string, string> words => words.Sum(word => word.Key.Length + word.Value.Length),
        _ => 0,
    };

    private static string[]? All(IEnumerable<string?> items)
    {
        var all = items.ToArray();
        return Array.Exists(all, item => item is null) ? null : all.OfType<string>().ToArray();
    }

    private static Dictionary<string, string>? Words(JsonElement value)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (Text(() => member.Name) is not { } key || string.IsNullOrWhiteSpace(key) || Text(member.Value) is not { } word) return null;
            words[key] = word;
        }

        return words;
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? Text(() => value.GetString()!) : null;

    private static string? Text(Func<string> read)
    {
        try
        {
            return CleanText.AtTheDoor(read());
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate: valid JSON that is no text.
            return null;
        }
    }
}
