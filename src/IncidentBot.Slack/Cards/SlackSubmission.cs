using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Slack.Cards;

/// <summary>A form as it came back from Slack.</summary>
public sealed class SlackSubmission
{
    private readonly SlackMetadata metadata;
    private readonly IReadOnlyDictionary<string, string> values;

    private SlackSubmission(SlackMetadata metadata, IReadOnlyList<string> fields, IReadOnlyDictionary<string, string> values)
    {
        this.metadata = metadata;
        Fields = fields;
        this.values = values;
    }

    public string Verb => metadata.V;

    public IncidentReference? Incident => IncidentReference.TryParse(metadata.I, out var reference) ? reference : null;

    public IncidentState? OfferedState => Enum.TryParse<IncidentState>(metadata.S, out var state) && Enum.IsDefined(state) ? state : null;

    /// <summary>Where the form was asked for.</summary>
    public string? Channel => metadata.C;

    /// <summary>The id under which the rest of the form was kept, because it was too long for the view; give what is found to <see cref="With"/> first.</summary>
    public string? Stored => metadata.K;

    /// <summary>The fields that it asked, in order.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <param name="view">The payload's view.</param>
    /// <returns>Null for what is no form of ours.</returns>
    public static SlackSubmission? Read(JsonElement view)
    {
        if (view.ValueKind is not JsonValueKind.Object || Text(view, "callback_id") != SlackForms.Callback || SlackMetadata.Read(Text(view, "private_metadata")) is not { } metadata)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var block in Members(view, "state", "values"))
        {
            if (block.Value.ValueKind is JsonValueKind.Object && block.Value.TryGetProperty(block.Name, out var element))
            {
                values[block.Name] = Value(element);
            }
        }

        var asked = view.TryGetProperty("blocks", out var blocks) && blocks.ValueKind is JsonValueKind.Array
            ? blocks.EnumerateArray().Where(block => Text(block, "type") == "input").Select(block => Text(block, "block_id")).OfType<string>().ToList()
            : [.. values.Keys];
        return new SlackSubmission(metadata, asked, values);
    }

    /// <summary>With what was kept under <see cref="Stored"/>.</summary>
    public SlackSubmission With(CardAction? kept) => new(metadata.With(kept), Fields, values);

    /// <summary>The JSON arguments of the verb.</summary>
    /// <exception cref="Core.RefusalException">What was filled in is none; its field says where.</exception>
    public string Arguments(VerbCatalogue verbs)
    {
        var grammar = verbs.Grammars.Find(Verb) ?? throw GrammarRefusals.UnknownVerb(Verb).AsException();
        return FormAnswers.Arguments(grammar, metadata.A ?? "{}", values.ToDictionary(one => one.Key, one => metadata.L?.GetValueOrDefault(one.Value) ?? one.Value, StringComparer.Ordinal));
    }

    /// <summary>What goes to the router, by the rights of whoever sent it.</summary>
    /// <exception cref="Core.RefusalException">What was filled in is none, or is no verb.</exception>
    public VerbRequest Request(VerbCatalogue verbs, Core.Id<Core.Organisations.Person>? person)
    {
        var arguments = Arguments(verbs);
        return new VerbRequest(FormAnswers.Key(metadata.O, arguments), person, verbs.Read(Verb, arguments), Incident, OfferedState) { InChat = true };
    }

    private static string Value(JsonElement element) => Text(element, "type") switch
    {
        "checkboxes" => element.TryGetProperty("selected_options", out var ticked) && ticked.ValueKind is JsonValueKind.Array && ticked.GetArrayLength() > 0 ? "true" : "",
        "static_select" => element.TryGetProperty("selected_option", out var chosen) && chosen.ValueKind is JsonValueKind.Object ? Text(chosen, "value") ?? "" : "",
        _ => Text(element, "value") ?? "",
    };

    private static IEnumerable<JsonProperty> Members(JsonElement from, params string[] path)
    {
        foreach (var name in path)
        {
            if (from.ValueKind is not JsonValueKind.Object || !from.TryGetProperty(name, out from))
            {
                return [];
            }
        }

        return from.ValueKind is JsonValueKind.Object ? from.EnumerateObject() : [];
    }

    private static string? Text(JsonElement from, string name) => from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
