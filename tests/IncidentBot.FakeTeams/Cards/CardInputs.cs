using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentBot.TeamsFake.Cards;

/// <summary>What a person fills in, held against what the card's inputs take, as the client does before it sends anything.</summary>
internal static class CardInputs
{
    /// <summary>What goes to the bot: the button's own data, and over it every input that has a value, as text.</summary>
    /// <exception cref="InvalidOperationException">The client would not send it.</exception>
    public static JsonObject Collect(JsonObject card, JsonObject action, IReadOnlyDictionary<string, string>? given)
    {
        var data = (action["data"] as JsonObject)?.DeepClone() as JsonObject ?? [];
        var inputs = CardView.InputsOf(card).ToList();
        if (given?.Keys.FirstOrDefault(name => !inputs.Exists(one => (string?)one["id"] == name)) is { } unknown)
        {
            throw new InvalidOperationException($"There is no input “{unknown}” among: {string.Join(", ", CardView.Inputs(card))}");
        }

        if (((string?)action["associatedInputs"])?.Equals("none", StringComparison.OrdinalIgnoreCase) is true)
        {
            return data;
        }

        foreach (var input in inputs)
        {
            var id = (string)input["id"]!;
            var value = given?.GetValueOrDefault(id) ?? Text(input["value"]) ?? ((string?)input["type"] == "Input.Toggle" ? Text(input["valueOff"]) ?? "false" : null);
            if (Wrong(input, value) is { } wrong)
            {
                throw new InvalidOperationException($"The input “{id}” {wrong}: {input["errorMessage"]}");
            }

            if (!string.IsNullOrEmpty(value))
            {
                data[id] = value;
            }
        }

        return data;
    }

    private static string? Wrong(JsonObject input, string? value) => string.IsNullOrEmpty(value)
        ? input["isRequired"] is JsonValue required && required.TryGetValue<bool>(out var must) && must ? "must be filled in" : null
        : (string?)input["type"] switch
        {
            "Input.Text" => input["maxLength"] is JsonValue most && value.Length > most.GetValue<int>() ? "is too long" : (string?)input["regex"] is { } form && !Regex.IsMatch(value, form) ? "has not the form that is asked for" : null,
            "Input.Number" => !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? "is no number" : Number(input["min"]) > number || Number(input["max"]) < number ? "is out of its range" : null,
            "Input.Date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", out _) ? null : "is no date",
            "Input.Time" => TimeOnly.TryParseExact(value, "HH:mm", out _) ? null : "is no time",
            "Input.Toggle" => value == (Text(input["valueOn"]) ?? "true") || value == (Text(input["valueOff"]) ?? "false") ? null : "is neither on nor off",
            "Input.ChoiceSet" => Choices(input, value),
            _ => null,
        };

    private static string? Choices(JsonObject input, string value)
    {
        var known = (input["choices"] as JsonArray ?? []).Select(one => Text(one?["value"])).ToHashSet();
        var chosen = input["isMultiSelect"] is JsonValue several && several.GetValue<bool>() ? value.Split(',') : [value];
        return input["choices.data"] is not null || Array.TrueForAll(chosen, known.Contains) ? null : $"has no choice “{value}” among {string.Join(", ", known)}";
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static string? Text(JsonNode? node) => node?.ToString();
}
