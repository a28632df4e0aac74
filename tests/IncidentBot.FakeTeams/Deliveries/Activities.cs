using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.TeamsFake.Connector;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Deliveries;

/// <summary>What Teams posts; names and types as it has them.</summary>
internal sealed partial class Activities(FakeTeams teams)
{
    /// <summary>What every activity of a conversation holds. What the app did itself by Graph is said to be from its bot (general knowledge).</summary>
    /// <param name="thread">Of a channel: the first message of the thread that it is in.</param>
    public JsonObject Of(TeamsApp app, string type, TeamsConversation place, TeamsUser? by, string? thread = null, string? id = null)
    {
        var now = teams.World.Now;
        return new JsonObject
        {
            ["type"] = type,
            ["id"] = id ?? $"f:{Guid.NewGuid()}",
            ["timestamp"] = now.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture),
            ["localTimestamp"] = now.ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
            ["channelId"] = "msteams",
            ["serviceUrl"] = teams.ServiceUrl.ToString(),
            ["from"] = by is null ? Bot(app) : From(app, by),
            ["conversation"] = Conversation(place, thread),
            ["recipient"] = new JsonObject { ["id"] = app.BotId, ["name"] = app.Name },
            ["locale"] = "en-US",
            ["channelData"] = Channel(place),
        };
    }

    /// <summary>Something that happened in a team; its activities have both of its ids.</summary>
    public JsonObject Event(TeamsApp app, string eventType, TeamsTeam team, TeamsChannel? channel, TeamsUser? by)
    {
        var activity = Of(app, "conversationUpdate", channel is { Kind: not ChannelKind.Standard } ? channel : team.General, by);
        var data = new JsonObject { ["team"] = Team(team), ["eventType"] = eventType, ["tenant"] = new JsonObject { ["id"] = team.Tenant.Id } };
        if (channel is not null)
        {
            data["channel"] = new JsonObject { ["id"] = channel.Id, ["name"] = channel.Name, ["type"] = channel.Kind.ToString().ToLowerInvariant() };
        }

        activity["channelData"] = data;
        return activity;
    }

    public JsonObject Installation(TeamsApp app, string action, TeamsConversation place, TeamsUser? by)
    {
        var activity = Of(app, "installationUpdate", place, by);
        activity["action"] = action;
        if (place is TeamsChannel channel)
        {
            activity["channelData"]!["team"] = Team(channel.Team);
            activity["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = channel.Id } };
        }

        return activity;
    }

    public JsonObject Members(JsonObject activity, bool added, params JsonObject[] who)
    {
        activity[added ? "membersAdded" : "membersRemoved"] = new JsonArray([.. who]);
        return activity;
    }

    /// <summary>What a person wrote: names in &lt;at&gt; become mentions.</summary>
    public JsonObject Message(TeamsApp app, TeamsMessage message, string type = "message")
    {
        var activity = Of(app, type, message.Conversation, message.By, message.RootId, message.Id);
        activity["text"] = Escaped(message.Text) + (message.Conversation.Type == "personal" ? "" : "\n");
        activity["textFormat"] = "plain";
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = $"<div>{Escaped(message.Text)}</div>" });
        activity["entities"] = new JsonArray([.. Mention().Matches(message.Text).Select(one => Mentioned(app, one.Groups[1].Value)), Client()]);
        if (message.To is not null)
        {
            activity["recipient"]!["isTargeted"] = true;
        }

        return activity;
    }

    public JsonObject Invoke(TeamsApp app, string name, TeamsConversation place, TeamsUser by, JsonObject value, TeamsMessage? about = null)
    {
        var activity = Of(app, "invoke", place, by, about?.RootId);
        (activity["name"], activity["value"]) = (name, value);
        if (about is not null)
        {
            activity["replyToId"] = about.Id;
        }

        return activity;
    }

    public static JsonObject From(TeamsApp app, TeamsUser user) => new() { ["id"] = user.IdFor(app), ["name"] = user.Name, ["aadObjectId"] = user.ObjectId };

    public static JsonObject Bot(TeamsApp app) => new() { ["id"] = app.BotId };

    /// <summary>In what happened somebody is only an id and an object id.</summary>
    public static JsonObject Known(TeamsApp app, TeamsUser user) => new() { ["id"] = user.IdFor(app), ["aadObjectId"] = user.ObjectId };

    private static JsonObject Conversation(TeamsConversation place, string? thread)
    {
        var conversation = new JsonObject { ["id"] = thread is null || place is not TeamsChannel ? place.Id : ConnectorRules.ThreadId(place, thread), ["conversationType"] = place.Type, ["tenantId"] = place.Tenant.Id };
        if (place.Type != "personal")
        {
            conversation["isGroup"] = true;
        }

        return conversation;
    }

    /// <summary>In messages a team has the connector's id alone.</summary>
    private static JsonObject Channel(TeamsConversation place)
    {
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = place.Tenant.Id } };
        if (place is TeamsChannel channel)
        {
            (data["teamsChannelId"], data["teamsTeamId"]) = (channel.Id, channel.Team.Id);
            (data["channel"], data["team"]) = (new JsonObject { ["id"] = channel.Id }, new JsonObject { ["id"] = channel.Team.Id });
        }

        return data;
    }

    private JsonNode Mentioned(TeamsApp app, string name) => new JsonObject
    {
        ["type"] = "mention",
        ["text"] = $"<at>{name}</at>",
        ["mentioned"] = new JsonObject { ["id"] = name == app.Name ? app.BotId : teams.World.User(name).IdFor(app), ["name"] = name },
    };

    private static JsonNode Client() => new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-US", ["country"] = "US", ["platform"] = "Web", ["timezone"] = "Europe/Berlin" };

    /// <summary>What somebody typed, as text for HTML; the marks of mentions are marks (general knowledge).</summary>
    private static string Escaped(string text) => Marks().Replace(text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal), "<at>$1</at>");

    [GeneratedRegex("<at>(.+?)</at>")]
    private static partial Regex Mention();

    [GeneratedRegex("&lt;at&gt;(.+?)&lt;/at&gt;")]
    private static partial Regex Marks();

    private static JsonObject Team(TeamsTeam team) => new() { ["id"] = team.Id, ["aadGroupId"] = team.GroupId, ["name"] = team.Name };
}
