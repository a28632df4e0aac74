using System.Text.Json.Nodes;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;

namespace IncidentBot.TeamsFake.Graph;

/// <summary>Group chats. Where bots are not let into private channels, one of them is the room of a confidential incident.</summary>
internal static class ChatCalls
{
    public static IEnumerable<Route> All =>
    [
        new(Api.Graph, "POST", "chats", Create) { Roles = Permissions.CreateChats, Body = "chatType* topic members* installedApps" },
        new(Api.Graph, "GET", "users/{user}/chats", List) { Roles = Permissions.ReadChats, Query = Rows.Options },
        new(Api.Graph, "GET", "chats/{chat}", call => Rows.One(call, GraphShapes.Chat(GraphRules.Chat(call)))) { Roles = Permissions.ReadChats, Consents = ["ChatSettings.Read.Chat", "ChatSettings.ReadWrite.Chat"], Query = "$select" },
        new(Api.Graph, "PATCH", "chats/{chat}", Rename) { Roles = Permissions.ChangeChats, Consents = ["ChatSettings.ReadWrite.Chat"], Body = "topic*" },
        new(Api.Graph, "GET", "chats/{chat}/members", call => Rows.Page(call, GraphRules.Chat(call).People, GraphShapes.Member)) { Roles = Permissions.ReadChatMembers, Consents = ["ChatMember.Read.Chat"], Query = Rows.Options },
        new(Api.Graph, "POST", "chats/{chat}/members", Add) { Roles = Permissions.WriteChatMembers, Body = "roles* user@odata.bind* tenantId visibleHistoryStartDateTime" },
        new(Api.Graph, "DELETE", "chats/{chat}/members/{member}", Remove) { Roles = Permissions.WriteChatMembers },
    ];

    /// <summary>Of group chats alone: people's chats with bots are not looked for here.</summary>
    private static Reply List(Call call)
    {
        var user = UserCalls.User(call);
        return Rows.Page(call, call.World.Chats.Where(one => one.Bot is null && one.Has(user)), GraphShapes.Chat);
    }

    private static Reply Create(Call call)
    {
        if ((string?)call.Body["chatType"] != "group")
        {
            throw GraphRules.Bad("Only group chats are made here.");
        }

        var id = call.World.NewThreadId("v2");
        var people = call.Body["members"] is JsonArray list ? list.Select(one => Member(call, one, id)).ToList() : throw GraphRules.Bad("members is no list.");
        if (people.Count < 2 || people.Select(one => one.User).Distinct().Count() != people.Count)
        {
            throw GraphRules.Bad("A group chat needs at least two members, each of them once.");
        }

        var chat = new TeamsChat(id, call.Tenant) { Topic = Topic(call), Created = call.World.Now };
        var apps = (call.Body["installedApps"] as JsonArray ?? []).Select(one => AppCalls.Bound(call, one as JsonObject ?? throw GraphRules.Bad("An installed app is no object."), "groupChat")).ToList();
        chat.People.AddRange(people);
        call.World.Chats.Add(chat);
        foreach (var app in apps)
        {
            AppCalls.Install(call, chat, app);
        }

        return Rows.One(call, GraphShapes.Chat(chat), status: 201);
    }

    private static Reply Rename(Call call)
    {
        var chat = GraphRules.Chat(call);
        chat.Topic = Topic(call);
        return Rows.One(call, GraphShapes.Chat(chat));
    }

    private static Reply Add(Call call)
    {
        var chat = GraphRules.Chat(call);
        var member = Member(call, call.Body, chat.Id);
        MemberCalls.Add(chat.People, member);
        call.Server.Happenings.ChatMember(added: true, chat, member.User, by: null);
        return new Reply(201) { Location = $"/chats/{chat.Id}/members/{member.Id}" };
    }

    private static Reply Remove(Call call)
    {
        var chat = GraphRules.Chat(call);
        var member = MemberCalls.Find(chat.People, call);
        chat.People.Remove(member);
        call.Server.Happenings.ChatMember(added: false, chat, member.User, by: null);
        return new Reply(204);
    }

    /// <summary>Everybody in a chat is owner or guest: nobody is neither.</summary>
    private static TeamsMember Member(Call call, JsonNode? given, string place)
    {
        var member = Members.Read(call, given, place);
        return member.Owner || member.User.Guest ? member : throw GraphRules.Bad("Invalid role specified for member: owner, or guest for a guest.");
    }

    private static string? Topic(Call call) => GraphRules.Text(call.Body, "topic") is not { } topic ? null
        : topic.Length > call.World.Limits.LongestTopic ? throw GraphRules.Bad($"The topic is longer than {call.World.Limits.LongestTopic} characters.")
        : topic.Contains(':', StringComparison.Ordinal) ? throw GraphRules.Bad("The topic may not hold a colon.") : topic;
}
