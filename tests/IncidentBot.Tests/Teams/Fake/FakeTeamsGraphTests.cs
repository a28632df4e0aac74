using System.Net;
using IncidentBot.TeamsFake.World;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using GraphChat = Microsoft.Graph.Models.Chat;

namespace IncidentBot.Tests.Teams.Fake;

/// <summary>The real Graph client makes channels and chats, finds people, and understands a no.</summary>
public sealed class FakeTeamsGraphTests
{
    [Fact]
    public async Task A_channel_is_made_found_renamed_and_there_for_the_bot()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (graph, team) = (await scene.GraphAsync(), scene.Teams.Team);
        var made = await graph.Teams[team.GroupId].Channels.PostAsync(new Channel { DisplayName = "inc-1", Description = "ransom note" });
        Assert.Equal(("inc-1", ChannelMembershipType.Standard, false), (made!.DisplayName, made.MembershipType, made.IsArchived));
        Assert.Equal("NameAlreadyExists", (await FailAsync(() => graph.Teams[team.GroupId].Channels.PostAsync(new Channel { DisplayName = "INC-1" }))).Error!.Code);
        await graph.Teams[team.GroupId].Channels[made.Id].PatchAsync(new Channel { DisplayName = "inc-1-contoso" });
        var found = await graph.Teams[team.GroupId].Channels.GetAsync(one => one.QueryParameters.Filter = "displayName eq 'inc-1-contoso'");
        Assert.Equal(made.Id, Assert.Single(found!.Value!).Id);
        Assert.Equal("inc-1-contoso", (await graph.Teams[team.GroupId].Channels[made.Id].GetAsync())!.DisplayName);
        var connector = await scene.ConnectorAsync();
        var thread = await Microsoft.Bot.Connector.ConversationsExtensions.CreateConversationAsync(connector.Conversations, FakeTeamsConnectorTests.Thread(scene, made.Id!, "it begins"));
        Assert.Equal("it begins", team.Channel("inc-1-contoso").Messages.Single(one => one.Id == thread.ActivityId).Shown);
        Assert.Equal(["POST teams/channels", "POST teams/channels", "PATCH teams/channels"], scene.Teams.Calls.Select(one => one.Name).Where(one => one.Contains("teams/channels", StringComparison.Ordinal) && !one.StartsWith("GET", StringComparison.Ordinal)));
        Assert.Empty(scene.Teams.Wrongs);
    }

    [Theory]
    [InlineData("a#b")]
    [InlineData("a..b")]
    [InlineData("_a")]
    [InlineData("a.")]
    [InlineData("con")]
    [InlineData("what is longer than fifty characters is no name for us")]
    public async Task A_name_that_Teams_does_not_take_is_refused(string name)
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var graph = await scene.GraphAsync();
        Assert.Equal(400, (await FailAsync(() => graph.Teams[scene.Teams.Team.GroupId].Channels.PostAsync(new Channel { DisplayName = name }))).ResponseStatusCode);
        Assert.Single(scene.Teams.Team.Channels);
    }

    [Fact]
    public async Task A_deleted_channel_keeps_its_name_and_its_place_for_thirty_days()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (graph, team) = (await scene.GraphAsync(), scene.Teams.Team);
        scene.Teams.Limits.MostChannels = 2;
        var made = await graph.Teams[team.GroupId].Channels.PostAsync(new Channel { DisplayName = "inc-1" });
        await graph.Teams[team.GroupId].Channels[made!.Id].DeleteAsync();
        Assert.Equal(409, (await FailAsync(() => graph.Teams[team.GroupId].Channels.PostAsync(new Channel { DisplayName = "inc-1" }))).ResponseStatusCode);
        Assert.Equal("BadRequest", (await FailAsync(() => graph.Teams[team.GroupId].Channels.PostAsync(new Channel { DisplayName = "inc-2" }))).Error!.Code);
        scene.Time.Advance(TimeSpan.FromDays(30));
        graph = await scene.GraphAsync();
        await graph.Teams[team.GroupId].Channels.PostAsync(new Channel { DisplayName = "inc-1" });
    }

    [Fact]
    public async Task Archiving_is_done_later_and_its_operation_says_when()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (graph, team) = (await scene.GraphAsync(handlers: true), scene.Teams.Team);
        var channel = scene.Teams.AddChannel(team, "inc-1");
        var headers = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
        await graph.Teams[team.GroupId].Channels[channel.Id].Archive.PostAsync(new() { ShouldSetSpoSiteReadOnlyForMembers = true }, one => one.Options.Add(headers));
        var operation = headers.ResponseHeaders["Location"].Single().Split('\'')[3];
        var states = new List<string?>();
        for (var tries = 0; tries < 3; tries++)
        {
            states.Add((await graph.Teams[team.GroupId].Operations[operation].GetAsync())!.Status.ToString());
        }

        Assert.Equal(["InProgress", "InProgress", "Succeeded"], states);
        Assert.True(channel.Archived);
        scene.Teams.Limits.OperationPolls = 0;
        await graph.Teams[team.GroupId].Channels[channel.Id].Unarchive.PostAsync();
        Assert.False(channel.Archived);
        team.Archived = true;
        Assert.Equal(400, (await FailAsync(() => graph.Teams[team.GroupId].Channels[channel.Id].Archive.PostAsync(new()))).ResponseStatusCode);
    }

    [Fact]
    public async Task A_private_channel_has_an_owner_and_members_of_its_own_and_the_bot_is_not_in_it()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (graph, team, megan) = (await scene.GraphAsync(), scene.Teams.Team, scene.Teams.World.User("megan"));
        var made = await graph.Teams[team.GroupId].Channels.PostAsync(new Channel { DisplayName = "secret", MembershipType = ChannelMembershipType.Private, Members = [Member(megan, "owner")] });
        var channel = team.Channel("secret");
        Assert.Equal(ChannelKind.Private, channel.Kind);
        var stranger = scene.Teams.AddUser("Sam Stranger");
        Assert.Equal(400, (await FailAsync(() => graph.Teams[team.GroupId].Channels[made!.Id].Members.PostAsync(Member(stranger)))).ResponseStatusCode);
        await graph.Teams[team.GroupId].Members.PostAsync(Member(stranger));
        await graph.Teams[team.GroupId].Channels[made!.Id].Members.PostAsync(Member(stranger));
        Assert.Equal(409, (await FailAsync(() => graph.Teams[team.GroupId].Channels[made.Id].Members.PostAsync(Member(stranger)))).ResponseStatusCode);
        var members = (await graph.Teams[team.GroupId].Channels[made.Id].Members.GetAsync())!.Value!;
        Assert.Equal([megan.ObjectId, stranger.ObjectId], members.Cast<AadUserConversationMember>().Select(one => one.UserId));
        Assert.Equal(["owner"], members[0].Roles!);
        Assert.False(channel.Reaches(scene.Teams.App));
    }

    [Fact]
    public async Task A_group_chat_gets_members_a_topic_and_the_app()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (graph, alex, megan) = (await scene.GraphAsync(), scene.Teams.World.User("alex"), scene.Teams.World.User("megan"));
        var made = await graph.Chats.PostAsync(new GraphChat { ChatType = ChatType.Group, Topic = "amber fox", Members = [Member(alex, "owner"), Member(megan, "owner")] });
        var chat = Assert.Single(scene.Teams.World.Chats);
        await graph.Chats[made!.Id].InstalledApps.PostAsync(new TeamsAppInstallation { AdditionalData = new Dictionary<string, object> { ["teamsApp@odata.bind"] = $"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/{scene.Teams.App.CatalogId}" } });
        Assert.True(chat.Reaches(scene.Teams.App));
        await graph.Chats[made.Id].Members.PostAsync(Member(scene.Teams.AddUser("Lee Gu"), "owner"));
        Assert.Equal(3, (await graph.Chats[made.Id].Members.GetAsync())!.Value!.Count);
        await graph.Chats[made.Id].PatchAsync(new GraphChat { Topic = "amber fox, closed" });
        Assert.Equal("amber fox, closed", chat.Topic);
        Assert.Equal(400, (await FailAsync(() => graph.Chats.PostAsync(new GraphChat { ChatType = ChatType.Group, Members = [Member(alex), Member(megan)] }))).ResponseStatusCode);
    }

    [Fact]
    public async Task People_are_found_by_mail_and_by_id_page_by_page()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var graph = await scene.GraphAsync();
        scene.Teams.AddUser("Pat O'Hara").Mail = "o'hara@acme.example";
        scene.Teams.AddUser("Foreigner", scene.Teams.AddTenant("Contoso"));
        var found = await graph.Users.GetAsync(one =>
        {
            one.QueryParameters.Filter = "mail eq 'o''hara@acme.example' or userPrincipalName eq 'o''hara@acme.example'";
            one.QueryParameters.Select = ["id", "displayName", "accountEnabled"];
        });
        Assert.Equal(("Pat O'Hara", true, null), (found!.Value![0].DisplayName, found.Value[0].AccountEnabled, found.Value[0].Mail));
        Assert.Equal("Alex Wilber", (await graph.Users["alex@acme.example"].GetAsync())!.DisplayName);
        Assert.Equal((404, "Request_ResourceNotFound"), (await FailAsync(() => graph.Users[Guid.NewGuid().ToString()].GetAsync())) is { } missing ? (missing.ResponseStatusCode, missing.Error!.Code) : default);
        scene.Teams.Limits.LargestPage = 2;
        var page = await graph.Users.GetAsync();
        var names = new List<string?>();
        await PageIterator<User, UserCollectionResponse>.CreatePageIterator(graph, page!, one =>
        {
            names.Add(one.DisplayName);
            return true;
        }).IterateAsync();
        Assert.Equal(["Alex Wilber", "Megan Bowen", "Pat O'Hara"], names);
    }

    [Fact]
    public async Task The_installation_in_a_team_names_the_app()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var graph = await scene.GraphAsync();
        var apps = await graph.Teams[scene.Teams.Team.GroupId].InstalledApps.GetAsync(one =>
        {
            one.QueryParameters.Expand = ["teamsAppDefinition"];
            one.QueryParameters.Filter = $"teamsApp/externalId eq '{scene.Teams.App.ManifestId}'";
        });
        Assert.Equal(scene.Teams.App.CatalogId, Assert.Single(apps!.Value!).TeamsAppDefinition!.TeamsAppId);
        Assert.Equal(scene.Teams.Team.Id, (await graph.Teams[scene.Teams.Team.GroupId].GetAsync())!.InternalId);
    }

    [Fact]
    public async Task Every_call_needs_its_permission_from_the_tenant_or_from_the_team()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var app = scene.Teams.App;
        app.Roles.Clear();
        var graph = await scene.GraphAsync();
        var group = scene.Teams.Team.GroupId;
        var denied = await FailAsync(() => graph.Teams[group].Channels.PostAsync(new Channel { DisplayName = "inc-1" }));
        Assert.Equal((403, "Forbidden"), (denied.ResponseStatusCode, denied.Error!.Code));
        Assert.Contains("'Channel.Create'", denied.Error.Message, StringComparison.Ordinal);
        Assert.Equal("Authorization_RequestDenied", (await FailAsync(() => graph.Users.GetAsync())).Error!.Code);
        scene.Teams.Team.Installation(app)!.Consents.Add("Channel.Create.Group");
        await graph.Teams[group].Channels.PostAsync(new Channel { DisplayName = "inc-1" });

        // What an administrator consents to later is in the next token alone.
        app.Roles.Add("User.ReadBasic.All");
        await FailAsync(() => graph.Users.GetAsync());
        await (await scene.GraphAsync()).Users.GetAsync();
    }

    [Fact]
    public async Task A_team_of_another_tenant_is_not_there()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var contoso = scene.Teams.AddTenant("Contoso");
        var theirs = await scene.GraphAsync(scene.Teams.AddApp(contoso));
        Assert.Equal(404, (await FailAsync(() => theirs.Teams[scene.Teams.Team.GroupId].GetAsync())).ResponseStatusCode);
        Assert.Empty((await theirs.Users.GetAsync())!.Value!);
    }

    [Fact]
    public async Task Faults_come_as_the_client_knows_them()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (graph, group) = (await scene.GraphAsync(), scene.Teams.Team.GroupId);
        Task CreateAsync() => graph.Teams[group].Channels.PostAsync(new Channel { DisplayName = "inc-1" });
        const string Create = "POST teams/channels";
        scene.Teams.Faults.Refuse(Create, 403, "Forbidden");
        Assert.Equal("Forbidden", (await FailAsync(CreateAsync)).Error!.Code);
        scene.Teams.Faults.Limit(Create, 7);
        Assert.Equal("7", Assert.Single((await FailAsync(CreateAsync)).ResponseHeaders!["Retry-After"]));
        scene.Teams.Faults.Add(new(Create, 1) { Status = 502 });
        Assert.Equal(502, (await Assert.ThrowsAsync<ApiException>(CreateAsync)).ResponseStatusCode);

        // HTML is more than the client can bear: not even its own exception.
        scene.Teams.Faults.Fail(Create, 502);
        await Assert.ThrowsAsync<InvalidOperationException>(CreateAsync);
        scene.Teams.Faults.LoseAnswer(Create);
        await Assert.ThrowsAsync<HttpRequestException>(CreateAsync);
        Assert.Equal((int)HttpStatusCode.Conflict, (await FailAsync(CreateAsync)).ResponseStatusCode);
        scene.Teams.Faults.Hang(Create);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => graph.Teams[group].Channels.PostAsync(new Channel { DisplayName = "inc-2" }, cancellationToken: patience.Token));
        Assert.Equal(2, scene.Teams.Team.Channels.Count);
        Assert.Empty(scene.Teams.Wrongs);
    }

    private static Task<ODataError> FailAsync(Func<Task> call) => Assert.ThrowsAsync<ODataError>(call);

    private static AadUserConversationMember Member(TeamsUser user, params string[] roles) => new()
    {
        Roles = [.. roles],
        AdditionalData = new Dictionary<string, object> { ["user@odata.bind"] = $"https://graph.microsoft.com/v1.0/users('{user.ObjectId}')" },
    };
}
