using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Deliveries;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake;

/// <summary>Somebody at their keyboard: talks, presses buttons, fills in forms, with what Teams posts to the bot for each.</summary>
public sealed partial class Person(FakeTeams teams, TeamsUser user)
{
    public TeamsUser User => user;

    /// <summary>The chat with the bot, once there is one.</summary>
    public TeamsChat? Chat => teams.ChatOf(user);

    private TeamsWorld World => teams.World;

    private Activities Activities => teams.Activities;

    /// <summary>Says something. In channels and group chats the bot hears of it where it is mentioned, or where it was consented to that it hears everything.</summary>
    /// <param name="text">&lt;at&gt;Megan Bowen&lt;/at&gt; in it mentions her.</param>
    /// <param name="mention">Mentions the bot before it.</param>
    /// <param name="thread">A message of the thread that it answers in.</param>
    /// <param name="targeted">To the bot alone, as slash commands are.</param>
    public async Task<Said> SayAsync(TeamsConversation where, string text, bool mention = false, TeamsMessage? thread = null, bool targeted = false)
    {
        TeamsMessage message;
        Task<Delivery> told;
        lock (World.Gate)
        {
            MustBeIn(where);
            var id = World.NewMessageId();
            message = new TeamsMessage(id, where, user, null) { At = World.Now, RootId = where is TeamsChannel ? thread?.RootId ?? id : null, To = targeted ? user : null };
            message.Fill(new JsonObject { ["type"] = "message", ["text"] = mention ? $"<at>{AppOf(where).Name}</at> {text}" : text });
            where.Messages.Add(message);
            told = Tell(message, app => Activities.Message(app, message));
        }

        return new Said(message, await told);
    }

    /// <summary>Changes what they said.</summary>
    public Task<Delivery> EditAsync(TeamsMessage message, string text) => ChangeAsync(message, "messageUpdate", "editMessage", () => message.Fill(new JsonObject { ["type"] = "message", ["text"] = text }));

    public Task<Delivery> DeleteAsync(TeamsMessage message) => ChangeAsync(message, "messageDelete", "softDeleteMessage", () => message.Deleted = true);

    public Task<Delivery> UndeleteAsync(TeamsMessage message) => ChangeAsync(message, "messageUpdate", "undeleteMessage", () => message.Deleted = false);

    /// <summary>A reaction; the bot hears of those to its own messages.</summary>
    /// <param name="type">like, heart, laugh, surprised, sad, angry, or another.</param>
    public Task<Delivery> ReactAsync(TeamsMessage message, string type) => ReactAsync(message, type, added: true);

    public Task<Delivery> UnreactAsync(TeamsMessage message, string type) => ReactAsync(message, type, added: false);

    private Task<Delivery> ChangeAsync(TeamsMessage message, string type, string eventType, Action change)
    {
        lock (World.Gate)
        {
            if (message.By != user)
            {
                throw new InvalidOperationException("People change what they wrote themselves.");
            }

            change();
            return Tell(message, app =>
            {
                var activity = Activities.Message(app, message, type);
                activity["channelData"]!["eventType"] = eventType;
                if (type == "messageDelete")
                {
                    activity.Remove("text");
                    activity.Remove("attachments");
                }

                return activity;
            });
        }
    }

    private Task<Delivery> ReactAsync(TeamsMessage message, string type, bool added)
    {
        lock (World.Gate)
        {
            MustSee(message);
            if (message.To is not null)
            {
                throw new InvalidOperationException("There are no reactions to what one person alone was shown.");
            }

            if (added)
            {
                message.Reactions.Add((type, user));
            }
            else
            {
                message.Reactions.Remove((type, user));
            }

            return message.From is not { } app || !message.Conversation.Reaches(app) ? Task.FromResult(Delivery.Untold()) : teams.Deliveries.TellAsync([(app, Reaction(app))]);
        }

        JsonObject Reaction(TeamsApp app)
        {
            var activity = Activities.Of(app, "messageReaction", message.Conversation, user, message.RootId);
            activity[added ? "reactionsAdded" : "reactionsRemoved"] = new JsonArray(new JsonObject { ["type"] = type });
            activity["replyToId"] = message.Id;
            return activity;
        }
    }

    /// <summary>Tells the bots that hear a message.</summary>
    private Task<Delivery> Tell(TeamsMessage message, Func<TeamsApp, JsonObject> activity) =>
        teams.Deliveries.TellAsync([.. World.Apps.Where(app => Hears(app, message)).Select(app => (app, activity(app)))]);

    private static bool Hears(TeamsApp app, TeamsMessage message)
    {
        var where = message.Conversation;
        var consents = where switch
        {
            TeamsChannel { Kind: ChannelKind.Standard } channel => channel.Team.Installation(app)?.Consents.Contains("ChannelMessage.Read.Group"),
            TeamsChat chat => chat.Apps.Find(one => one.App == app)?.Consents.Contains("ChatMessage.Read.Chat"),
            _ => false,
        };
        return where.Reaches(app) && (where.Type == "personal" || consents is true || message.Text.Contains($"<at>{app.Name}</at>", StringComparison.Ordinal) || (message.To is not null && app.TargetedMessages));
    }

    private TeamsApp AppOf(TeamsConversation where) => World.Apps.Find(one => one.Tenant == where.Tenant && where.Reaches(one)) ?? teams.AppIn(where.Tenant);

    private void MustBeIn(TeamsConversation where)
    {
        if (!where.Has(user))
        {
            throw new InvalidOperationException($"{user} is not in {where}.");
        }
    }

    private void MustSee(TeamsMessage message)
    {
        if (message.Deleted || !message.VisibleTo(user))
        {
            throw new InvalidOperationException($"{user} does not see: {message}");
        }
    }
}

/// <summary>What somebody said, and how the bot took it.</summary>
public sealed record Said(TeamsMessage Message, Delivery Delivery);
