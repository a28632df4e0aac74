using System.Text.Json.Nodes;
using IncidentBot.Teams;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Requests;
using IncidentBot.TeamsFake;
using IncidentBot.TeamsFake.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Teams;

/// <summary>In and out against a Teams that is as strict as the real one.</summary>
public sealed class TeamsByTheFakeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_people_say_and_press_comes_in_and_answers_go_out()
    {
        await using var scene = await Scene.StartAsync();
        var (alex, general) = (scene.Teams.As("alex"), scene.Teams.Team.General);
        scene.Inbox.Answer = _ => Task.FromResult(TeamsAnswer.Empty);
        Assert.True((await alex.SayAsync(general, "declare ransom note for <at>Megan Bowen</at>", mention: true)).Delivery.Ok);
        var said = Assert.IsType<MessageReceived>(scene.Inbox.Taken.Single());
        Assert.Equal("declare ransom note for @Megan Bowen", said.Said.Text);
        Assert.Equal(alex.User.ObjectId, said.From!.ObjectId);

        var id = await scene.Connector.PostAsync(said.Address, new TeamsMessage { Text = "on it", Card = Card("Ack") }, None);
        Assert.Equal(id, general.Posts.Single().Id);
        scene.Inbox.Answer = _ => Task.FromResult(TeamsAnswer.Card(Card("Contained")));
        var pressed = await alex.PressAsync(general.Posts.Single(), "Ack");
        Assert.True(pressed.Ok, pressed.Delivery.ToString());
        Assert.Equal(("ack", id), scene.Inbox.Taken.OfType<CardPressed>().Single() is var press ? (press.Verb, press.CardId) : default);

        await scene.Connector.UpdateAsync(said.Address, id, new TeamsMessage { Text = "done" }, None);
        Assert.Equal("done", general.Posts.Single().Text);
        var told = await scene.Connector.TellOneAsync(said.Address, alex.User.IdFor(scene.Teams.App), new TeamsMessage { Text = "only you" }, None);
        Assert.True(told.InPlace);
        await scene.Connector.DeleteAsync(said.Address, id, None);
        await scene.Connector.DeleteAsync(said.Address, id, None);
        Assert.DoesNotContain(general.Posts, post => post.Id == id);
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task Threads_private_words_and_members_are_found()
    {
        await using var scene = await Scene.StartAsync();
        var (team, alex) = (scene.Teams.Team, scene.Teams.As("alex"));
        var thread = await scene.Connector.StartThreadAsync(scene.Channel, new TeamsMessage { Text = "first" }, None);
        await scene.Connector.ReplyAsync(thread, thread.RootMessageId!, new TeamsMessage { Text = "second" }, None);
        Assert.Equal([(false, "first"), (true, "second")], team.General.Posts.Select(post => (post.IsReply, post.Text)));
        await alex.InstallAsync();
        var personal = await scene.Connector.OpenPersonalAsync(scene.Registration, scene.Teams.ServiceUrl.ToString(), scene.Teams.Tenant.Id, alex.User.ObjectId, None);
        await scene.Connector.PostAsync(personal, new TeamsMessage { Text = "hello" }, None);
        Assert.Equal("hello", alex.Chat!.Posts.Single().Text);
        alex.Block();
        Assert.Equal(TeamsFailure.TargetGone, (await TeamsScene.FailAsync(() => scene.Connector.PostAsync(personal, new TeamsMessage { Text = "hello" }, None))).Failure);

        Assert.Equal(alex.User.ObjectId, (await scene.Connector.FindMemberAsync(scene.Channel, alex.User.ObjectId, None))!.ObjectId);
        Assert.Null(await scene.Connector.FindMemberAsync(scene.Channel, Guid.NewGuid().ToString(), None));
        var members = new List<string?>();
        await foreach (var member in scene.Connector.MembersAsync(scene.Channel, None))
        {
            members.Add(member.Name);
        }

        Assert.Equal(["Alex Wilber", "Megan Bowen"], members.Order());
        Assert.Equal(team.GroupId, (await scene.Connector.TeamAsync(scene.Channel, None)).GroupId);
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task Rooms_are_made_once_and_filled_archived_and_brought_back()
    {
        await using var scene = await Scene.StartAsync();
        var (team, graph, megan) = (scene.Teams.Team.GroupId, scene.Graph, scene.Teams.As("megan").User);
        scene.Teams.Faults.LoseAnswer("POST teams/channels");
        var wanted = new NewChannel("inc-1", "Ransom note", "[INC-1]");
        Assert.True((await TeamsScene.FailAsync(() => graph.CreateChannelAsync(team, wanted, None))).OutcomeUnknown);
        var room = await graph.CreateChannelAsync(team, wanted, None);
        Assert.Single(scene.Teams.Team.Channels, one => one.Name == "inc-1");
        Assert.Equal(GraphErrors.NameTaken, (await TeamsScene.FailAsync(() => graph.CreateChannelAsync(team, wanted with { Mark = "[INC-2]" }, None))).Code);
        await graph.RenameChannelAsync(team, room.Id, "inc-1-b", None);
        await graph.ArchiveChannelAsync(team, room.Id, None);
        await graph.ArchiveChannelAsync(team, room.Id, None);
        Assert.True(scene.Teams.Team.Channel("inc-1-b").Archived);
        await graph.UnarchiveChannelAsync(team, room.Id, None);
        Assert.False(scene.Teams.Team.Channel("inc-1-b").Archived);

        var owner = scene.Teams.As("alex").User.ObjectId;
        var hidden = await graph.CreateChannelAsync(team, new NewChannel("inc-2", "", "[INC-2]", ChannelKind.Private, owner), None);
        await graph.AddChannelMemberAsync(team, hidden.Id, megan.ObjectId, None);
        var shared = await graph.CreateChannelAsync(team, new NewChannel("inc-3", "", "[INC-3]", ChannelKind.Shared, owner), None);
        Assert.Equal((ChannelKind.Private, ChannelKind.Shared), (hidden.Kind, shared.Kind));
        Assert.Equal((4, 1, 1), await graph.CountChannelsAsync(team, None) is var count ? (count.All, count.Private, count.Shared) : default);

        var chat = await graph.CreateChatAsync("inc-4", [owner, megan.ObjectId], None);
        var catalogue = await graph.FindAppAsync(scene.Teams.App.ManifestId, None);
        await graph.InstallInChatAsync(chat.Id, catalogue!, None);
        await graph.InstallInChatAsync(chat.Id, catalogue!, None);
        await graph.SetChatTopicAsync(chat.Id, "inc-4 closed", None);
        await scene.Connector.PostAsync(scene.Channel with { Kind = ConversationKind.GroupChat, ConversationId = chat.Id, ChannelId = null }, new TeamsMessage { Text = "hello" }, None);
        Assert.Equal(megan.ObjectId, (await graph.FindUserByMailAsync(megan.Mail!, None))!.Id);
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Fact]
    public async Task Nothing_is_done_for_a_token_with_any_flaw()
    {
        await using var scene = await Scene.StartAsync();
        foreach (var flaw in Enum.GetValues<TokenFlaw>())
        {
            scene.Teams.Deliveries.Flaw = flaw;
            var said = await scene.Teams.As("alex").SayAsync(scene.Teams.Team.General, $"declare {flaw}", mention: true);
            Assert.Equal(flaw is TokenFlaw.None ? 200 : 401, said.Delivery.Status);
        }

        Assert.Single(scene.Inbox.Taken);
    }

    private static JsonNode Card(string button) => new JsonObject
    {
        ["type"] = "AdaptiveCard",
        ["version"] = "1.5",
        ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = "INC-1" }),
        ["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.Execute", ["title"] = button, ["verb"] = button.ToLowerInvariant() }),
    };

    private sealed class Scene : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Scene(WebApplication app, FakeTeams teams, StubTeamsInbox inbox) => (this.app, Teams, Inbox) = (app, teams, inbox);

        public FakeTeams Teams { get; }

        public StubTeamsInbox Inbox { get; }

        public ITeamsConnector Connector => app.Services.GetRequiredService<ITeamsConnector>();

        public Registration Registration => app.Services.GetRequiredService<Registrations>().All[0];

        public ITeamsGraph Graph => app.Services.GetRequiredService<ITeamsGraphs>().Of(Registration);

        public TeamsAddress Channel => new(ConversationKind.Channel, Teams.Tenant.Id, Registration.BotId, Teams.ServiceUrl.ToString(), Teams.Team.General.Id) { ChannelId = Teams.Team.General.Id, TeamThreadId = Teams.Team.Id };

        public static async Task<Scene> StartAsync()
        {
            var (teams, inbox) = (await FakeTeams.StartAsync(), new StubTeamsInbox());
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection([
                new("Teams:AppType", "SingleTenant"), new("Teams:AppId", FakeTeams.AppId), new("Teams:AppPassword", FakeTeams.AppSecret), new("Teams:TenantId", teams.Tenant.Id), new("Teams:OperationPollMilliseconds", "1"),
                new("Teams:OpenIdMetadataUrl", $"{teams.OpenIdMetadataUrl}"), new("Teams:LoginUrl", $"{teams.LoginUrl}"), new("Teams:GraphBaseUrl", $"{teams.GraphBaseUrl}"), new("Teams:ServiceUrl", $"{teams.ServiceUrl}"),
            ]);
            builder.Services.AddSingleton<ITeamsInbox>(inbox).AddTeamsRequests(builder.Configuration);
            var app = builder.Build();
            app.MapTeamsRequests();
            await app.StartAsync();
            teams.App.MessagesUrl = new Uri(new Uri(app.Urls.First()), "api/messages");
            return new Scene(app, teams, inbox);
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await Teams.DisposeAsync();
        }
    }
}
