using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.TeamsFake.Cards;

/// <summary>What an Adaptive Card may hold: the schema's elements up to 1.5 with their properties. Clients leave out what they do not know; here it is an error.</summary>
internal sealed class CardRules
{
    private const int MostRefreshed = 60;

    private const string Common = " type id spacing separator isVisible requires fallback height";
    private const string Input = Common + " label errorMessage isRequired value";
    private const string Action = " type id title iconUrl style fallback requires mode tooltip isEnabled";
    private const string Box = Common + " selectAction style verticalContentAlignment bleed backgroundImage minHeight rtl";

    /// <summary>An asterisk marks what must be there.</summary>
    private static readonly Dictionary<string, string[]> Types = new Dictionary<string, string>
    {
        ["AdaptiveCard"] = "type version* $schema body actions selectAction fallbackText speak lang backgroundImage minHeight verticalContentAlignment rtl refresh authentication msteams",
        ["TextBlock"] = "text* color fontType horizontalAlignment isSubtle maxLines size weight wrap style" + Common,
        ["RichTextBlock"] = "inlines* horizontalAlignment" + Common,
        ["TextRun"] = "type text* color fontType highlight isSubtle italic selectAction size strikethrough underline weight",
        ["Image"] = "url* altText backgroundColor horizontalAlignment selectAction size style width msteams" + Common,
        ["ImageSet"] = "images* imageSize style" + Common,
        ["Media"] = "sources* poster altText captionSources" + Common,
        ["ActionSet"] = "actions*" + Common,
        ["Container"] = "items*" + Box,
        ["ColumnSet"] = "columns* horizontalAlignment" + Box,
        ["Column"] = "items width" + Box,
        ["FactSet"] = "facts*" + Common,
        ["Table"] = "columns* rows* firstRowAsHeader showGridLines gridStyle horizontalCellContentAlignment verticalCellContentAlignment" + Common,
        ["TableRow"] = "cells* style horizontalCellContentAlignment verticalCellContentAlignment" + Common,
        ["TableCell"] = "items*" + Box,
        ["Input.Text"] = "id* isMultiline maxLength placeholder regex style inlineAction" + Input,
        ["Input.Number"] = "id* max min placeholder" + Input,
        ["Input.Date"] = "id* max min placeholder" + Input,
        ["Input.Time"] = "id* max min placeholder" + Input,
        ["Input.Toggle"] = "id* title* valueOff valueOn wrap" + Input,
        ["Input.ChoiceSet"] = "id* choices choices.data isMultiSelect style placeholder wrap" + Input,
        ["Action.OpenUrl"] = "url*" + Action,
        ["Action.Submit"] = "data associatedInputs msteams" + Action,
        ["Action.ShowCard"] = "card*" + Action,
        ["Action.ToggleVisibility"] = "targetElements*" + Action,
        ["Action.Execute"] = "verb data associatedInputs" + Action,
    }.ToDictionary(one => one.Key, one => one.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static readonly string[] Flags = ["wrap", "isSubtle", "separator", "isVisible", "isRequired", "isMultiline", "isMultiSelect", "bleed", "italic", "strikethrough", "underline", "highlight", "firstRowAsHeader", "showGridLines", "isEnabled", "rtl"];
    private static readonly string[] Numbers = ["maxLines", "maxLength"];
    private static readonly string[] Words = ["id", "text", "title", "label", "placeholder", "errorMessage", "altText", "url", "verb", "tooltip", "regex", "fallbackText", "lang"];
    private static readonly string[] Lists = ["body", "actions", "items", "columns", "rows", "cells", "facts", "choices", "inlines", "images"];

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["spacing"] = ["none", "small", "default", "medium", "large", "extralarge", "padding"],
        ["weight"] = ["lighter", "default", "bolder"],
        ["color"] = ["default", "dark", "light", "accent", "good", "warning", "attention"],
        ["fontType"] = ["default", "monospace"],
        ["horizontalAlignment"] = ["left", "center", "right"],
        ["verticalContentAlignment"] = ["top", "center", "bottom"],
        ["mode"] = ["primary", "secondary"],
        ["associatedInputs"] = ["auto", "none"],
        ["TextBlock.style"] = ["default", "heading", "columnheader"],
        ["TextBlock.size"] = ["small", "default", "medium", "large", "extralarge"],
        ["Container.style"] = ["default", "emphasis", "good", "attention", "warning", "accent"],
        ["Column.style"] = ["default", "emphasis", "good", "attention", "warning", "accent"],
        ["ColumnSet.style"] = ["default", "emphasis", "good", "attention", "warning", "accent"],
        ["Input.Text.style"] = ["text", "tel", "url", "email", "password"],
        ["Input.ChoiceSet.style"] = ["compact", "expanded", "filtered"],
        ["Action.Submit.style"] = ["default", "positive", "destructive"],
        ["Action.Execute.style"] = ["default", "positive", "destructive"],
        ["Action.OpenUrl.style"] = ["default", "positive", "destructive"],
        ["Action.ShowCard.style"] = ["default", "positive", "destructive"],
    };

    private readonly HashSet<string> ids = [];
    private double version;

    /// <summary>What is wrong with it first, or null.</summary>
    /// <param name="isKnown">Whether somebody has this id, for mentions.</param>
    public static string? Wrong(JsonNode? content, Predicate<string> isKnown) => content is JsonObject card && (string?)card["type"] == "AdaptiveCard" ? new CardRules().Card(card, isKnown) : "the content is no object of type AdaptiveCard";

    private string? Card(JsonObject card, Predicate<string> isKnown)
    {
        if (card["version"] is not JsonValue given || !given.TryGetValue<string>(out var text) || !double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out version) || version is < 1.0 or > 1.5)
        {
            return $"version {card["version"]} is not one from 1.0 to 1.5";
        }

        return Element(card, "card") ?? Refresh(card["refresh"]) ?? Mentions(card, isKnown);
    }

    private string? Element(JsonObject element, string path, string? assumed = null)
    {
        var type = (string?)(element["type"] as JsonValue) ?? assumed;
        if (type is null || !Types.TryGetValue(type, out var known))
        {
            return $"{path}: unknown type {type}";
        }

        path = $"{path}/{type}";
        if ((type == "Action.Execute" && version < 1.4) || (type == "Table" && version < 1.5))
        {
            return $"{path}: not in version {version.ToString(CultureInfo.InvariantCulture)}";
        }

        if (known.FirstOrDefault(one => one.EndsWith('*') && element[one[..^1]] is null) is { } missing)
        {
            return $"{path}: {missing[..^1]} is missing";
        }

        if (type.StartsWith("Input.", StringComparison.Ordinal) && !ids.Add((string)element["id"]!))
        {
            return $"{path}: the id {element["id"]} is there twice";
        }

        return element.Select(one => known.Contains(one.Key) || known.Contains(one.Key + "*") ? Property(type, one.Key, one.Value, path) : $"{path}: unknown property {one.Key}").FirstOrDefault(one => one is not null);
    }

    private string? Property(string type, string name, JsonNode? value, string path)
    {
        var kind = value?.GetValueKind();
        var wrong = kind is null ? false
            : Flags.Contains(name) ? kind is not (JsonValueKind.True or JsonValueKind.False)
            : Numbers.Contains(name) ? kind is not JsonValueKind.Number
            : Words.Contains(name) ? kind is not JsonValueKind.String
            : Lists.Contains(name) && kind is not JsonValueKind.Array;
        if (wrong)
        {
            return $"{path}: {name} is {kind}";
        }

        if ((Values.GetValueOrDefault($"{type}.{name}") ?? Values.GetValueOrDefault(name)) is { } allowed && value is JsonValue word && !allowed.Contains(word.ToString().ToLowerInvariant()))
        {
            return $"{path}: {name} is {word}, not one of {string.Join(", ", allowed)}";
        }

        return (type, name) switch
        {
            ("Input.ChoiceSet", "choices") => All(value, (one, at) => one["title"] is JsonValue && one["value"] is JsonValue ? null : $"{at}: a choice needs title and value", path),
            ("FactSet", "facts") => All(value, (one, at) => one["title"] is JsonValue && one["value"] is JsonValue ? null : $"{at}: a fact needs title and value", path),
            ("ColumnSet", "columns") => All(value, (one, at) => Element(one, at, "Column"), path),
            ("Table", "rows") => All(value, (one, at) => Element(one, at, "TableRow"), path),
            ("TableRow", "cells") => All(value, (one, at) => Element(one, at, "TableCell"), path),
            (_, "body" or "items" or "actions" or "images") => All(value, (one, at) => Element(one, at), path),
            (_, "inlines") => value is JsonArray runs ? runs.OfType<JsonObject>().Select(one => Element(one, path)).FirstOrDefault(one => one is not null) : null,
            (_, "selectAction" or "inlineAction" or "card") => value is JsonObject inner ? Element(inner, path) : $"{path}: {name} is no object",
            (_, "fallback") => value is JsonObject other ? new CardRules { version = version }.Element(other, path) : value is JsonValue drop && drop.ToString() == "drop" ? null : $"{path}: fallback is {value}",
            _ => null,
        };
    }

    private static string? All(JsonNode? list, Func<JsonObject, string, string?> check, string path) => list is JsonArray many
        ? many.Select((one, at) => one is JsonObject element ? check(element, $"{path}[{at}]") : $"{path}[{at}] is no object").FirstOrDefault(one => one is not null) : null;

    private string? Refresh(JsonNode? refresh) => refresh is null ? null
        : version < 1.4 ? "refresh is not in this version"
        : (string?)refresh["action"]?["type"] != "Action.Execute" ? "refresh needs an action of type Action.Execute"
        : refresh["userIds"] is not JsonArray people ? null
        : people.Count > MostRefreshed ? $"refresh has more than {MostRefreshed} userIds"
        : people.FirstOrDefault(one => one?.ToString().StartsWith("29:", StringComparison.Ordinal) is not true) is { } odd ? $"refresh has {odd} among its userIds" : null;

    private static string? Mentions(JsonObject card, Predicate<string> isKnown) => (card["msteams"]?["entities"] as JsonArray ?? []).OfType<JsonObject>().Select(one =>
        (string?)one["type"] != "mention" || (string?)one["text"] is not { } text || (string?)one["mentioned"]?["id"] is not { } id ? "an entity is no whole mention"
        : !CardView.Text(card).Contains(text, StringComparison.Ordinal) ? $"no text holds the mention {text}"
        : isKnown(id) ? null : $"there is nobody with the mentioned id {id}").FirstOrDefault(one => one is not null);
}
