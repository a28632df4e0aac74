using System.Text.Json.Nodes;
using IncidentBot.SlackFake.BlockKit;
using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Messages.</summary>
internal static class ChatMethods
{
    /// <summary>Slack cuts text above it; a bot that relies on that loses words, so here it is an error.</summary>
    private const int LongestText = 40_000;

    /// <summary>General knowledge.</summary>
    private const int LargestMetadata = 8_000;

    private const string Content = "text blocks attachments metadata parse link_names mrkdwn ";

    public static IEnumerable<MethodSpec> All =>
    [
        new("chat.postMessage", Content + "channel* thread_ts reply_broadcast unfurl_links unfurl_media username icon_emoji icon_url markdown_text", Post) { Scopes = ["chat:write"], Tier = 0 },
        new("chat.postEphemeral", Content + "channel* user* thread_ts", PostEphemeral) { Scopes = ["chat:write"], Tier = 4 },
        new("chat.update", Content + "channel* ts* reply_broadcast file_ids", Update) { Scopes = ["chat:write"] },
        new("chat.delete", "channel* ts*", Delete) { Scopes = ["chat:write"] },
        new("chat.getPermalink", "channel* message_ts*", Permalink) { Json = false, Tier = 0 },
    ];

    private static object Post(Call call)
    {
        var channel = Target(call);
        if (channel.ReadOnly)
        {
            throw new SlackError("restricted_action_read_only_channel");
        }

        var parent = call.Text("thread_ts") is { } thread ? channel.Messages.Find(one => one.Ts == thread) ?? throw new SlackError("thread_not_found") : null;
        if (parent?.ThreadTs is not null && parent.ThreadTs != parent.Ts)
        {
            throw new SlackError("cannot_reply_to_message");
        }

        var message = new SlackMessage(call.World.NewTs(), call.Me) { ThreadTs = parent?.Ts, Broadcast = call.Flag("reply_broadcast") };
        Fill(call, message);
        message.Metadata = Metadata(call);
        channel.Messages.Add(message);
        call.Server.Posted(channel, message);
        return new { channel = channel.Id, ts = message.Ts, message = Shapes.Message(call.World, message) };
    }

    private static object PostEphemeral(Call call)
    {
        var channel = Target(call);
        var to = call.User(call.Text("user")!);
        if (!channel.Members.Contains(to.Id))
        {
            throw new SlackError("user_not_in_channel");
        }

        var message = new SlackMessage(call.World.NewTs(), call.Me);
        Fill(call, message);
        call.World.Ephemerals.Add(new EphemeralMessage(message.Ts, channel, to) { Text = message.Text, Blocks = message.Blocks });
        return new { message_ts = message.Ts };
    }

    private static object Update(Call call)
    {
        var channel = Target(call);
        var message = channel.Messages.Find(one => one.Ts == call.Text("ts")) ?? throw new SlackError("message_not_found");
        if (message.By != call.Me || message.Subtype is not null)
        {
            throw new SlackError("cant_update_message");
        }

        Fill(call, message);
        message.Metadata = Metadata(call) ?? message.Metadata;
        message.EditedTs = call.World.NewTs();
        var shape = Shapes.Message(call.World, message);
        shape.Remove("ts");
        return new { channel = channel.Id, ts = message.Ts, text = message.Text, message = shape };
    }

    private static object Delete(Call call)
    {
        var channel = Target(call);
        var message = channel.Messages.Find(one => one.Ts == call.Text("ts")) ?? throw new SlackError("message_not_found");
        if (message.By != call.Me)
        {
            throw new SlackError("cant_delete_message");
        }

        channel.Messages.Remove(message);
        return new { channel = channel.Id, ts = message.Ts };
    }

    private static object Permalink(Call call)
    {
        var channel = call.Channel();
        var message = channel.Messages.Find(one => one.Ts == call.Text("message_ts")) ?? throw new SlackError("message_not_found");
        return new { channel = channel.Id, permalink = $"{call.Server.Address}archives/{channel.Id}/p{message.Ts.Replace(".", "", StringComparison.Ordinal)}" };
    }

    /// <summary>A channel, or a person: then it is the app's direct message with them.</summary>
    private static SlackChannel Target(Call call)
    {
        var asked = call.Text("channel")!;
        if (asked.StartsWith('U') || asked.StartsWith('W'))
        {
            var user = call.World.User(asked);
            return user is not null && call.Knows(user) ? MemberMethods.Direct(call, user) : throw new SlackError("channel_not_found");
        }

        var channel = call.Channel();
        return channel.Archived ? throw new SlackError("is_archived")
            : call.IsIn(channel) || (!channel.IsPrivate && call.Token.Scopes.Contains("chat:write.public")) ? channel : throw new SlackError("not_in_channel");
    }

    internal static void Fill(Call call, SlackMessage message)
    {
        var (blocks, attachments) = (call.Json("blocks"), call.Json("attachments"));
        message.Text = call.Text("text") ?? call.Text("markdown_text") ?? "";
        if (message.Text.Length == 0 && blocks is null && attachments is null)
        {
            throw new SlackError("no_text");
        }

        if (message.Text.Length > LongestText)
        {
            throw new SlackError("msg_too_long");
        }

        message.Blocks = blocks is null ? null : Checked(blocks);
        message.Attachments = attachments as JsonArray;
    }

    internal static JsonArray Checked(JsonNode blocks)
    {
        if (blocks is not JsonArray list)
        {
            throw new SlackError("invalid_blocks_format");
        }

        var wrong = new BlockRules().Message(list);
        return wrong.Count > 0 ? throw new SlackError("invalid_blocks") { Messages = wrong } : BlockRules.IsTooLong(list) ? throw new SlackError("msg_blocks_too_long") : BlockRules.WithIds(list, "b");
    }

    private static JsonObject? Metadata(Call call)
    {
        if (call.Json("metadata") is not { } given)
        {
            return null;
        }

        if (given is not JsonObject metadata || metadata["event_type"] is not JsonValue || metadata["event_payload"] is not JsonObject || metadata.Count != 2)
        {
            throw new SlackError("invalid_metadata_schema");
        }

        return given.ToJsonString().Length > LargestMetadata ? throw new SlackError("metadata_too_large") : metadata;
    }
}
