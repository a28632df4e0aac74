using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>What Adaptive Cards 1.5 and Teams allow, for the elements that we send. Whatever is not listed is wrong.</summary>
internal sealed partial class TeamsCardRules
{
    public const int Bytes = 25_000;

    private static readonly string[] Element = ["type", "spacing", "separator"];
    private static readonly string[] Input = [.. Element, "id", "label", "isRequired", "errorMessage"];
    private static readonly string[] Spacings = ["None", "Small", "Default", "Medium", "Large"];

    /// <summary>By type: its properties. The first half before the bar must be there.</summary>
    private static readonly Dictionary<string, (string[] Needed, string[] Known)> Types = new(StringComparer.Ordinal)
    {
        ["RichTextBlock"] = (["inlines"], Element),
        ["Container"] = (["items"], [.. Element, "style", "bleed"]),
        ["ActionSet"] = (["actions"], Element),
        ["Input.Text"] = (["id"], [.. Input, "placeholder", "value", "maxLength", "isMultiline"]),
        ["Input.Number"] = (["id"], [.. Input, "placeholder", "value"]),
        ["Input.Date"] = (["id"], [.. Input, "value"]),
        ["Input.Time"] = (["id"], [.. Input, "value"]),
        ["Input.Toggle"] = (["id", "title"], [.. Input, "value", "wrap"]),
        ["Input.ChoiceSet"] = (["id", "choices", "style"], [.. Input, "placeholder", "value"]),
        ["Action.Execute"] = (["title", "verb", "data"], ["type", "style", "fallback"]),
        ["Action.Submit"] = (["title", "data"], ["type", "style"]),
        ["Action.OpenUrl"] = (["url"], ["type", "title"]),
    };

    private readonly List<string> wrong = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <param name="typed">Bytes that people typed themselves: a form keeps them, whatever they weigh.</param>
    public static IReadOnlyList<string> Wrong(JsonObject card, bool inDialog = false, int typed = 0)
    {
        var rules = new TeamsCardRules();
        rules.Card(card, inDialog);
        var size = Encoding.UTF8.GetByteCount(card.ToJsonString(RenderedCard.Relaxed)) - typed;
        rules.Need(size <= Bytes, $"{size} bytes");
        return rules.wrong;
    }

    private void Card(JsonObject card, bool inDialog)
    {
        Only(card, "card", ["type", "$schema", "version", "fallbackText", "body", "msteams"], ["actions", "refresh"]);
        Need((string?)card["type"] == "AdaptiveCard" && (string?)card["version"] == "1.5" && (string?)card["$schema"] == "http://adaptivecards.io/schemas/adaptive-card.json", "head");
        Need((string?)card["msteams"]?["width"] == "Full", "width");
        Need((string?)card["fallbackText"] is { Length: > 0 and <= 700 } fallback && !UnescapedMark().IsMatch(fallback), "fallbackText");
        Need(card["body"]!.AsArray().Count > 0, "empty body");
        Need(card["actions"]?.AsArray().Count is null or (> 0 and <= 6), "actions");
        foreach (var element in card["body"]!.AsArray())
        {
            Item(element!.AsObject(), inDialog);
        }

        foreach (var action in card["actions"]?.AsArray() ?? [])
        {
            Action(action!.AsObject(), inDialog);
        }

        if (card["refresh"] is JsonObject refresh)
        {
            Only(refresh, "refresh", ["action"], ["userIds"]);
            Need((string?)refresh["action"]!["type"] == "Action.Execute", "refresh is no Action.Execute");
            Need(refresh["userIds"]?.AsArray().Count is null or (> 0 and <= 60), "userIds");
            Need(!inDialog, "a dialog refreshes nothing");
            Action(refresh["action"]!.AsObject(), inDialog);
        }
    }

    private void Item(JsonObject element, bool inDialog)
    {
        var type = (string)element["type"]!;
        if (!Types.TryGetValue(type, out var known) || type.StartsWith("Action.", StringComparison.Ordinal))
        {
            wrong.Add($"{type} is not known");
            return;
        }

        Only(element, type, known.Needed, known.Known);
        Need(element["spacing"] is null || Spacings.Contains((string)element["spacing"]!), $"spacing {element["spacing"]}");
        switch (type)
        {
            case "RichTextBlock":
                Need(element["inlines"]!.AsArray().Count > 0, "an empty line");
                foreach (var run in element["inlines"]!.AsArray())
                {
                    Run(run!.AsObject(), inDialog);
                }

                break;
            case "Container":
                Need((string?)element["style"] is "default" or "emphasis" or "good" or "warning" or "attention" or "accent", "style of a container");
                Need(element["items"]!.AsArray().Count > 0, "an empty container");
                foreach (var item in element["items"]!.AsArray())
                {
                    Item(item!.AsObject(), inDialog);
                }

                break;
            case "ActionSet":
                Need(element["actions"]!.AsArray().Count is > 0 and <= 6, "a row of buttons");
                foreach (var action in element["actions"]!.AsArray())
                {
                    Action(action!.AsObject(), inDialog);
                }

                break;
            default:
                Need(inDialog, "a question outside of a form");
                Question(element, type);
                break;
        }
    }

    private void Run(JsonObject run, bool inDialog)
    {
        Only(run, "TextRun", ["type", "text"], ["weight", "fontType", "size", "color", "isSubtle", "selectAction"]);
        Need((string?)run["type"] == "TextRun" && ((string)run["text"]!).Length > 0, "an empty run");
        Need((string?)run["weight"] is null or "Bolder", "weight");
        Need((string?)run["fontType"] is null or "Monospace", "fontType");
        Need((string?)run["size"] is null or "Small" or "Large", "size");
        Need((string?)run["color"] is null or "Attention", "color");
        Need(!((string)run["text"]!).Contains('\n', StringComparison.Ordinal), "a line break");
        if (run["selectAction"] is JsonObject link)
        {
            Need((string?)link["type"] == "Action.OpenUrl", "a link that is none");
            Action(link, inDialog);
        }
    }

    private void Question(JsonObject input, string type)
    {
        var id = (string)input["id"]!;
        Need(id.Length > 0 && ids.Add(id), $"id {id} again");
        Need(id is not ("incidentbot" or "msteams"), "an id in the place of ours");
        Need((input["isRequired"] is null) == (input["errorMessage"] is null), "what is required says so");
        Need(type == "Input.Toggle" || (string?)input["label"] is { Length: > 0 and <= 205 }, "label");
        Need((string?)input["placeholder"] is null or { Length: > 0 and <= 155 }, "placeholder");
        switch (type)
        {
            case "Input.Text":
                Need(input["maxLength"] is null || (int)input["maxLength"]! > 0, "maxLength");
                Need(input["value"] is null || ((string)input["value"]!).Length <= ((int?)input["maxLength"] ?? int.MaxValue), "a value longer than may be typed");
                break;
            case "Input.Number":
                Need(input["value"] is null || input["value"]!.GetValueKind() is System.Text.Json.JsonValueKind.Number, "a number that is none");
                break;
            case "Input.Date":
                Need(input["value"] is null || DateOnly.TryParseExact((string)input["value"]!, "yyyy-MM-dd", out _), "a day that is none");
                break;
            case "Input.Time":
                Need(input["value"] is null || TimeOnly.TryParseExact((string)input["value"]!, "HH:mm", out _), "a time that is none");
                break;
            case "Input.Toggle":
                Need((string?)input["value"] is null or "true" or "false", "a box that is neither");
                break;
            default:
                var choices = input["choices"]!.AsArray().Select(one => one!.AsObject()).ToList();
                choices.ForEach(one => Only(one, "choice", ["title", "value"], []));
                var values = choices.ConvertAll(one => (string)one["value"]!);
                Need(values.TrueForAll(one => one.Length is > 0 and <= 75) && values.Distinct().Count() == values.Count, "values of choices");
                Need(choices.TrueForAll(one => ((string)one["title"]!).Length is > 0 and <= 80), "titles of choices");
                Need(choices.Count is > 0 and <= 100, "choices");
                Need((string?)input["style"] is "compact" or "filtered", "style of choices");
                Need(input["value"] is null || values.Contains((string)input["value"]!), "what is chosen is no choice");
                break;
        }
    }

    private void Action(JsonObject action, bool inDialog)
    {
        var type = (string)action["type"]!;
        if (!Types.TryGetValue(type, out var known) || !type.StartsWith("Action.", StringComparison.Ordinal))
        {
            wrong.Add($"{type} is no action");
            return;
        }

        Only(action, type, known.Needed, known.Known);
        Need((string?)action["style"] is null or "positive" or "destructive", "style of a button");
        Need(action["title"] is null || ((string)action["title"]!).Length is > 0 and <= 80, "title of a button");
        Need(!inDialog || type != "Action.Execute", "a dialog knows no Action.Execute");
        Need(action["data"] is not JsonObject data || data.ContainsKey("incidentbot"), "data that is not ours");
        if (action["fallback"] is JsonObject fallback)
        {
            Need((string?)fallback["type"] == "Action.Submit" && JsonNode.DeepEquals(fallback["data"], action["data"]), "a fallback that does something else");
            Action(fallback, inDialog);
        }
        else
        {
            Need(type != "Action.Execute" || (string?)action["verb"] == "refresh", "no fallback");
        }
    }

    private void Only(JsonObject what, string name, string[] needed, string[] known)
    {
        wrong.AddRange(needed.Where(one => what[one] is null).Select(one => $"{name} without {one}"));
        wrong.AddRange(what.Select(one => one.Key).Where(one => !needed.Contains(one) && !known.Contains(one)).Select(one => $"{name} with {one}"));
    }

    private void Need(bool holds, string otherwise)
    {
        if (!holds)
        {
            wrong.Add(otherwise);
        }
    }

    [GeneratedRegex(@"(?<!\\)(\\\\)*[*_\[\]`~<>|]|\{\{(DATE|TIME)")]
    private static partial Regex UnescapedMark();
}
