using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Connector;

/// <summary>What the bot says, changes and takes back.</summary>
internal static class ActivityCalls
{
    private const string Targeted = "isTargetedActivity";

    /// <summary>What one person alone was shown is gone after this.</summary>
    private static readonly TimeSpan TargetedLife = TimeSpan.FromHours(24);

    public static IEnumerable<Route> All =>
    [
        new(Api.Connector, "POST", "v3/conversations/{conversation}/activities", Send) { Query = Targeted },
        new(Api.Connector, "POST", "v3/conversations/{conversation}/activities/{activity}", Send) { Query = Targeted },
        new(Api.Connector, "PUT", "v3/conversations/{conversation}/activities/{activity}", Update) { Query = Targeted },
        new(Api.Connector, "DELETE", "v3/conversations/{conversation}/activities/{activity}", Delete) { Query = Targeted },
    ];

    /// <summary>Puts a message into a conversation, once it holds to the rules.</summary>
    public static TeamsMessage Say(Call call, TeamsConversation conversation, TeamsMessage? root, JsonObject activity, TeamsUser? to)
    {
        ActivityRules.Check(call, conversation, activity);
        var id = call.World.NewMessageId();
        var message = new TeamsMessage(id, conversation, null, call.App) { At = call.World.Now, RootId = conversation is TeamsChannel ? root?.Id ?? id : null, To = to };
        message.Fill((JsonObject)activity.DeepClone());
        conversation.Messages.Add(message);
        return message;
    }

    private static Reply Send(Call call)
    {
        var (conversation, root) = ConnectorRules.Floor(call, call.Id("conversation"));
        var activity = call.Body;
        if ((string?)activity["type"] == "typing")
        {
            ActivityRules.Check(call, conversation, activity);
            return new Reply(201, new JsonObject { ["id"] = call.World.NewMessageId() });
        }

        // A reply to what is not there stands by itself: clients make up an id where they have none.
        if (root is null && conversation is TeamsChannel && call.Route.Template.EndsWith("{activity}", StringComparison.Ordinal))
        {
            var answered = conversation.Messages.Find(one => one.Id == call.Id("activity"));
            root = conversation.Messages.Find(one => one.Id == answered?.RootId);
        }

        var message = Say(call, conversation, root, activity, call.Flag(Targeted) ? Recipient(call, conversation, activity) : null);
        return new Reply(201, new JsonObject { ["id"] = message.Id });
    }

    private static Reply Update(Call call)
    {
        var message = Own(call);
        if ((string?)call.Body["id"] is { } id && id != message.Id)
        {
            throw ConnectorRules.Bad("BadArgument", "The activity's id does not match the address.");
        }

        ActivityRules.Check(call, message.Conversation, call.Body);
        message.Fill((JsonObject)call.Body.DeepClone());
        return new Reply(200, new JsonObject { ["id"] = message.Id });
    }

    private static Reply Delete(Call call)
    {
        Own(call).Deleted = true;
        return new Reply(200);
    }

    private static TeamsMessage Own(Call call)
    {
        var (conversation, _) = ConnectorRules.Floor(call, call.Id("conversation"));
        var message = conversation.Messages.Find(one => one.Id == call.Id("activity"));
        var there = message is { Deleted: false } && message.To is not null == call.Flag(Targeted) && (message.To is null || call.World.Now - message.At < TargetedLife);
        return !there ? throw ConnectorRules.NotFound("ActivityNotFoundInConversation", "The activity was not found in the conversation.")
            : message!.From == call.App ? message : throw new Refused(403, "Forbidden", "A bot may change its own messages alone.") { Wrong = true };
    }

    private static TeamsUser Recipient(Call call, TeamsConversation conversation, JsonObject activity)
    {
        if (!call.App.TargetedMessages || conversation.Type == "personal")
        {
            throw ConnectorRules.Bad("BadArgument", "Targeted messages are not supported here.");
        }

        var id = (string?)activity["recipient"]?["id"];
        return conversation.Members.FirstOrDefault(one => one.User.IdFor(call.App) == id)?.User ?? throw ConnectorRules.Bad("BadArgument", "The recipient of a targeted message is not a member of the conversation.");
    }
}
