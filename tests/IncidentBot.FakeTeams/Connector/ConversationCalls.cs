using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Web;

namespace IncidentBot.TeamsFake.Connector;

/// <summary>A new thread in a channel, or a chat with one person.</summary>
internal static class ConversationCalls
{
    private static readonly string[] Known = ["isGroup", "bot", "members", "topicName", "activity", "channelData", "tenantId"];

    public static IEnumerable<Route> All => [new(Api.Connector, "POST", "v3/conversations", Create)];

    private static Reply Create(Call call)
    {
        var asked = call.Body;
        if (asked.Select(one => one.Key).FirstOrDefault(one => !Known.Contains(one)) is { } unknown)
        {
            throw ConnectorRules.Bad("BadSyntax", $"Could not find member '{unknown}' on object of type 'ConversationParameters'.");
        }

        if ((string?)asked["bot"]?["id"] is { } bot && bot != call.App.BotId && bot != call.App.Id)
        {
            throw ConnectorRules.Bad("BadArgument", "Bot id does not match the token.");
        }

        return (string?)asked["channelData"]?["channel"]?["id"] is { } channel ? Thread(call, channel, asked) : Chat(call, asked);
    }

    private static Reply Thread(Call call, string channel, JsonObject asked)
    {
        if (asked["isGroup"] is not JsonValue group || !group.TryGetValue<bool>(out var isGroup) || !isGroup || asked["members"] is JsonArray { Count: > 0 })
        {
            throw ConnectorRules.Bad("BadArgument", "Incorrect conversation creation parameters");
        }

        var (conversation, _) = ConnectorRules.Floor(call, channel);
        if (asked["activity"] is not JsonObject activity)
        {
            throw ConnectorRules.Bad("BadArgument", "Incorrect conversation creation parameters");
        }

        Tenant(call, asked);
        var message = ActivityCalls.Say(call, conversation, null, activity, to: null);
        return new Reply(201, new JsonObject { ["id"] = ConnectorRules.ThreadId(conversation, message.Id), ["activityId"] = message.Id });
    }

    /// <summary>The same chat whenever it is asked for. General knowledge: members may be called by Entra's object id too.</summary>
    private static Reply Chat(Call call, JsonObject asked)
    {
        if (asked["members"] is not JsonArray { Count: 1 } members || (asked["isGroup"] is JsonValue group && group.TryGetValue<bool>(out var isGroup) && isGroup))
        {
            throw ConnectorRules.Bad("BadArgument", "Incorrect conversation creation parameters");
        }

        Tenant(call, asked);
        var id = (string?)members[0]?["id"];
        var user = call.World.Users.Find(one => one.IdFor(call.App) == id || one.ObjectId.Equals(id, StringComparison.OrdinalIgnoreCase)) ?? throw ConnectorRules.Bad("BadArgument", "Failed to decrypt pairwise id");
        var chat = call.World.Chats.Find(one => one.Bot == call.App && one.Has(user));
        if (chat is null)
        {
            var met = call.World.Conversations.Any(one => one.Tenant == call.Tenant && one.Reaches(call.App) && one.Has(user));
            chat = met && call.App.Scopes.Contains("personal") ? call.Server.OpenChat(call.App, user) : throw ConnectorRules.Forbidden("BotNotInConversationRoster", "The bot is not part of the conversation roster.");
        }

        var answer = new JsonObject { ["id"] = chat.Id };
        if (asked["activity"] is JsonObject activity)
        {
            answer["activityId"] = ActivityCalls.Say(call, ConnectorRules.Floor(call, chat.Id).Conversation, null, activity, to: null).Id;
        }

        return new Reply(201, answer);
    }

    private static void Tenant(Call call, JsonObject asked)
    {
        var tenant = (string?)asked["tenantId"] ?? (string?)asked["channelData"]?["tenant"]?["id"] ?? throw ConnectorRules.Bad("BadArgument", "Tenant id is missing.");
        if (tenant != call.Tenant.Id)
        {
            throw ConnectorRules.Forbidden("Forbidden", "The bot is not of this tenant.");
        }
    }
}
