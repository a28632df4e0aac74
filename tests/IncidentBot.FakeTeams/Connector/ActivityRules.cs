using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Cards;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Connector;

/// <summary>What an activity may hold. Teams overlooks some of what is refused here; a bot that sends it means something else than what people see.</summary>
internal static class ActivityRules
{
    private static readonly Dictionary<string, JsonValueKind> Known = new(StringComparer.Ordinal);

    private static readonly string[] Attachments =
    [
        CardView.ContentType, "application/vnd.microsoft.card.hero", "application/vnd.microsoft.card.thumbnail", "application/vnd.microsoft.card.signin", "application/vnd.microsoft.card.oauth",
        "application/vnd.microsoft.teams.card.list", "application/vnd.microsoft.teams.card.o365connector", "application/vnd.microsoft.teams.card.file.consent", "application/vnd.microsoft.teams.file.download.info", "image/png", "image/jpeg", "image/gif",
    ];

    static ActivityRules()
    {
        Add(JsonValueKind.String, "type id timestamp localTimestamp localTimezone serviceUrl channelId textFormat attachmentLayout locale text speak inputHint summary replyToId importance deliveryMode expiration callerId label name valueType code action topicName");
        Add(JsonValueKind.Object, "from conversation recipient suggestedActions relatesTo semanticAction channelData");
        Add(JsonValueKind.Array, "membersAdded membersRemoved reactionsAdded reactionsRemoved attachments entities listenFor textHighlights");
        Add(JsonValueKind.True, "historyDisclosed");
        Add(JsonValueKind.Undefined, "value");
    }

    public static void Check(Call call, TeamsConversation conversation, JsonObject activity)
    {
        if (call.Length * 2 > call.World.Limits.LargestMessage)
        {
            throw new Refused(413, "MessageSizeTooBig", "Message size too large.") { Wrong = true };
        }

        foreach (var (name, value) in activity)
        {
            var kind = Known.TryGetValue(name, out var known) ? known : throw ConnectorRules.Bad("BadSyntax", $"Could not find member '{name}' on object of type 'Activity'.");
            var given = value?.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : value?.GetValueKind();
            if (given is not null && kind is not JsonValueKind.Undefined && given != kind)
            {
                throw ConnectorRules.Bad("BadSyntax", $"The activity's {name} is {given}, not {kind}.");
            }
        }

        var type = (string?)activity["type"];
        if (type is not ("message" or "typing"))
        {
            throw ConnectorRules.Bad("BadSyntax", $"Activity type {type} is not supported.");
        }

        OneOf(activity, "textFormat", "plain", "markdown", "xml");
        OneOf(activity, "attachmentLayout", "list", "carousel");
        OneOf(activity, "importance", "low", "normal", "high", "urgent");
        Addresses(call, conversation, activity);
        var attachments = activity["attachments"] as JsonArray ?? [];
        if (type == "message" && string.IsNullOrWhiteSpace((string?)activity["text"]) && attachments.Count == 0)
        {
            throw ConnectorRules.Bad("BadSyntax", "Message has neither text nor attachments.");
        }

        foreach (var attachment in attachments)
        {
            Attachment(call, attachment);
        }

        foreach (var entity in activity["entities"] as JsonArray ?? [])
        {
            Entity(call, (string?)activity["text"] ?? "", entity);
        }
    }

    private static void Addresses(Call call, TeamsConversation conversation, JsonObject activity)
    {
        if ((string?)activity["from"]?["id"] is { } from && from != call.App.BotId)
        {
            throw ConnectorRules.Bad("BadArgument", $"The activity is from {from}, and the bot is {call.App.BotId}.");
        }

        if ((string?)activity["conversation"]?["id"] is { } id && id.Split(';')[0] != conversation.Id)
        {
            throw ConnectorRules.Bad("BadArgument", "The activity's conversation is not that of the address.");
        }
    }

    private static void Attachment(Call call, JsonNode? attachment)
    {
        if (attachment is not JsonObject || (string?)attachment["contentType"] is not { } type)
        {
            throw ConnectorRules.Bad("BadSyntax", "An attachment has no contentType.");
        }

        if (!Attachments.Contains(type))
        {
            throw ConnectorRules.Bad("BadArgument", $"Unknown attachment type {type}.");
        }

        if (type == CardView.ContentType && CardRules.Wrong(attachment["content"], id => IsPerson(call, id)) is { } wrong)
        {
            throw ConnectorRules.Bad("BadArgument", $"Adaptive Card: {wrong}");
        }
    }

    private static void Entity(Call call, string text, JsonNode? entity)
    {
        if (entity is not JsonObject || (string?)entity["type"] is not { } type)
        {
            throw ConnectorRules.Bad("BadSyntax", "An entity has no type.");
        }

        if (type != "mention")
        {
            return;
        }

        var (shown, id) = ((string?)entity["text"], (string?)entity["mentioned"]?["id"]);
        if (string.IsNullOrEmpty(shown) || !text.Contains(shown, StringComparison.Ordinal))
        {
            throw ConnectorRules.Bad("BadArgument", $"The text does not hold the mention {shown}.");
        }

        if (id is null || !IsPerson(call, id))
        {
            throw ConnectorRules.Bad("BadArgument", $"There is nobody with the mentioned id {id}.");
        }
    }

    private static bool IsPerson(Call call, string id) => id == call.App.BotId || call.World.Find(call.App, id) is not null || call.World.Teams.Exists(team => team.Id == id || team.Channels.Exists(one => one.Id == id));

    private static void OneOf(JsonObject activity, string name, params string[] values)
    {
        if ((string?)activity[name] is { } given && !values.Contains(given))
        {
            throw ConnectorRules.Bad("BadArgument", $"The activity's {name} is {given}, not one of {string.Join(", ", values)}.");
        }
    }

    private static void Add(JsonValueKind kind, string names)
    {
        foreach (var name in names.Split(' '))
        {
            Known[name] = kind;
        }
    }
}
