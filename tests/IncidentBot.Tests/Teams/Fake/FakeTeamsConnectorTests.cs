using IncidentBot.TeamsFake.World;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json.Linq;

namespace IncidentBot.Tests.Teams.Fake;

/// <summary>The SDK's connector client speaks, changes, takes back and asks; and understands a no.</summary>
public sealed class FakeTeamsConnectorTests
{
    [Fact]
    public async Task A_thread_is_begun_answered_changed_and_taken_back()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (connector, general) = (await scene.ConnectorAsync(), scene.Teams.Team.General);
        var thread = await connector.Conversations.CreateConversationAsync(Thread(scene, general.Id, "first"));
        var reply = await connector.Conversations.ReplyToActivityAsync(thread.Id, thread.ActivityId, MessageFactory.Text("second"));
        Assert.Equal(["first", "second"], general.SeenBy(scene.Teams.World.User("megan")));
        Assert.Equal((thread.ActivityId, true), (general.Messages[1].RootId, general.Messages[1].IsReply));
        var update = MessageFactory.Text("better");
        update.Id = reply.Id;
        await connector.Conversations.UpdateActivityAsync(thread.Id, reply.Id, update);
        Assert.Equal(("better", 2), (general.Messages[1].Shown, general.Messages[1].Versions.Count));
        await connector.Conversations.DeleteActivityAsync(thread.Id, reply.Id);
        Assert.Equal("first", Assert.Single(general.Posts).Shown);
        Assert.Equal("ActivityNotFoundInConversation", await FailAsync(() => connector.Conversations.DeleteActivityAsync(thread.Id, reply.Id)));
        Assert.Equal(4, scene.Teams.Calls.Count(one => one.Name.Contains("v3/conversations", StringComparison.Ordinal) && one.Ok));
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task One_person_has_one_chat_by_either_of_their_ids()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (connector, megan) = (await scene.ConnectorAsync(), scene.Teams.World.User("megan"));
        var first = await connector.Conversations.CreateConversationAsync(Personal(scene, megan.IdFor(scene.Teams.App)));
        var again = await connector.Conversations.CreateConversationAsync(Personal(scene, megan.ObjectId));
        Assert.Equal(first.Id, again.Id);
        await connector.Conversations.SendToConversationAsync(first.Id, MessageFactory.Text("only you"));
        Assert.Equal("only you", Assert.Single(scene.Teams.As(megan).Chat!.Posts).Shown);
        scene.Teams.As(megan).Block();
        Assert.Equal("403 MessageWritesBlocked", await FailAsync(() => connector.Conversations.SendToConversationAsync(first.Id, MessageFactory.Text("x")), status: true));

        Assert.Equal("BadArgument", await FailAsync(() => connector.Conversations.CreateConversationAsync(Personal(scene, "29:1nobody"))));
        var stranger = scene.Teams.AddUser("Sam Stranger");
        Assert.Equal("403 BotNotInConversationRoster", await FailAsync(() => connector.Conversations.CreateConversationAsync(Personal(scene, stranger.ObjectId)), status: true));
    }

    [Fact]
    public async Task Members_come_by_page_and_one_by_one_and_a_team_tells_both_its_ids()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (connector, team) = (await scene.ConnectorAsync(), scene.Teams.Team);
        for (var number = 0; number < 58; number++)
        {
            team.Members.Add(new TeamsMember(team.Id, scene.Teams.AddUser($"Person {number}")));
        }

        var page = await connector.Conversations.GetConversationPagedMembersAsync(team.Id, pageSize: 2);
        var rest = await connector.Conversations.GetConversationPagedMembersAsync(team.Id, 2, page.ContinuationToken);
        Assert.Equal((50, 10, null), (page.Members.Count, rest.Members.Count, rest.ContinuationToken));
        var alex = scene.Teams.World.User("alex");
        var member = JObject.FromObject(await ((Conversations)connector.Conversations).GetConversationMemberAsync(alex.ObjectId, team.Id)).ToObject<TeamsChannelAccount>()!;
        Assert.Equal((alex.IdFor(scene.Teams.App), alex.ObjectId, "alex@acme.example", alex.Home.Id), (member.Id, member.AadObjectId, member.Email, member.TenantId));
        Assert.Equal("404 MemberNotFoundInConversation", await FailAsync(() => ((Conversations)connector.Conversations).GetConversationMemberAsync(Guid.NewGuid().ToString(), team.Id), status: true));

        using var teams = new TeamsConnectorClient(scene.Teams.ServiceUrl, connector.Credentials);
        var details = await teams.Teams.FetchTeamDetailsAsync(team.Id);
        Assert.Equal((team.GroupId, "Security Operations", 1, 60), (details.AadGroupId, details.Name, details.ChannelCount, details.MemberCount));
        scene.Teams.AddChannel(team, "inc-1");
        Assert.Equal([null, "inc-1"], (await teams.Teams.FetchChannelListAsync(team.Id)).Conversations.Select(one => one.Name));
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task A_bot_speaks_only_where_it_is_installed_let_in_and_not_too_late()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (connector, alex) = (await scene.ConnectorAsync(), scene.Teams.World.User("alex"));
        Task<string> TryAsync(string id) => FailAsync(() => connector.Conversations.SendToConversationAsync(id, MessageFactory.Text("x")), status: true);
        var elsewhere = scene.Teams.AddTeam("Elsewhere", scene.Teams.Tenant, alex);
        Assert.Equal("403 BotNotInConversationRoster", await TryAsync(elsewhere.Id));
        Assert.Equal("404 ConversationNotFound", await TryAsync("19:nowhere@thread.tacv2"));
        Assert.Equal("400 BadSyntax", await TryAsync("nonsense"));
        var secret = scene.Teams.AddChannel(scene.Teams.Team, "secret", ChannelKind.Private, alex);
        Assert.Equal("403 Forbidden", await TryAsync(secret.Id));
        await scene.Teams.As(alex).EnableAsync(secret);
        await connector.Conversations.SendToConversationAsync(secret.Id, MessageFactory.Text("let in"));
        secret.Archived = true;
        Assert.Equal("403 Forbidden", await TryAsync(secret.Id));
        await scene.Teams.As(alex).DeleteAsync(secret);
        Assert.Equal("404 ConversationNotFound", await TryAsync(secret.Id));
        var chat = scene.Teams.AddChat("call", alex);
        Assert.Equal("403 BotNotInConversationRoster", await TryAsync(chat.Id));
        await scene.Teams.As(alex).InstallAsync(chat);
        await connector.Conversations.SendToConversationAsync(chat.Id, MessageFactory.Text("hello"));
        var contoso = scene.Teams.AddApp(scene.Teams.AddTenant("Contoso"));
        var other = await scene.ConnectorAsync(contoso);
        Assert.Equal("404 ConversationNotFound", await FailAsync(() => other.Conversations.SendToConversationAsync(chat.Id, MessageFactory.Text("x")), status: true));
    }

    [Fact]
    public async Task Another_ones_message_is_not_the_bots_to_change()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var connector = await scene.ConnectorAsync();
        var said = await scene.Teams.As("alex").SayAsync(scene.Teams.Team.General, "mine");
        Assert.Equal("403 Forbidden", await FailAsync(() => connector.Conversations.DeleteActivityAsync(scene.Teams.Team.Id, said.Message.Id), status: true));
        Assert.False(said.Delivery.Told);
        Assert.Single(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task What_is_meant_for_one_person_is_seen_by_them_and_gone_after_a_day()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (general, alex, megan) = (scene.Teams.Team.General, scene.Teams.World.User("alex"), scene.Teams.World.User("megan"));
        var path = $"teams/v3/conversations/{general.Id}/activities";
        var (status, answer, _) = await scene.CallAsync(HttpMethod.Post, $"{path}?isTargetedActivity=true", $$$"""{"type":"message","text":"psst","recipient":{"id":"{{{megan.IdFor(scene.Teams.App)}}}"}}""");
        Assert.Equal(201, status);
        Assert.Equal((0, 1), (general.SeenBy(alex).Count, general.SeenBy(megan).Count));
        Assert.Equal(404, (await scene.CallAsync(HttpMethod.Delete, $"{path}/{answer!["id"]}")).Status);
        scene.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(404, (await scene.CallAsync(HttpMethod.Delete, $"{path}/{answer["id"]}?isTargetedActivity=true")).Status);
        Assert.Equal(400, (await scene.CallAsync(HttpMethod.Post, $"{path}?isTargetedActivity=true", """{"type":"message","text":"psst","recipient":{"id":"29:1nobody"}}""")).Status);
    }

    [Fact]
    public async Task Threads_take_seven_messages_a_second_where_a_test_wants_it()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (connector, general) = (await scene.ConnectorAsync(), scene.Teams.Team.General);
        scene.Teams.ThreadLimits.On = true;
        for (var number = 0; number < 7; number++)
        {
            await connector.Conversations.SendToConversationAsync(general.Id, MessageFactory.Text("x"));
        }

        var limited = await Assert.ThrowsAsync<ErrorResponseException>(() => connector.Conversations.SendToConversationAsync(general.Id, MessageFactory.Text("x")));
        Assert.Equal(429, (int)limited.Response.StatusCode);
        Assert.Equal("1", Assert.Single(limited.Response.Headers["Retry-After"]));
        scene.Time.Advance(TimeSpan.FromSeconds(1));
        await connector.Conversations.SendToConversationAsync(general.Id, MessageFactory.Text("x"));
    }

    [Fact]
    public async Task What_is_said_beforehand_goes_wrong_once()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (connector, general) = (await scene.ConnectorAsync(), scene.Teams.Team.General);
        const string Send = "POST v3/conversations/activities";
        Task SendAsync() => connector.Conversations.SendToConversationAsync(general.Id, MessageFactory.Text("x"));
        scene.Teams.Faults.Refuse(Send, 403, "BotNotInConversationRoster");
        Assert.Equal("BotNotInConversationRoster", await FailAsync(SendAsync));
        scene.Teams.Faults.Limit(Send, 3);
        Assert.Equal("3", Assert.Single((await Assert.ThrowsAsync<ErrorResponseException>(SendAsync)).Response.Headers["Retry-After"]));
        scene.Teams.Faults.Fail(Send, 502);
        Assert.Null((await Assert.ThrowsAsync<ErrorResponseException>(SendAsync)).Body);
        scene.Teams.Faults.LoseAnswer(Send);
        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        scene.Teams.Faults.Cut(Send);
        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        Assert.Single(general.Messages);
        scene.Teams.Faults.Add(new(Send, 1) { Within = "another conversation", Status = 500 });
        await SendAsync();
        Assert.Equal([403, 429, 502, 0, 0, 201], scene.Teams.CallsTo(Send).Select(one => one.Status));
        Assert.Empty(scene.Teams.Wrongs);
    }

    internal static async Task<string> FailAsync(Func<Task> call, bool status = false)
    {
        var fault = await Assert.ThrowsAsync<ErrorResponseException>(call);
        return status ? $"{(int)fault.Response.StatusCode} {fault.Body?.Error?.Code}" : fault.Body?.Error?.Code ?? "";
    }

    internal static ConversationParameters Thread(FakeTeamsScene scene, string channel, string text) => new()
    {
        IsGroup = true,
        Bot = new ChannelAccount(scene.Teams.App.BotId),
        Activity = MessageFactory.Text(text),
        ChannelData = new TeamsChannelData { Channel = new ChannelInfo(channel), Tenant = new TenantInfo(scene.Teams.Tenant.Id) },
    };

    private static ConversationParameters Personal(FakeTeamsScene scene, string member) => new() { IsGroup = false, Bot = new ChannelAccount(scene.Teams.App.BotId), Members = [new ChannelAccount(member)], TenantId = scene.Teams.Tenant.Id };
}
