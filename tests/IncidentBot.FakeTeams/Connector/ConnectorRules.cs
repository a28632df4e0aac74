using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Connector;

/// <summary>What all calls of the connector have in common: how a conversation is named and found, who may speak in it, and how a no looks.</summary>
internal static class ConnectorRules
{
    private const string ThreadMark = ";messageid=";

    public static Reply Error(Refused refused)
    {
        // The gate before the connector knows no codes.
        if (refused.Status == 401)
        {
            return new Reply(401, new JsonObject { ["message"] = "Authorization has been denied for this request." });
        }

        var error = new JsonObject { ["code"] = refused.Code, ["message"] = refused.Message };
        if (refused.Detail is not null)
        {
            error["subCode"] = refused.Detail;
        }

        return new Reply(refused.Status, new JsonObject { ["error"] = error });
    }

    public static Refused Bad(string code, string message) => new(400, code, message) { Wrong = true };

    public static Refused Forbidden(string code, string message) => new(403, code, message) { Detail = code == "MessageWritesBlocked" ? code : null };

    public static Refused NotFound(string code, string message) => new(404, code, message);

    /// <summary>The conversation of the call, and of a thread its first message.</summary>
    public static (TeamsConversation Conversation, TeamsMessage? Root) Place(Call call, string id)
    {
        var parts = id.Split(ThreadMark);
        if (!(id.StartsWith("19:", StringComparison.Ordinal) || id.StartsWith("a:", StringComparison.Ordinal)) || parts.Length > 2)
        {
            throw Bad("BadSyntax", "Bad format of conversation ID");
        }

        var gone = NotFound("ConversationNotFound", "Conversation not found.");
        var conversation = call.World.Conversation(parts[0]) ?? throw gone;
        if (conversation.Tenant != call.Tenant || conversation is TeamsChannel { DeletedAt: not null } or TeamsChannel { Team.DeletedAt: not null } || (conversation is TeamsChat { Bot: { } bot } && bot != call.App))
        {
            throw gone;
        }

        var root = parts.Length == 1 ? null : conversation.Messages.Find(one => one.Id == parts[1] && !one.IsReply) ?? throw gone;
        return conversation is TeamsChat { Blocked: true } || conversation.Reaches(call.App) ? (conversation, root)
            : conversation is TeamsChannel { Kind: not ChannelKind.Standard } channel && channel.Team.Installation(call.App) is not null ? throw Forbidden("Forbidden", "The app is not enabled in this channel.")
            : throw Forbidden("BotNotInConversationRoster", "The bot is not part of the conversation roster.");
    }

    /// <summary>A conversation in which the bot is about to say something.</summary>
    public static (TeamsConversation Conversation, TeamsMessage? Root) Floor(Call call, string id)
    {
        var place = Place(call, id);
        return place.Conversation switch
        {
            TeamsChat { Blocked: true } => throw Forbidden("MessageWritesBlocked", "The user has blocked the bot or removed the app."),

            // That an archived channel takes nothing is general knowledge, and so is the code.
            TeamsChannel { Archived: true } or TeamsChannel { Team.Archived: true } => throw Forbidden("Forbidden", "The channel is archived."),
            _ => place,
        };
    }

    public static string ThreadId(TeamsConversation conversation, string rootId) => $"{conversation.Id}{ThreadMark}{rootId}";
}
