using System.Text.Json.Nodes;
using IncidentBot.SlackFake.Methods;
using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Deliveries;

/// <summary>Shows people what the app answers: to a command, by a response URL, or to a form. Whoever calls holds the world.</summary>
internal static class Answers
{
    private static readonly string[] Known = ["text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts", "unfurl_links", "unfurl_media", "mrkdwn", "metadata"];

    public static void Show(FakeSlack slack, ResponseUrl url, JsonObject said)
    {
        if (said.Select(one => one.Key).Except(Known).FirstOrDefault() is { } unknown)
        {
            throw SlackError.Arguments($"[ERROR] invalid additional property: {unknown}");
        }

        if (Flag(said, "delete_original"))
        {
            Remove(slack, url);
        }

        var text = (string?)said["text"] ?? "";
        var blocks = said["blocks"] is { } given ? ChatMethods.Checked(given) : null;
        if (text.Length == 0 && blocks is null)
        {
            if (!Flag(said, "delete_original"))
            {
                throw new SlackError("no_text");
            }

            return;
        }

        if (Flag(said, "replace_original") && Replace(url, text, blocks))
        {
            return;
        }

        switch ((string?)said["response_type"] ?? "ephemeral")
        {
            case "in_channel":
                url.Channel.Messages.Add(new SlackMessage(slack.World.NewTs(), Bot(slack, url)) { Text = text, Blocks = blocks, ThreadTs = (string?)said["thread_ts"] });
                break;
            case "ephemeral":
                url.Ephemeral = new EphemeralMessage(slack.World.NewTs(), url.Channel, url.User) { Text = text, Blocks = blocks };
                slack.World.Ephemerals.Add(url.Ephemeral);
                break;
            default:
                throw SlackError.Arguments("[ERROR] must be one of ephemeral, in_channel [json-pointer:/response_type]");
        }
    }

    /// <summary>What a form becomes by the answer to its submission.</summary>
    public static void ShowForm(FakeSlack slack, SlackView view, JsonObject? said)
    {
        view.Errors.Clear();
        switch ((string?)said?["response_action"])
        {
            case null when said is null || said.Count == 0:
                view.Closed = true;
                break;
            case "clear":
                foreach (var open in slack.World.Views.Where(one => one.Root == view.Root))
                {
                    open.Closed = true;
                }

                break;
            case "errors" when said["errors"] is JsonObject { Count: > 0 } errors:
                foreach (var (block, words) in errors)
                {
                    if (!view.Blocks.Any(one => (string?)one?["type"] == "input" && (string?)one["block_id"] == block))
                    {
                        throw new SlackError($"errors for {block}, which is no input block");
                    }

                    view.Errors[block] = (string?)words ?? "";
                }

                break;
            case "update":
                ViewMethods.Replace(slack.World, view, ViewMethods.Content(said["view"]?.DeepClone(), "modal", slack.World, view.Workspace, view));
                break;
            case "push":
                ViewMethods.Add(slack.World, view.Workspace, view.User, view, ViewMethods.Content(said["view"]?.DeepClone(), "modal", slack.World, view.Workspace, null));
                break;
            default:
                throw new SlackError("an answer to a form that Slack does not know");
        }
    }

    private static bool Replace(ResponseUrl url, string text, JsonArray? blocks)
    {
        if (url.Message is { } message)
        {
            (message.Text, message.Blocks) = (text, blocks);
            return true;
        }

        if (url.Ephemeral is { } ephemeral)
        {
            (ephemeral.Text, ephemeral.Blocks) = (text, blocks);
            return true;
        }

        return false;
    }

    private static void Remove(FakeSlack slack, ResponseUrl url)
    {
        if (url.Message is { } message)
        {
            url.Channel.Messages.Remove(message);
        }

        if (url.Ephemeral is { } ephemeral)
        {
            ephemeral.Deleted = true;
        }
    }

    private static SlackUser Bot(FakeSlack slack, ResponseUrl url) => (url.User.Home.Bot ?? slack.World.Workspace(url.Channel.Team)?.Bot)!;

    private static bool Flag(JsonObject said, string name) => said[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
