using System.Text.Json.Nodes;
using IncidentBot.Core.Effects;
using IncidentBot.Teams;
using IncidentBot.Teams.Graph;

namespace IncidentBot.Tests.Teams.Graph;

/// <summary>What goes over the wire to Graph through Microsoft's own client, and what comes of each answer.</summary>
public sealed class TeamsGraphTests
{
    private const string Team = "44444444-dddd-4ddd-8ddd-000000000001";
    private const string Channels = $"/v1.0/teams/{Team}/channels";
    private const string Room = "19%3Aroom%40thread.tacv2";
    private const string Kim = "33333333-cccc-4ccc-8ccc-000000000002";
    private const string None = """{"value":[]}""";

    private static readonly NewChannel Wanted = new("inc-1", "Ransom note", "[INC-1]");
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_standard_channel_is_made_with_its_mark()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"GET {Channels}", 200, None).Expect($"POST {Channels}", 201, """{"id":"19:room@thread.tacv2","displayName":"inc-1","description":"Ransom note [INC-1]","membershipType":"standard","webUrl":"https://teams.microsoft.com/l/1"}""");
        Assert.Equal(new GraphChannel("19:room@thread.tacv2", "inc-1", "Ransom note [INC-1]", ChannelKind.Standard, "https://teams.microsoft.com/l/1", false), await scene.Graph.CreateChannelAsync(Team, Wanted, Never));
        var call = scene.Microsoft.Calls.Last();
        Assert.Equal("Bearer token-1", call.Authorization);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"displayName":"inc-1","description":"Ransom note [INC-1]","membershipType":"standard"}"""), call.Json), call.Body);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_private_channel_has_an_owner()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"GET {Channels}", 200, None).Expect($"POST {Channels}", 201, """{"id":"19:p@thread.tacv2","displayName":"inc-1","membershipType":"private"}""");
        Assert.Equal(ChannelKind.Private, (await scene.Graph.CreateChannelAsync(Team, Wanted with { Kind = ChannelKind.Private, OwnerId = Kim }, Never)).Kind);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""[{"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":["owner"],"user@odata.bind":"https://graph.microsoft.com/v1.0/users('{{Kim}}')"}]"""), scene.Microsoft.Calls.Last().Json["members"]), scene.Microsoft.Calls.Last().Body);
        scene.Microsoft.Expect($"GET {Channels}", 200, None);
        Assert.Equal("no_owner", (await TeamsScene.FailAsync(() => scene.Graph.CreateChannelAsync(Team, Wanted with { Kind = ChannelKind.Private }, Never))).Code);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_shared_channel_comes_by_and_by()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"GET {Channels}", 200, None)
            .Expect($"POST {Channels}", 202, null, ("Location", $"/teams('{Team}')/operations('op-1')"))
            .Expect($"GET /v1.0/teams/{Team}/operations/op-1", 404, """{"error":{"code":"NotFound"}}""")
            .Expect($"GET /v1.0/teams/{Team}/operations/op-1", 200, """{"id":"op-1","status":"inProgress"}""")
            .Expect($"GET /v1.0/teams/{Team}/operations/op-1", 200, """{"id":"op-1","status":"succeeded","targetResourceId":"19:s@thread.tacv2"}""")
            .Expect($"GET {Channels}/19%3As%40thread.tacv2", 200, """{"id":"19:s@thread.tacv2","displayName":"inc-1","membershipType":"shared"}""");
        Assert.Equal(("19:s@thread.tacv2", ChannelKind.Shared), await MovedAsync(scene, scene.Graph.CreateChannelAsync(Team, Wanted with { Kind = ChannelKind.Shared, OwnerId = Kim }, Never)) is var made ? (made.Id, made.Kind) : default);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_channel_whose_answer_was_lost_is_found_again_and_never_doubled()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"GET {Channels}", 200, None).ExpectAnd($"POST {Channels}", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var lost = await TeamsScene.FailAsync(() => scene.Graph.CreateChannelAsync(Team, Wanted, Never));
        Assert.Equal(("broken", SendFailure.Unknown), (lost.Code, Assert.IsType<SendException>(lost.ForRelay()).Failure));

        // Seen at once, on a second page.
        scene.Microsoft.Expect($"GET {Channels}", 200, $$"""{"value":[{"id":"a","displayName":"General"}],"@odata.nextLink":"{{scene.Microsoft.Address}}v1.0/teams/{{Team}}/channels?$skiptoken=1"}""")
            .Expect($"GET {Channels}?$skiptoken=1", 200, """{"value":[{"id":"19:room@thread.tacv2","displayName":"inc-1 renamed","description":"Ransom note [INC-1]"}]}""");
        Assert.Equal("inc-1 renamed", (await scene.Graph.CreateChannelAsync(Team, Wanted, Never)).Name);

        // Seen only when its name is taken.
        scene.Microsoft.Expect($"GET {Channels}", 200, None).Expect($"POST {Channels}", 400, """{"error":{"code":"BadRequest","message":"Channel name already existed, please use other name.","innerError":{"code":"NameAlreadyExists"}}}""")
            .Expect($"GET {Channels}", 200, """{"value":[{"id":"19:room@thread.tacv2","displayName":"inc-1","description":"[INC-1]"}]}""");
        Assert.Equal("19:room@thread.tacv2", (await scene.Graph.CreateChannelAsync(Team, Wanted, Never)).Id);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task Somebody_elses_channel_of_that_name_is_not_ours()
    {
        await using var scene = await TeamsScene.StartAsync();
        const string Theirs = """{"value":[{"id":"x","displayName":"INC-1","description":"[INC-1] and more"}]}""";
        scene.Microsoft.Expect($"GET {Channels}", 200, Theirs).Expect($"POST {Channels}", 409, """{"error":{"code":"NameAlreadyExists"}}""").Expect($"GET {Channels}", 200, Theirs).Expect($"GET {Channels}", 200, Theirs).Expect($"GET {Channels}", 200, Theirs);
        Assert.Equal(GraphErrors.NameTaken, (await TeamsScene.FailAsync(() => scene.Graph.CreateChannelAsync(Team, Wanted, Never))).Code);
        Assert.Equal("x", (await scene.Graph.FindChannelByNameAsync(Team, "inc-1", Never))!.Id);
        Assert.Null(await scene.Graph.FindChannelByNameAsync(Team, "inc-2", Never));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task Channels_are_renamed_described_archived_and_brought_back()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"PATCH {Channels}/{Room}", 204).Expect($"PATCH {Channels}/{Room}", 204);
        await scene.Graph.RenameChannelAsync(Team, "19:room@thread.tacv2", "inc-1-b", Never);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"displayName":"inc-1-b"}"""), scene.Microsoft.Calls.Last().Json));
        await scene.Graph.DescribeChannelAsync(Team, "19:room@thread.tacv2", "new", Never);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"description":"new"}"""), scene.Microsoft.Calls.Last().Json));

        scene.Microsoft.Expect($"GET {Channels}/{Room}", 200, """{"id":"19:room@thread.tacv2","isArchived":false}""").Expect($"POST {Channels}/{Room}/archive", 202, null, ("Location", $"/teams/{Team}/operations/op-2")).Expect($"GET /v1.0/teams/{Team}/operations/op-2", 200, """{"status":"succeeded"}""");
        await MovedAsync(scene, scene.Graph.ArchiveChannelAsync(Team, "19:room@thread.tacv2", Never));
        scene.Microsoft.Expect($"GET {Channels}/{Room}", 200, """{"id":"19:room@thread.tacv2","isArchived":true}""");
        await scene.Graph.ArchiveChannelAsync(Team, "19:room@thread.tacv2", Never);

        scene.Microsoft.Expect($"GET {Channels}/{Room}", 200, """{"id":"19:room@thread.tacv2","isArchived":true}""").Expect($"POST {Channels}/{Room}/unarchive", 202, null, ("Location", $"/teams('{Team}')/operations('op-3')")).Expect($"GET /v1.0/teams/{Team}/operations/op-3", 200, """{"status":"failed","error":{"code":"forbidden"}}""");
        Assert.Equal(TeamsFailure.NotAllowed, (await TeamsScene.FailAsync(() => MovedAsync(scene, scene.Graph.UnarchiveChannelAsync(Team, "19:room@thread.tacv2", Never)))).Failure);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task An_operation_without_end_is_handed_up()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"GET {Channels}/{Room}", 200, """{"id":"19:room@thread.tacv2"}""").Expect($"POST {Channels}/{Room}/archive", 202, null, ("Location", $"/teams/{Team}/operations/op-2"));
        scene.Microsoft.Always[$"GET /v1.0/teams/{Team}/operations/op-2"] = _ => """{"status":"inProgress"}""";
        Assert.Equal(TeamsFailure.Limited, (await TeamsScene.FailAsync(() => MovedAsync(scene, scene.Graph.ArchiveChannelAsync(Team, "19:room@thread.tacv2", Never)))).Failure);
        scene.Microsoft.AssertDone();
    }

    [Theory]
    [InlineData(799, false)]
    [InlineData(800, true)]
    public async Task A_team_that_is_nearly_full_is_said_to_be(int count, bool warns)
    {
        await using var scene = await TeamsScene.StartAsync();
        var rows = string.Join(',', Enumerable.Range(0, count).Select(number => $$"""{"id":"{{number}}","membershipType":"{{(number < 3 ? "private" : number < 5 ? "shared" : "standard")}}"}"""));
        scene.Microsoft.Expect($"GET {Channels}", 200, $$"""{"value":[{{rows}}]}""");
        var counted = await scene.Graph.CountChannelsAsync(Team, Never);
        Assert.Equal((count, 3, 2, warns), (counted.All, counted.Private, counted.Shared, counted.IsNearlyFull));
        Assert.Equal(warns, counted.Warning?.Contains($"{count} of the 1000", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Members_are_listed_and_added_even_twice()
    {
        await using var scene = await TeamsScene.StartAsync();
        const string Rows = $$"""{"value":[{"@odata.type":"#microsoft.graph.aadUserConversationMember","id":"m","displayName":"Kim","roles":["owner"],"userId":"{{Kim}}","email":"kim@example.com"}]}""";
        scene.Microsoft.Expect($"GET /v1.0/teams/{Team}/members", 200, Rows).Expect($"GET {Channels}/{Room}/allMembers", 200, Rows).Expect("GET /v1.0/chats/19%3Ac%40thread.v2/members", 200, Rows);
        foreach (var members in new[] { scene.Graph.TeamMembersAsync(Team, Never), scene.Graph.ChannelMembersAsync(Team, "19:room@thread.tacv2", Never), scene.Graph.ChatMembersAsync("19:c@thread.v2", Never) })
        {
            var all = new List<GraphMember>();
            await foreach (var member in members)
            {
                all.Add(member);
            }

            Assert.Equal([new GraphMember(Kim, "Kim", "kim@example.com", true)], all);
        }

        scene.Microsoft.Expect($"POST /v1.0/teams/{Team}/members", 201, "{}").Expect($"POST {Channels}/{Room}/members", 409, """{"error":{"code":"Conflict"}}""").Expect("POST /v1.0/chats/19%3Ac%40thread.v2/members", 201, "{}");
        await scene.Graph.AddTeamMemberAsync(Team, Kim, Never);
        Assert.Equal($"https://graph.microsoft.com/v1.0/users('{Kim}')", (string?)scene.Microsoft.Calls.Last().Json["user@odata.bind"]);
        await scene.Graph.AddChannelMemberAsync(Team, "19:room@thread.tacv2", Kim, Never);
        await scene.Graph.AddChatMemberAsync("19:c@thread.v2", Kim, Never);
        Assert.Equal("owner", (string?)scene.Microsoft.Calls.Last().Json["roles"]![0]);
        Assert.StartsWith("0001-01-01T00:00:00", (string?)scene.Microsoft.Calls.Last().Json["visibleHistoryStartDateTime"], StringComparison.Ordinal);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_group_chat_is_made_found_and_named()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect("POST /v1.0/chats", 201, """{"id":"19:c@thread.v2","topic":"inc-1","chatType":"group"}""").Expect("PATCH /v1.0/chats/19%3Ac%40thread.v2", 200, "{}");
        Assert.Equal("19:c@thread.v2", (await scene.Graph.CreateChatAsync("inc-1", [Kim, "o'x"], Never)).Id);
        var made = scene.Microsoft.Calls.Last().Json;
        Assert.Equal(("group", "inc-1", 2, "https://graph.microsoft.com/v1.0/users('o''x')"), ((string?)made["chatType"], (string?)made["topic"], made["members"]!.AsArray().Count, (string?)made["members"]![1]!["user@odata.bind"]));
        await scene.Graph.SetChatTopicAsync("19:c@thread.v2", "inc-1 closed", Never);
        Assert.Equal("inc-1 closed", (string?)scene.Microsoft.Calls.Last().Json["topic"]);
        scene.Microsoft.Expect($"GET /v1.0/users/{Kim}/chats?$top=50", 200, """{"value":[{"id":"1","chatType":"group","topic":"other"},{"id":"2","chatType":"group","topic":"it's"}]}""");
        Assert.Equal("2", (await scene.Graph.FindChatAsync(Kim, "it's", Never))!.Id);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task Somebody_is_found_by_their_address_and_quotes_are_doubled()
    {
        await using var scene = await TeamsScene.StartAsync();
        const string Fields = "$select=id,displayName,mail,userPrincipalName,userType";
        const string Query = $"GET /v1.0/users?$filter=mail%20eq%20%27o%27%27brien%40example.com%27%20or%20userPrincipalName%20eq%20%27o%27%27brien%40example.com%27&{Fields}";
        scene.Microsoft.Expect(Query, 200, """{"value":[{"id":"u1","displayName":"O'Brien","mail":"o'brien@example.com","userPrincipalName":"ob@x","userType":"Guest"}]}""").Expect(Query, 200, """{"value":[{"id":"u1"},{"id":"u2"}]}""").Expect(Query, 200, None)
            .Expect($"GET /v1.0/users/{Kim}?{Fields}", 200, $$"""{"id":"{{Kim}}","displayName":"Kim"}""").Expect($"GET /v1.0/users/nobody?{Fields}", 404, """{"error":{"code":"Request_ResourceNotFound"}}""");
        Assert.Equal(new GraphUser("u1", "O'Brien", "o'brien@example.com", "ob@x", true), await scene.Graph.FindUserByMailAsync("o'brien@example.com", Never));
        Assert.Null(await scene.Graph.FindUserByMailAsync("o'brien@example.com", Never));
        Assert.Null(await scene.Graph.FindUserByMailAsync("o'brien@example.com", Never));
        Assert.Equal("Kim", (await scene.Graph.FindUserAsync(Kim, Never))!.Name);
        Assert.Null(await scene.Graph.FindUserAsync("nobody", Never));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task The_app_is_installed_and_let_into_channels_where_that_can_be()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"GET /v1.0/appCatalogs/teamsApps?$filter=externalId%20eq%20%27{TeamsScene.App}%27", 200, """{"value":[{"id":"cat-1"}]}""")
            .Expect($"POST /v1.0/teams/{Team}/installedApps", 201).Expect("POST /v1.0/chats/19%3Ac%40thread.v2/installedApps", 409, """{"error":{"code":"Conflict"}}""").Expect($"POST /v1.0/users/{Kim}/teamwork/installedApps", 201);
        Assert.Equal("cat-1", await scene.Graph.FindAppAsync(TeamsScene.App, Never));
        await scene.Graph.InstallInTeamAsync(Team, "cat-1", Never);
        Assert.Equal("https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/cat-1", (string?)scene.Microsoft.Calls.Last().Json["teamsApp@odata.bind"]);
        await scene.Graph.InstallInChatAsync("19:c@thread.v2", "cat-1", Never);
        await scene.Graph.InstallForUserAsync(Kim, "cat-1", Never);

        scene.Microsoft.Expect($"POST {Channels}/{Room}/enabledApps/$ref", 204).Expect($"POST /beta/teams/{Team}/channels/{Room}/enabledApps/$ref", 400, """{"error":{"code":"BadRequest"}}""");
        Assert.True(await scene.Graph.EnableInChannelAsync(Team, "19:room@thread.tacv2", ChannelKind.Standard, "cat-1", Never));
        Assert.True(await scene.Graph.EnableInChannelAsync(Team, "19:room@thread.tacv2", ChannelKind.Shared, "cat-1", Never));
        Assert.Equal("""{"@odata.id":"https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/cat-1"}""", scene.Microsoft.Calls.Last().Body);
        Assert.Equal("Bearer token-1", scene.Microsoft.Calls.Last().Authorization);
        Assert.False(await scene.Graph.EnableInChannelAsync(Team, "19:room@thread.tacv2", ChannelKind.Private, "cat-1", Never));
        scene.Microsoft.AssertDone();
    }

    [Theory]
    [InlineData(400, """{"error":{"code":"BadRequest","message":"text"}}""", "BadRequest", TeamsFailure.NotAllowed, false)]
    [InlineData(403, """{"error":{"code":"Forbidden"}}""", "Forbidden", TeamsFailure.NotAllowed, false)]
    [InlineData(403, "<html>no</html>", "http_403", TeamsFailure.NotAllowed, false)]
    [InlineData(404, """{"error":{"code":"NotFound"}}""", "NotFound", TeamsFailure.TargetGone, false)]
    [InlineData(423, """{"error":{"code":"Locked"}}""", "Locked", TeamsFailure.Passing, false)]
    [InlineData(500, """{"error":{"code":"InternalServerError"}}""", "http_500", TeamsFailure.Passing, true)]
    [InlineData(502, "<html>bad</html>", "http_502", TeamsFailure.Passing, true)]
    [InlineData(503, null, "http_503", TeamsFailure.Passing, true)]
    [InlineData(504, "<html>late</html>", "http_504", TeamsFailure.Passing, true)]
    [InlineData(201, "<html>welcome</html>", "unreadable", TeamsFailure.Passing, true)]
    [InlineData(201, "{}", "unreadable", TeamsFailure.Passing, true)]
    public async Task Every_answer_has_a_class_and_what_may_be_done_is_not_tried_again(int status, string? json, string code, TeamsFailure failure, bool unknown)
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect("POST /v1.0/chats", status, json);
        var fault = await TeamsScene.FailAsync(() => scene.Graph.CreateChatAsync("inc-1", [Kim], Never));
        Assert.Equal((code, failure, unknown), (fault.Code, fault.Failure, fault.OutcomeUnknown));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task What_is_limited_is_waited_for_by_the_library_and_a_long_wait_is_handed_up()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect("POST /v1.0/chats", 429, null, ("Retry-After", "0")).Expect("POST /v1.0/chats", 201, """{"id":"19:c@thread.v2"}""");
        Assert.Equal("19:c@thread.v2", (await scene.Graph.CreateChatAsync("inc-1", [Kim], Never)).Id);

        scene.Microsoft.Expect("POST /v1.0/chats", 429, null, ("Retry-After", "600"));
        var limited = await TeamsScene.FailAsync(() => scene.Graph.CreateChatAsync("inc-1", [Kim], Never));
        Assert.Equal((TeamsFailure.Limited, TimeSpan.FromSeconds(600)), (limited.Failure, limited.RetryAfter));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once()
    {
        await using var scene = await TeamsScene.StartAsync();
        const string Refused = """{"error":{"code":"InvalidAuthenticationToken"}}""";
        scene.Microsoft.Expect("POST /v1.0/chats", 401, Refused).Expect("POST /v1.0/chats", 201, """{"id":"19:c@thread.v2"}""").Expect("POST /v1.0/chats", 401, Refused).Expect("POST /v1.0/chats", 401, Refused);
        await scene.Graph.CreateChatAsync("inc-1", [Kim], Never);
        Assert.Equal("Bearer token-2", scene.Microsoft.Calls.Last().Authorization);
        Assert.Equal(("InvalidAuthenticationToken", TeamsFailure.Credentials), (await TeamsScene.FailAsync(() => scene.Graph.CreateChatAsync("inc-1", [Kim], Never))) is var fault ? (fault.Code, fault.Failure) : default);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_next_page_elsewhere_gets_no_token()
    {
        await using var scene = await TeamsScene.StartAsync();
        await using var elsewhere = await StandIn.StartAsync();
        elsewhere.Expect("GET /more", 200, None);
        scene.Microsoft.Expect($"GET {Channels}", 200, $$"""{"value":[],"@odata.nextLink":"{{elsewhere.Address}}more"}""");
        await Record.ExceptionAsync(() => scene.Graph.CountChannelsAsync(Team, Never));
        Assert.DoesNotContain(elsewhere.Calls, call => call.Authorization.Contains("token", StringComparison.Ordinal));
    }

    /// <summary>Moves the clock while something waits for its next look.</summary>
    private static async Task<T> MovedAsync<T>(TeamsScene scene, Task<T> working)
    {
        await scene.UntilAsync(() => working.IsCompleted, TimeSpan.FromMilliseconds(20));
        return await working;
    }

    private static Task MovedAsync(TeamsScene scene, Task working) => MovedAsync(scene, working.ContinueWith(done => done.GetAwaiter().GetResult(), TaskScheduler.Default).ContinueWith(done => { done.GetAwaiter().GetResult(); return true; }, TaskScheduler.Default));
}
