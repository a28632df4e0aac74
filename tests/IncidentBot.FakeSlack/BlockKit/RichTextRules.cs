using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.BlockKit;

/// <summary>Rich text.</summary>
internal sealed class RichTextRules(Checks check)
{
    public void Check(JsonObject block, string path)
    {
        foreach (var (element, here) in Parts(block, path, 1))
        {
            Element(element, here);
        }
    }

    private void Element(JsonObject element, string path)
    {
        switch ((string?)element["type"])
        {
            case "rich_text_section":
                check.Only(element, path, "type elements");
                Inside(element, path);
                break;
            case "rich_text_quote":
                check.Only(element, path, "type elements border");
                Inside(element, path);
                break;
            case "rich_text_preformatted":
                check.Only(element, path, "type elements border language");
                Inside(element, path);
                break;
            case "rich_text_list":
                check.Only(element, path, "type elements style indent offset border");
                check.Choice(element, "style", path, "bullet", "ordered");
                if (element["style"] is null)
                {
                    check.Say("missing required field: style", path);
                }

                foreach (var (item, here) in Parts(element, path, 1))
                {
                    if ((string?)item["type"] != "rich_text_section")
                    {
                        check.Say("unsupported type in a list", here);
                    }

                    Element(item, here);
                }

                break;
            case var type:
                check.Say($"unsupported type: {type}", path);
                break;
        }
    }

    private void Inside(JsonObject element, string path)
    {
        foreach (var (part, here) in Parts(element, path, 0))
        {
            Style(part["style"], $"{here}/style");
            switch ((string?)part["type"])
            {
                case "text":
                    check.Only(part, here, "type text style");
                    check.Letters(part, "text", here, int.MaxValue, required: true);
                    break;
                case "date":
                    check.Only(part, here, "type timestamp format url fallback timezone style");
                    check.Letters(part, "format", here, 1000, required: true);
                    check.Letters(part, "fallback", here, 1000);

                    // A known trap: a string is refused.
                    if (part["timestamp"] is not JsonValue seconds || !seconds.TryGetValue<long>(out _))
                    {
                        check.Say("must provide an integer", $"{here}/timestamp");
                    }

                    break;
                case "link":
                    check.Only(part, here, "type url text unsafe style");
                    check.Letters(part, "url", here, 3000, required: true);
                    break;
                case "emoji":
                    check.Only(part, here, "type name unicode style");
                    check.Letters(part, "name", here, 255, required: true);
                    break;
                case "user":
                    check.Only(part, here, "type user_id style");
                    check.Letters(part, "user_id", here, 255, required: true);
                    break;
                case "channel":
                    check.Only(part, here, "type channel_id style");
                    check.Letters(part, "channel_id", here, 255, required: true);
                    break;
                case "usergroup":
                    check.Only(part, here, "type usergroup_id style");
                    check.Letters(part, "usergroup_id", here, 255, required: true);
                    break;
                case "broadcast":
                    check.Only(part, here, "type range style");
                    check.Choice(part, "range", here, "here", "channel", "everyone");
                    break;
                case var type:
                    check.Say($"unsupported type: {type}", here);
                    break;
            }
        }
    }

    private void Style(JsonNode? style, string path)
    {
        if (style is JsonObject flags)
        {
            check.Only(flags, path, "bold italic strike code highlight client_highlight underline unlink");
        }
    }

    private IEnumerable<(JsonObject Part, string Path)> Parts(JsonObject element, string path, int least)
    {
        if (element["elements"] is not JsonArray parts)
        {
            check.Say("missing required field: elements", path);
            yield break;
        }

        check.Count(parts, $"{path}/elements", least, int.MaxValue);
        for (var at = 0; at < parts.Count; at++)
        {
            if (parts[at] is JsonObject part)
            {
                yield return (part, $"{path}/elements/{at}");
            }
            else
            {
                check.Say("must be an object", $"{path}/elements/{at}");
            }
        }
    }
}
