using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>The form of a verb from its grammar alone, without looking anything up: what must be chosen from what is stored can only be typed here. <see cref="FormBook"/> makes it whole.</summary>
public static class FormSketch
{
    /// <param name="action">A button that opens a form: what it carries stands in the fields, and what it is about is settled.</param>
    public static Form Of(VerbCatalogue verbs, CardAction action) => Of(verbs, action, []);

    internal static Form Of(VerbCatalogue verbs, CardAction action, IReadOnlyCollection<Lookup> allowed)
    {
        var grammar = verbs.Grammars.Find(action.Verb) ?? throw GrammarRefusals.UnknownVerb(action.Verb).AsException();
        var carried = Carried(grammar, action.Arguments);
        var settled = new JsonObject();
        var fields = new List<FormField>();
        foreach (var parameter in grammar.Parameters)
        {
            var asked = FormWords.Of(grammar, parameter);
            var value = carried.GetValueOrDefault(parameter.JsonName);
            if (value is not null && Settles(asked, value))
            {
                settled[parameter.JsonName] = value.DeepClone();
            }
            else if (!asked.Hidden && !asked.Fixed && (asked.From is not (Lookup.Override or Lookup.Counsel) || value is not null || allowed.Contains(asked.From)))
            {
                fields.Add(Field(parameter, asked, value));
            }
        }

        // What must be said comes first; beyond that the record's own order is the order of thought.
        var (title, submit) = FormWords.Of(grammar);
        return new Form(title, grammar.Name, grammar.TakesIncident ? action.Incident : "", action.OfferedState, $"form:{Guid.NewGuid():N}", submit, [.. fields.OrderByDescending(field => field.Required)])
        {
            Intro = grammar.Summary,
            Arguments = settled.ToJsonString(),
        };
    }

    private static bool Settles(Asked asked, JsonNode value) => (asked.WhichOne || asked.Hidden) && !(value.GetValueKind() is JsonValueKind.String && value.GetValue<string>().Length == 0);

    private static FormField Field(VerbParameter parameter, Asked asked, JsonNode? value)
    {
        var kind = parameter.Kind switch
        {
            ParameterKind.Text => asked.Kind,
            ParameterKind.Number => FieldKind.Number,
            ParameterKind.Flag => FieldKind.Flag,
            ParameterKind.Choice => FieldKind.Choice,
            ParameterKind.Person => FieldKind.Person,
            ParameterKind.Incident => FieldKind.Incident,
            ParameterKind.List => FieldKind.List,
            ParameterKind.Words => FieldKind.Pairs,
            _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.Kind, null),
        };
        return new FormField(parameter.JsonName, asked.Label, kind)
        {
            Required = parameter.IsRequired || asked.Needed,
            Value = value is null ? Default(parameter) : Written(parameter, value),
            Hint = asked.Hint ?? parameter.Description,
            Example = asked.Example,
            MaxLength = asked.Most,
            Options = parameter.Choices is { } choices ? [.. choices.Words.Select(word => new FormOption(word, FormWords.Choice(parameter, word)))] : [],
        };
    }

    private static string? Default(VerbParameter parameter) => parameter switch
    {
        { Kind: ParameterKind.Choice, Default: { } word } when !parameter.IsRequired => parameter.Choices!.Write(word),
        { Kind: ParameterKind.Number, Default: { } number } when !parameter.IsRequired => number.ToString(),
        _ => null,
    };

    private static string? Written(VerbParameter parameter, JsonNode value) => value switch
    {
        JsonObject pairs => string.Join('\n', pairs.Select(pair => $"{pair.Key}={pair.Value}")),
        JsonArray items => Quoting.List(items.Select(item => item?.ToString() ?? "")),
        _ when parameter.Choices is { } choices => choices.Read(value.ToString()) is { } known ? choices.Write(known) : null,
        _ when value.GetValueKind() is JsonValueKind.True => "true",
        _ when value.GetValueKind() is JsonValueKind.False => null,
        _ => value.ToString() is { Length: > 0 } text ? text : null,
    };

    /// <summary>A button's arguments may lack what the form asks, so they are read leniently; the verb is read strictly when the form comes back.</summary>
    internal static Dictionary<string, JsonNode?> Carried(Grammar grammar, string arguments)
    {
        try
        {
            return JsonNode.Parse(arguments) is JsonObject carried
                ? carried.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal)
                : throw GrammarRefusals.NotAnObject(grammar).AsException();
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            throw GrammarRefusals.NotAnObject(grammar).AsException();
        }
    }
}
