using System.Text.Json.Nodes;

namespace IncidentBot.SlackFake.BlockKit;

/// <summary>Buttons, lists and inputs.</summary>
internal sealed class ElementRules(Checks check)
{
    private static readonly string[] Selects =
    [
        "static_select", "multi_static_select", "users_select", "multi_users_select", "conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select", "external_select", "multi_external_select",
    ];

    public static readonly string[] InActions = [.. Selects, "button", "overflow", "checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker"];

    public static readonly string[] InInput = [.. Selects, "plain_text_input", "number_input", "email_text_input", "url_text_input", "checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker"];

    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public void All(JsonObject block, string path, int most, string[] kinds)
    {
        if (block["elements"] is not JsonArray parts)
        {
            check.Say("missing required field: elements", path);
            return;
        }

        check.Count(parts, $"{path}/elements", 1, most);
        for (var at = 0; at < parts.Count; at++)
        {
            One(parts[at], $"{path}/elements/{at}", kinds);
        }
    }

    public void One(JsonNode? node, string path, string[] kinds)
    {
        var kind = (string?)node?["type"];
        if (node is not JsonObject element || !kinds.Contains(kind))
        {
            check.Say($"unsupported type: {kind}", path);
            return;
        }

        // Slack wants it unique within a block; within a message is safer, because a press names little else.
        if (check.Letters(element, "action_id", path, 255, required: kind != "image") is { } id && !ids.Add(id))
        {
            check.Say($"action_id {id} already exists", path);
        }

        check.Text(element, "placeholder", path, 150, required: false, "plain_text");
        Confirm(element["confirm"], $"{path}/confirm");
        Only(element, kind!, path);
        switch (kind)
        {
            case "button":
                check.Text(element, "text", path, 75, required: true, "plain_text");
                check.Letters(element, "value", path, 2000, least: 0);
                check.Letters(element, "url", path, 3000);
                check.Letters(element, "accessibility_label", path, 75);
                check.Choice(element, "style", path, "primary", "danger");
                break;
            case "overflow":
                Options(element, "options", path, 2, 5);
                break;
            case "checkboxes" or "radio_buttons":
                Options(element, "options", path, 1, 10);
                break;
            case "static_select" or "multi_static_select":
                Lists(element, path);
                break;
            case "plain_text_input":
                if (element["max_length"] is JsonValue longest && longest.TryGetValue<int>(out var most) && most is < 1 or > 3000)
                {
                    check.Say("must be between 1 and 3000", $"{path}/max_length");
                }

                check.Letters(element, "initial_value", path, 3000, least: 0);
                break;
            case "image":
                check.Letters(element, "image_url", path, 3000, required: true);
                check.Letters(element, "alt_text", path, 2000, required: true);
                break;
        }
    }

    private void Only(JsonObject element, string kind, string path) => check.Only(element, path, "type action_id " + kind switch
    {
        "button" => "text value url style confirm accessibility_label",
        "image" => "image_url alt_text slack_file",
        "overflow" => "options confirm",
        "checkboxes" => "options initial_options confirm focus_on_load",
        "radio_buttons" => "options initial_option confirm focus_on_load",
        "datepicker" => "initial_date placeholder confirm focus_on_load",
        "timepicker" => "initial_time placeholder confirm focus_on_load timezone",
        "datetimepicker" => "initial_date_time confirm focus_on_load",
        "plain_text_input" => "initial_value placeholder multiline min_length max_length focus_on_load dispatch_action_config",
        "number_input" => "is_decimal_allowed initial_value min_value max_value placeholder focus_on_load dispatch_action_config",
        "email_text_input" or "url_text_input" => "initial_value placeholder focus_on_load dispatch_action_config",
        _ => "placeholder confirm focus_on_load options option_groups initial_option initial_options initial_user initial_users initial_conversation initial_conversations initial_channel initial_channels max_selected_items min_query_length default_to_current_conversation response_url_enabled filter",
    });

    private void Lists(JsonObject element, string path)
    {
        if (element["option_groups"] is not JsonArray groups)
        {
            Options(element, "options", path, 1, 100);
            return;
        }

        check.Count(groups, $"{path}/option_groups", 1, 100);
        for (var at = 0; at < groups.Count; at++)
        {
            if (groups[at] is JsonObject group)
            {
                check.Only(group, $"{path}/option_groups/{at}", "label options");
                check.Text(group, "label", $"{path}/option_groups/{at}", 75, required: true, "plain_text");
                Options(group, "options", $"{path}/option_groups/{at}", 1, 100);
            }
        }
    }

    private void Options(JsonObject element, string name, string path, int least, int most)
    {
        if (element[name] is not JsonArray options)
        {
            check.Say($"missing required field: {name}", path);
            return;
        }

        check.Count(options, $"{path}/{name}", least, most);
        for (var at = 0; at < options.Count; at++)
        {
            var here = $"{path}/{name}/{at}";
            if (options[at] is not JsonObject option)
            {
                check.Say("must be an object", here);
                continue;
            }

            check.Only(option, here, "text value description url");
            check.Text(option, "text", here, 75, required: true, "plain_text", "mrkdwn");
            check.Text(option, "description", here, 75, required: false, "plain_text", "mrkdwn");

            // The typings say 75, the documents may say 150: what keeps to 75 is right by both.
            check.Letters(option, "value", here, 75, required: true);
        }
    }

    private void Confirm(JsonNode? node, string path)
    {
        if (node is JsonObject confirm)
        {
            check.Only(confirm, path, "title text confirm deny style");
            check.Text(confirm, "title", path, 100, required: true, "plain_text");
            check.Text(confirm, "text", path, 300, required: true, "plain_text", "mrkdwn");
            check.Text(confirm, "confirm", path, 30, required: true, "plain_text");
            check.Text(confirm, "deny", path, 30, required: true, "plain_text");
        }
    }
}
