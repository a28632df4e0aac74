using System.Globalization;
using System.Text.Json;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Options;

namespace IncidentBot.Teams.Requests;

/// <summary>Makes one of our own records of an activity.</summary>
internal static class ActivityReader
{
    /// <returns>Null for what nobody here wants to hear of; of an invoke, for what nobody here can answer.</returns>
    public static TeamsActivity? Read(Envelope envelope, Registration registration)
    {
        var activity = envelope.Activity;
        var read = envelope.Type switch
        {
            "message" => Message(activity),
            "messageUpdate" => Edit(activity),
            "messageDelete" => activity.Text("id") is null ? null : new MessageDeleted(),
            "messageReaction" => Reaction(activity),
            "conversationUpdate" => Change(activity),
            "installationUpdate" => Installation(activity),
            "invoke" => InvokeReader.Read(activity),
            _ => null,
        };
        return read is null ? null : read with
        {
            DeliveryKey = DeliveryKeys.Of(registration.AppId, envelope),
            Registration = registration,
            Address = Address(envelope, registration),
            ActivityId = activity.Text("id"),
            From = activity.At("from") is { } from ? Person(from) : null,
            At = Moment(activity.Text("timestamp")),
            Locale = activity.Text("locale"),
            TeamName = activity.Text("channelData", "team", "name"),
            ChannelName = activity.Text("channelData", "channel", "name"),
        };
    }

    internal static DateTimeOffset? Moment(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    internal static TeamsPerson? Person(JsonElement account) => account.Text("id") is { Length: > 0 } id ? new(id, account.Text("aadObjectId") ?? account.Text("objectId"), account.Text("name")) : null;

    /// <summary>A message with a value is a button that was pressed where no Action.Execute is known.</summary>
    private static TeamsActivity Message(JsonElement activity)
    {
        if (activity.At("value") is { ValueKind: JsonValueKind.Object } value)
        {
            return new CardPressed(value.Text("verb"), value, activity.Text("replyToId"), Automatic: false, ByMessage: true);
        }

        var (said, namesBot) = SaidReader.Read(activity);
        return new MessageReceived(said, namesBot, activity.At("recipient", "isTargeted") is { ValueKind: JsonValueKind.True }, activity.Rows("attachments").Any(one => one.Text("contentType") is not "text/html"));
    }

    private static MessageEdited? Edit(JsonElement activity)
    {
        var how = activity.Text("channelData", "eventType");
        if (activity.Text("id") is null || how is not ("editMessage" or "undeleteMessage"))
        {
            return null;
        }

        var (said, namesBot) = SaidReader.Read(activity);
        return new MessageEdited(said, namesBot, how == "undeleteMessage");
    }

    private static ReactionAdded? Reaction(JsonElement activity) =>
        activity.Text("replyToId") is { } message && activity.Rows("reactionsAdded").Select(one => one.Text("type")).OfType<string>().ToList() is { Count: > 0 } reactions ? new(message, reactions) : null;

    private static TeamsActivity? Change(JsonElement activity)
    {
        switch (activity.Text("channelData", "eventType"))
        {
            case "channelRenamed": return new ChannelRenamed();
            case "channelDeleted": return new ChannelDeleted();
            case "channelRestored": return new ChannelRestored();
            default:
                var bot = activity.Text("recipient", "id");
                var (added, removed) = (People(activity, "membersAdded"), People(activity, "membersRemoved"));
                return added.Count > 0 ? new MembersAdded([.. added.Where(one => one.Id != bot)], added.Any(one => one.Id == bot))
                    : removed.Count > 0 ? new MembersRemoved([.. removed.Where(one => one.Id != bot)], removed.Any(one => one.Id == bot)) : null;
        }
    }

    private static List<TeamsPerson> People(JsonElement activity, string name) => [.. activity.Rows(name).Select(Person).OfType<TeamsPerson>()];

    private static TeamsActivity? Installation(JsonElement activity) => activity.Text("action") switch
    {
        "add" or "add-upgrade" => new AppInstalled(),
        "remove" or "remove-upgrade" => new AppRemoved(),
        _ => null,
    };

    private static TeamsAddress Address(Envelope envelope, Registration registration)
    {
        var (activity, data) = (envelope.Activity, envelope.Activity.At("channelData") ?? default);
        var kind = activity.Text("conversation", "conversationType") switch
        {
            "channel" => ConversationKind.Channel,
            "groupChat" => ConversationKind.GroupChat,
            "personal" => ConversationKind.Personal,

            // Not every activity says it.
            _ => data.Text("channel", "id") is not null ? ConversationKind.Channel : activity.At("conversation", "isGroup") is { ValueKind: JsonValueKind.True } ? ConversationKind.GroupChat : ConversationKind.Personal,
        };

        // Where nobody shows a token there is no tenant, whatever is said of one.
        return new(kind, registration.IsAnonymous ? "" : envelope.TenantId ?? "", activity.Text("recipient", "id") ?? registration.BotId, envelope.ServiceUrl, envelope.ConversationId)
        {
            RootMessageId = TeamsAddress.Split(envelope.ConversationId).Root,
            TeamThreadId = data.Text("team", "id"),
            TeamGroupId = data.Text("team", "aadGroupId"),
            ChannelId = kind is ConversationKind.Channel ? data.Text("channel", "id") ?? data.Text("settings", "selectedChannel", "id") ?? TeamsAddress.Split(envelope.ConversationId).Place : null,
        };
    }
}
