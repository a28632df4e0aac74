using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Teams.Options;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Connector;

/// <summary>The connector's calls, as Bot Framework 3.0 has them.</summary>
internal sealed class TeamsConnector(ConnectorWire wire, Registrations registrations, IOptions<TeamsOptions> options) : ITeamsConnector
{
    private const string Conversations = "v3/conversations";
    private const int PageSize = 500;

    /// <summary>At 500 rows a page that is twice what a team has.</summary>
    private const int MostPages = 100;

    public async Task<TeamsAddress> OpenPersonalAsync(Registration registration, string? serviceUrl, string tenantId, string personId, CancellationToken cancel)
    {
        var service = serviceUrl ?? options.Value.ServiceUrl.ToString();
        var body = new JsonObject
        {
            ["isGroup"] = false,
            ["bot"] = new JsonObject { ["id"] = registration.BotId },
            ["members"] = new JsonArray(new JsonObject { ["id"] = personId }),
            ["tenantId"] = tenantId,
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenantId } },
        };
        var made = await wire.CallAsync(registration, tenantId, service, new ConnectorCall("conversation.open", HttpMethod.Post, Conversations, personId, body, Repeatable: true), cancel);
        return new(ConversationKind.Personal, tenantId, registration.BotId, service, Id("conversation.open", made, makesNew: false));
    }

    public async Task<TeamsAddress> StartThreadAsync(TeamsAddress channel, TeamsMessage message, CancellationToken cancel)
    {
        const string Name = "thread.start";
        var body = new JsonObject
        {
            ["isGroup"] = true,
            ["bot"] = new JsonObject { ["id"] = channel.BotId },
            ["activity"] = message.ToJson(),
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel.PlaceId }, ["tenant"] = new JsonObject { ["id"] = channel.TenantId } },
        };
        var made = await CallAsync(channel, new ConnectorCall(Name, HttpMethod.Post, Conversations, channel.PlaceId, body), cancel);
        var conversation = Id(Name, made, makesNew: true);
        return channel with
        {
            Kind = ConversationKind.Channel,
            ConversationId = conversation,
            ChannelId = channel.PlaceId,
            RootMessageId = made.Text("activityId") ?? TeamsAddress.Split(conversation).Root ?? throw TeamsException.NoAnswer(Name, "unreadable", mayBeDone: true, 200),
        };
    }

    public async Task<string> PostAsync(TeamsAddress place, TeamsMessage message, CancellationToken cancel) =>
        Id("post", await CallAsync(place, new ConnectorCall("post", HttpMethod.Post, Activities(place), place.ConversationId, message.ToJson()), cancel), makesNew: true);

    public async Task<string> ReplyAsync(TeamsAddress place, string messageId, TeamsMessage message, CancellationToken cancel)
    {
        var body = message.ToJson();
        body["replyToId"] = messageId;
        return Id("reply", await CallAsync(place, new ConnectorCall("reply", HttpMethod.Post, Activity(place, messageId), place.ConversationId, body), cancel), makesNew: true);
    }

    public async Task UpdateAsync(TeamsAddress place, string messageId, TeamsMessage message, CancellationToken cancel)
    {
        var body = message.ToJson();
        body["id"] = messageId;
        await CallAsync(place, new ConnectorCall("update", HttpMethod.Put, Activity(place, messageId), place.ConversationId, body), cancel);
    }

    public async Task DeleteAsync(TeamsAddress place, string messageId, CancellationToken cancel)
    {
        try
        {
            await CallAsync(place, new ConnectorCall("delete", HttpMethod.Delete, Activity(place, messageId), place.ConversationId), cancel);
        }
        catch (TeamsException gone) when (gone.Status is 404 or 410)
        {
            // It is away.
        }
    }

    public async Task<ToldOne> TellOneAsync(TeamsAddress place, string personId, TeamsMessage message, CancellationToken cancel)
    {
        if (place.Kind is ConversationKind.Personal)
        {
            return new(place, await PostAsync(place, message, cancel), InPlace: false);
        }

        try
        {
            var body = message.ToJson();
            body["recipient"] = new JsonObject { ["id"] = personId };
            var told = await CallAsync(place, new ConnectorCall("tell", HttpMethod.Post, $"{Activities(place)}?isTargetedActivity=true", place.ConversationId, body), cancel);
            return new(place, Id("tell", told, makesNew: true), InPlace: true);
        }
        catch (TeamsException refused) when (refused.Failure is TeamsFailure.NotAllowed or TeamsFailure.TargetGone || refused.Status is 501)
        {
            // Not every tenant and client has messages for one person yet.
            var personal = await OpenPersonalAsync(Bot(place, "tell"), place.ServiceUrl, place.TenantId, personId, cancel);
            return new(personal, await PostAsync(personal, message, cancel), InPlace: false);
        }
    }

    public async Task<TeamsMember?> FindMemberAsync(TeamsAddress place, string personId, CancellationToken cancel)
    {
        try
        {
            return Member(await CallAsync(place, new ConnectorCall("member", HttpMethod.Get, $"{Conversations}/{Escaped(place.PlaceId)}/members/{Escaped(personId)}", place.PlaceId), cancel));
        }
        catch (TeamsException gone) when (gone.Status == 404 && !string.Equals(gone.Code, "ConversationNotFound", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }

    public async IAsyncEnumerable<TeamsMember> MembersAsync(TeamsAddress place, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = await CallAsync(place, new ConnectorCall("members", HttpMethod.Get, $"{Conversations}/{Escaped(place.PlaceId)}/pagedmembers?pageSize={PageSize}{(next is null ? "" : $"&continuationToken={Escaped(next)}")}", place.PlaceId), cancel);
            foreach (var member in page.Rows("members").Select(Member).OfType<TeamsMember>())
            {
                yield return member;
            }

            next = page.Text("continuationToken") is { Length: > 0 } token ? token : null;
            if (next is not null && (!seen.Add(next) || seen.Count >= MostPages))
            {
                throw new TeamsException("members", "endless", TeamsFailure.NotAllowed);
            }
        }
        while (next is not null);
    }

    public async Task<TeamDetails> TeamAsync(TeamsAddress place, CancellationToken cancel)
    {
        var team = place.TeamThreadId ?? throw new TeamsException("team", "no_team", TeamsFailure.NotAllowed);
        var read = await CallAsync(place, new ConnectorCall("team", HttpMethod.Get, $"v3/teams/{Escaped(team)}", team), cancel);
        return new(read.Text("id") ?? team, read.Text("aadGroupId"), read.Text("name"));
    }

    private Task<JsonElement> CallAsync(TeamsAddress place, ConnectorCall call, CancellationToken cancel) => wire.CallAsync(Bot(place, call.Name), place.TenantId, place.ServiceUrl, call, cancel);

    private Registration Bot(TeamsAddress place, string call) =>
        registrations.OfBot(place.BotId) ?? (registrations.All is [{ IsAnonymous: true } alone] ? alone : throw new TeamsException(call, "app_not_set_up", TeamsFailure.Credentials));

    private static string Activities(TeamsAddress place) => $"{Conversations}/{Escaped(place.ConversationId)}/activities";

    private static string Activity(TeamsAddress place, string messageId) => $"{Activities(place)}/{Escaped(messageId)}";

    private static string Escaped(string id) => Uri.EscapeDataString(id);

    /// <summary>Without an id we could not change it later, and do not know that it is there.</summary>
    private static string Id(string call, JsonElement made, bool makesNew) => made.Text("id") is { Length: > 0 } id ? id : throw TeamsException.NoAnswer(call, "unreadable", makesNew, 200);

    private static TeamsMember? Member(JsonElement read) => read.Text("id") is { Length: > 0 } id
        ? new(id, read.Text("aadObjectId") ?? read.Text("objectId"), read.Text("name"), read.Text("email"), read.Text("userPrincipalName"), read.Text("tenantId"), read.Text("userRole"))
        : null;
}
