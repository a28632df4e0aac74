using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.BlockKit;

/// <summary>Holds the blocks of a message or a view against Slack's limits, and says what is wrong the way Slack does.</summary>
internal sealed class BlockRules
{
    /// <summary>General knowledge; the typings say 50 for streamed chunks.</summary>
    private const int MostInMessage = 50;

    private const int MostInView = 100;

    /// <summary>Of all texts of a message together, after which Slack says msg_blocks_too_long. It is not documented: others have measured 13,297 letters in one block, and less the more blocks there are.</summary>
    private const int LongestMessage = 13_200;

    /// <summary>What a block counts beside its letters, by the same measurements.</summary>
    private const int CostOfBlock = 43;

    private readonly ElementRules elements;
    private readonly RichTextRules rich;
    private readonly Checks check = new();
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public BlockRules() => (elements, rich) = (new(check), new(check));

    public IReadOnlyList<string> Message(JsonArray blocks)
    {
        Blocks(blocks, "/blocks", MostInMessage, inView: false);
        return check.Wrong;
    }

    public IReadOnlyList<string> View(JsonObject view, string type)
    {
        check.Only(view, "/view", "type title submit close blocks private_metadata callback_id external_id clear_on_close notify_on_close submit_disabled");
        if ((string?)view["type"] != type)
        {
            check.Say($"must be {type}", "/view/type");
        }

        check.Text(view, "title", "/view", 24, required: type == "modal", "plain_text");
        check.Text(view, "submit", "/view", 24, required: false, "plain_text");
        check.Text(view, "close", "/view", 24, required: false, "plain_text");
        check.Letters(view, "private_metadata", "/view", 3000, least: 0);
        check.Letters(view, "callback_id", "/view", 255, least: 0);
        check.Letters(view, "external_id", "/view", 255, least: 0);
        if (view["blocks"] is not JsonArray blocks)
        {
            check.Say("missing required field: blocks", "/view");
            return check.Wrong;
        }

        Blocks(blocks, "/view/blocks", MostInView, inView: true);
        if (type == "modal" && view["submit"] is null && blocks.Any(one => (string?)one?["type"] == "input"))
        {
            check.Say("missing required field: submit", "/view");
        }

        return check.Wrong;
    }

    public static bool IsTooLong(JsonArray blocks) => World.SlackMessage.Below(blocks).Sum(one => one["text"] is JsonValue text && text.TryGetValue<string>(out var letters) ? letters.Length : 0) + (blocks.Count * CostOfBlock) > LongestMessage;

    /// <summary>Slack gives a block that has no id one.</summary>
    public static JsonArray WithIds(JsonArray blocks, string start)
    {
        var named = (JsonArray)blocks.DeepClone();
        for (var at = 0; at < named.Count; at++)
        {
            named[at]!["block_id"] ??= $"{start}{at}";
        }

        return named;
    }

    private void Blocks(JsonArray blocks, string path, int most, bool inView)
    {
        check.Count(blocks, path, 0, most);
        for (var at = 0; at < blocks.Count; at++)
        {
            if (blocks[at] is JsonObject block)
            {
                Block(block, $"{path}/{at}", inView);
            }
            else
            {
                check.Say("must be an object", $"{path}/{at}");
            }
        }
    }

    private void Block(JsonObject block, string path, bool inView)
    {
        if (check.Letters(block, "block_id", path, 255) is { } id && !ids.Add(id))
        {
            check.Say($"block_id {id} already exists", path);
        }

        switch ((string?)block["type"])
        {
            case "header":
                check.Only(block, path, "type block_id text");
                check.Text(block, "text", path, 150, required: true, "plain_text");
                break;
            case "divider":
                check.Only(block, path, "type block_id");
                break;
            case "section":
                Section(block, path);
                break;
            case "context":
                Context(block, path);
                break;
            case "actions":
                check.Only(block, path, "type block_id elements");
                elements.All(block, path, 25, ElementRules.InActions);
                break;
            case "rich_text":
                check.Only(block, path, "type block_id elements");
                rich.Check(block, path);
                break;
            case "image":
                check.Only(block, path, "type block_id image_url alt_text title slack_file");
                check.Letters(block, "image_url", path, 3000, required: true);
                check.Letters(block, "alt_text", path, 2000, required: true);
                check.Text(block, "title", path, 2000, required: false, "plain_text");
                break;
            case "input" when inView:
                check.Only(block, path, "type block_id label element dispatch_action hint optional");
                check.Text(block, "label", path, 2000, required: true, "plain_text");
                check.Text(block, "hint", path, 2000, required: false, "plain_text");
                elements.One(block["element"], $"{path}/element", ElementRules.InInput);
                break;
            case var type:
                check.Say($"unsupported type: {type}", $"{path}/type");
                break;
        }
    }

    private void Section(JsonObject block, string path)
    {
        check.Only(block, path, "type block_id text fields accessory expand");
        check.Text(block, "text", path, 3000, required: block["fields"] is null, "plain_text", "mrkdwn");
        if (block["fields"] is JsonArray fields)
        {
            check.Count(fields, $"{path}/fields", 1, 10);
            for (var at = 0; at < fields.Count; at++)
            {
                check.TextObject(fields[at], $"{path}/fields/{at}", 2000, "plain_text", "mrkdwn");
            }
        }

        if (block["accessory"] is { } accessory)
        {
            elements.One(accessory, $"{path}/accessory", [.. ElementRules.InActions, "image"]);
        }
    }

    private void Context(JsonObject block, string path)
    {
        check.Only(block, path, "type block_id elements");
        if (block["elements"] is not JsonArray parts)
        {
            check.Say("missing required field: elements", path);
            return;
        }

        check.Count(parts, $"{path}/elements", 1, 10);
        for (var at = 0; at < parts.Count; at++)
        {
            if ((string?)parts[at]?["type"] == "image")
            {
                elements.One(parts[at], $"{path}/elements/{at}", ["image"]);
            }
            else
            {
                check.TextObject(parts[at], $"{path}/elements/{at}", 3000, "plain_text", "mrkdwn");
            }
        }
    }
}
