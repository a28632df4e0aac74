using System.Text.Json.Nodes;
using IncidentBot.Core.Effects;
using IncidentBot.Teams;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Teams.Connector;

/// <summary>What goes over the wire to Teams, and what comes of each answer.</summary>
public sealed class TeamsConnectorTests
{
    private const string ChatPosts = "POST /v3/conversations/19%3Achat%40thread.v2/activities";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TeamsMessage Hello = new() { Text = "hello" };

    [Fact]
    public async Task A_message_has_text_card_mentions_and_what_lock_screens_show()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect(ChatPosts, 201, """{"id":"m1"}""");
        var kim = new MentionedPerson("29:kim", "Kim & Co");
        Assert.Equal("m1", await scene.Connector.PostAsync(scene.Chat, new TeamsMessage { Text = $"{kim.Tag} look", Card = new JsonObject { ["type"] = "AdaptiveCard" }, Summary = "INC-1", Mentions = [kim], Alert = true }, None));
        var call = scene.Microsoft.Calls.Last();
        Assert.Equal(("Bearer token-1", "application/json; charset=utf-8"), (call.Authorization, call.Type));
        Assert.Equal("""{"type":"message","text":"<at>Kim &amp; Co</at> look","textFormat":"markdown","summary":"INC-1","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard"}}],"entities":[{"type":"mention","text":"<at>Kim &amp; Co</at>","mentioned":{"id":"29:kim","name":"Kim & Co"}}],"channelData":{"notification":{"alert":true}}}""", call.Body);
        var token = scene.Microsoft.Calls.First();
        Assert.Equal(($"POST /login/{TeamsScene.Tenant}/oauth2/v2.0/token", $"grant_type=client_credentials&client_id={TeamsScene.App}&client_secret={TeamsScene.Secret}&scope=https%3A%2F%2Fapi.botframework.com%2F.default"), (token.Request, token.Body));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task Replies_changes_and_deletions_name_their_message()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"{ChatPosts}/m1", 201, """{"id":"m2"}""").Expect($"{ChatPosts.Replace("POST", "PUT", StringComparison.Ordinal)}/m2", 200, """{"id":"m2"}""")
            .Expect($"{ChatPosts.Replace("POST", "DELETE", StringComparison.Ordinal)}/m2").Expect($"{ChatPosts.Replace("POST", "DELETE", StringComparison.Ordinal)}/m3", 404, """{"error":{"code":"ActivityNotFound"}}""");
        Assert.Equal("m2", await scene.Connector.ReplyAsync(scene.Chat, "m1", Hello, None));
        Assert.Equal("m1", (string?)scene.Microsoft.Calls.Last().Json["replyToId"]);
        await scene.Connector.UpdateAsync(scene.Chat, "m2", Hello, None);
        Assert.Equal("m2", (string?)scene.Microsoft.Calls.Last().Json["id"]);
        await scene.Connector.DeleteAsync(scene.Chat, "m2", None);
        await scene.Connector.DeleteAsync(scene.Chat, "m3", None);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_thread_is_begun_in_a_channel_and_its_address_is_known()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect("POST /v3/conversations", 201, """{"id":"19:room@thread.tacv2;messageid=1700","activityId":"1700"}""");
        var thread = await scene.Connector.StartThreadAsync(scene.Channel.At("1600"), Hello, None);
        Assert.Equal($$$$"""{"isGroup":true,"bot":{"id":"28:{{{{TeamsScene.App}}}}"},"activity":{"type":"message","text":"hello","textFormat":"markdown"},"channelData":{"channel":{"id":"19:room@thread.tacv2"},"tenant":{"id":"{{{{TeamsScene.Tenant}}}}"}}}""", scene.Microsoft.Calls.Last().Body);
        Assert.Equal(scene.Channel.At("1700"), thread);
        Assert.Equal(scene.Channel, thread.WithoutThread());
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_conversation_with_one_person_is_opened_by_their_id_in_Entra()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect("POST /v3/conversations", 200, """{"id":"a:1"}""");
        var address = await scene.Connector.OpenPersonalAsync(scene.Registration, null, TeamsScene.Tenant, "33333333-cccc-4ccc-8ccc-000000000001", None);
        Assert.Equal($$$$"""{"isGroup":false,"bot":{"id":"28:{{{{TeamsScene.App}}}}"},"members":[{"id":"33333333-cccc-4ccc-8ccc-000000000001"}],"tenantId":"{{{{TeamsScene.Tenant}}}}","channelData":{"tenant":{"id":"{{{{TeamsScene.Tenant}}}}"}}}""", scene.Microsoft.Calls.Last().Body);
        Assert.Equal(new TeamsAddress(ConversationKind.Personal, TeamsScene.Tenant, $"28:{TeamsScene.App}", scene.ServiceUrl, "a:1"), address);
    }

    [Fact]
    public async Task One_person_is_told_in_place_or_else_alone()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect($"{ChatPosts}?isTargetedActivity=true", 201, """{"id":"m1"}""");
        Assert.Equal(new ToldOne(scene.Chat, "m1", true), await scene.Connector.TellOneAsync(scene.Chat, "29:kim", Hello, None));
        Assert.Equal("29:kim", (string?)scene.Microsoft.Calls.Last().Json["recipient"]!["id"]);

        scene.Microsoft.Expect($"{ChatPosts}?isTargetedActivity=true", 400, """{"error":{"code":"BadSyntax"}}""").Expect("POST /v3/conversations", 200, """{"id":"a:1"}""").Expect("POST /v3/conversations/a%3A1/activities", 201, """{"id":"m2"}""");
        var told = await scene.Connector.TellOneAsync(scene.Chat, "29:kim", Hello, None);
        Assert.Equal(("a:1", "m2", false), (told.Address.ConversationId, told.MessageId, told.InPlace));

        scene.Microsoft.Expect("POST /v3/conversations/a%3A1/activities", 201, """{"id":"m3"}""");
        Assert.Equal("m3", (await scene.Connector.TellOneAsync(told.Address, "29:kim", Hello, None)).MessageId);

        // It may stand there: saying it alone as well would say it twice.
        scene.Microsoft.Expect($"{ChatPosts}?isTargetedActivity=true", 502);
        Assert.True((await TeamsScene.FailAsync(() => scene.Connector.TellOneAsync(scene.Chat, "29:kim", Hello, None))).OutcomeUnknown);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task Members_come_by_pages_and_a_stranger_is_nobody()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect("GET /v3/conversations/19%3Achat%40thread.v2/members/29%3Akim", 200, """{"id":"29:kim","objectId":"o-kim","name":"Kim","email":"kim@example.com","userPrincipalName":"kim@x","tenantId":"t","userRole":"guest"}""")
            .Expect("GET /v3/conversations/19%3Achat%40thread.v2/members/29%3Anone", 404, """{"error":{"code":"MemberNotFoundInConversation"}}""")
            .Expect("GET /v3/conversations/19%3Aroom%40thread.tacv2/pagedmembers?pageSize=500", 200, """{"members":[{"id":"29:a","aadObjectId":"o-a"}],"continuationToken":"next/1"}""")
            .Expect("GET /v3/conversations/19%3Aroom%40thread.tacv2/pagedmembers?pageSize=500&continuationToken=next%2F1", 200, """{"members":[{"id":"29:b"}]}""")
            .Expect("GET /v3/teams/19%3Ateam%40thread.tacv2", 200, """{"id":"19:team@thread.tacv2","name":"Response","aadGroupId":"g1"}""");
        Assert.Equal(new TeamsMember("29:kim", "o-kim", "Kim", "kim@example.com", "kim@x", "t", "guest"), await scene.Connector.FindMemberAsync(scene.Chat, "29:kim", None));
        Assert.Null(await scene.Connector.FindMemberAsync(scene.Chat, "29:none", None));
        var members = new List<TeamsMember>();
        await foreach (var member in scene.Connector.MembersAsync(scene.Channel.At("1"), None))
        {
            members.Add(member);
        }

        Assert.Equal([("29:a", "o-a"), ("29:b", null)], members.Select(one => (one.Id, one.ObjectId)));
        Assert.Equal(new TeamDetails("19:team@thread.tacv2", "g1", "Response"), await scene.Connector.TeamAsync(scene.Channel, None));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task Pages_that_lead_in_a_circle_have_an_end()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect("GET /v3/conversations/19%3Achat%40thread.v2/pagedmembers?pageSize=500", 200, """{"members":[],"continuationToken":"1"}""").Expect("GET /v3/conversations/19%3Achat%40thread.v2/pagedmembers?pageSize=500&continuationToken=1", 200, """{"members":[],"continuationToken":"1"}""");
        Assert.Equal("endless", (await TeamsScene.FailAsync(async () => await scene.Connector.MembersAsync(scene.Chat, None).GetAsyncEnumerator().MoveNextAsync())).Code);
        scene.Microsoft.AssertDone();
    }

    [Theory]
    [InlineData(400, """{"error":{"code":"BadSyntax","message":"text of ours"}}""", "BadSyntax", TeamsFailure.NotAllowed, SendFailure.Refused)]
    [InlineData(413, """{"error":{"code":"MessageSizeTooBig"}}""", "MessageSizeTooBig", TeamsFailure.NotAllowed, SendFailure.Refused)]
    [InlineData(403, """{"error":{"code":"Forbidden","subCode":"MessageWritesBlocked"}}""", "MessageWritesBlocked", TeamsFailure.TargetGone, SendFailure.Refused)]
    [InlineData(403, """{"subCode":"MessageWritesBlocked","error":{"code":"Forbidden"}}""", "MessageWritesBlocked", TeamsFailure.TargetGone, SendFailure.Refused)]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster"}}""", "BotNotInConversationRoster", TeamsFailure.TargetGone, SendFailure.Refused)]
    [InlineData(403, """{"error":{"code":"AppNotEnabledInChannel"}}""", "AppNotEnabledInChannel", TeamsFailure.NotAllowed, SendFailure.Refused)]
    [InlineData(404, """{"error":{"code":"ConversationNotFound"}}""", "ConversationNotFound", TeamsFailure.TargetGone, SendFailure.Refused)]
    [InlineData(404, "<html>", "http_404", TeamsFailure.TargetGone, SendFailure.Refused)]
    [InlineData(409, null, "http_409", TeamsFailure.Passing, SendFailure.NotTaken)]
    [InlineData(500, """{"error":{"code":"ServiceError"}}""", "http_500", TeamsFailure.Passing, SendFailure.Unknown)]
    [InlineData(502, "<html>", "http_502", TeamsFailure.Passing, SendFailure.Unknown)]
    [InlineData(504, null, "http_504", TeamsFailure.Passing, SendFailure.Unknown)]
    [InlineData(201, "<html>", "unreadable", TeamsFailure.Passing, SendFailure.Unknown)]
    [InlineData(201, "{}", "unreadable", TeamsFailure.Passing, SendFailure.Unknown)]
    [InlineData(201, null, "unreadable", TeamsFailure.Passing, SendFailure.Unknown)]
    [InlineData(302, null, "http_302", TeamsFailure.NotAllowed, SendFailure.Refused)]
    [InlineData(400, """{"error":{"code":"<script>hush</script>"}}""", "unreadable", TeamsFailure.NotAllowed, SendFailure.Refused)]
    public async Task Every_answer_has_a_class_and_the_relay_is_told(int status, string? json, string code, TeamsFailure failure, SendFailure told)
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect(ChatPosts, status, json);
        var fault = await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat, Hello, None));
        Assert.Equal((code, failure, $"Teams post: {code}"), (fault.Code, fault.Failure, fault.Message));
        Assert.Equal(told, Assert.IsType<SendException>(fault.ForRelay()).Failure);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task What_changes_nothing_new_has_no_unknown_outcome()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect(ChatPosts.Replace("POST", "PUT", StringComparison.Ordinal) + "/m1", 502).Expect("POST /v3/conversations", 502).Expect("GET /v3/teams/19%3Ateam%40thread.tacv2", 502);
        Assert.False((await TeamsScene.FailAsync(() => scene.Connector.UpdateAsync(scene.Chat, "m1", Hello, None))).OutcomeUnknown);
        Assert.False((await TeamsScene.FailAsync(() => scene.Connector.OpenPersonalAsync(scene.Registration, null, TeamsScene.Tenant, "x", None))).OutcomeUnknown);
        Assert.False((await TeamsScene.FailAsync(() => scene.Connector.TeamAsync(scene.Channel, None))).OutcomeUnknown);
        scene.Microsoft.AssertDone();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    public async Task What_Teams_limits_is_tried_once_more_after_the_wait_and_then_handed_up(int status)
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect(ChatPosts, status, null, ("Retry-After", "3")).Expect(ChatPosts, 201, """{"id":"m1"}""");
        var sending = scene.Connector.PostAsync(scene.Chat, Hello, None);
        await scene.UntilAsync(() => scene.Microsoft.Calls.Count == 2);
        for (var second = 0; second < 29; second++)
        {
            scene.Time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        Assert.False(sending.IsCompleted);
        await scene.UntilAsync(() => sending.IsCompleted, TimeSpan.FromSeconds(0.1));
        Assert.Equal("m1", await sending);

        scene.Microsoft.Expect(ChatPosts, status, null, ("Retry-After", "2")).Expect(ChatPosts, status, null, ("Retry-After", "4"));
        var limited = TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat, Hello, None));
        await scene.UntilAsync(() => limited.IsCompleted, TimeSpan.FromSeconds(0.1));
        Assert.Equal((TeamsFailure.Limited, TimeSpan.FromSeconds(4), false), ((await limited).Failure, (await limited).RetryAfter, (await limited).OutcomeUnknown));
        Assert.Equal(TimeSpan.FromSeconds(4), Assert.IsType<RetryAfterException>((await limited).ForRelay()).Wait);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_conversation_that_is_limited_for_long_is_left_alone_and_others_go_on()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect(ChatPosts, 429, null, ("Retry-After", "86400")).Expect("POST /v3/conversations/19%3Aroom%40thread.tacv2/activities", 201, """{"id":"m1"}""").Expect(ChatPosts, 201, """{"id":"m2"}""");
        Assert.Equal(TimeSpan.FromHours(1), (await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat, Hello, None))).RetryAfter);
        scene.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(TimeSpan.FromMinutes(1), (await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat, Hello, None))).RetryAfter);
        Assert.Equal("m1", await scene.Connector.PostAsync(scene.Channel, Hello, None));
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("m2", await scene.Connector.PostAsync(scene.Chat, Hello, None));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_then_the_credentials_are_said_to_be_wrong()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Expect(ChatPosts, 401).Expect(ChatPosts, 201, """{"id":"m1"}""").Expect(ChatPosts, 401).Expect(ChatPosts, 401, """{"error":{"code":"Unauthorized"}}""");
        Assert.Equal("m1", await scene.Connector.PostAsync(scene.Chat, Hello, None));
        Assert.Equal("Bearer token-2", scene.Microsoft.Calls.Last().Authorization);
        Assert.Equal(("Unauthorized", TeamsFailure.Credentials), (await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat, Hello, None))) is var fault ? (fault.Code, fault.Failure) : default);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_token_is_kept_until_five_minutes_before_its_end_and_asked_for_by_one()
    {
        await using var scene = await TeamsScene.StartAsync();
        var tokens = scene.Services.GetRequiredService<TeamsTokens>();
        Assert.Equal(["token-1"], (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tokens.ConnectorAsync(scene.Registration, None)))).Distinct());
        scene.Time.Advance(TimeSpan.FromMinutes(54.9));
        Assert.Equal("token-1", await tokens.ConnectorAsync(scene.Registration, None));
        scene.Time.Advance(TimeSpan.FromMinutes(0.1));
        Assert.Equal("token-2", await tokens.ConnectorAsync(scene.Registration, None));
        Assert.Equal("token-3", await tokens.GraphAsync(scene.Registration, None));
        Assert.Contains("scope=https%3A%2F%2Fgraph.microsoft.com%2F.default", scene.Microsoft.Calls.Last().Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"error":"invalid_client","error_description":"AADSTS7000215: secret"}""", "invalid_client", TeamsFailure.Credentials)]
    [InlineData(400, """{"error":"unauthorized_client"}""", "unauthorized_client", TeamsFailure.Credentials)]
    [InlineData(503, null, "http_503", TeamsFailure.Passing)]
    [InlineData(429, null, "limited", TeamsFailure.Limited)]
    [InlineData(200, "<html>", "unreadable", TeamsFailure.Passing)]
    [InlineData(200, """{"access_token":"t"}""", "unreadable", TeamsFailure.Passing)]
    public async Task Without_a_token_nothing_is_sent(int status, string? json, string code, TeamsFailure failure)
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Always.Clear();
        scene.Microsoft.Expect($"POST /login/{TeamsScene.Tenant}/oauth2/v2.0/token", status, json);
        var fault = await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat, Hello, None));
        Assert.Equal((code, failure, false), (fault.Code, fault.Failure, fault.OutcomeUnknown));
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Text.Contains(TeamsScene.Secret, StringComparison.Ordinal));
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task A_lost_answer_is_an_unknown_outcome_and_a_Teams_that_is_not_there_has_done_nothing()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.ExpectAnd(ChatPosts, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.Equal(("broken", true), (await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat, Hello, None))) is var lost ? (lost.Code, lost.OutcomeUnknown) : default);
        scene.Microsoft.AssertDone();

        await using var alone = await TeamsScene.StartAsync(("ServiceUrl", "http://127.0.0.1:1/"));
        var fault = await TeamsScene.FailAsync(() => alone.Connector.PostAsync(alone.Chat with { ServiceUrl = "http://127.0.0.1:1/" }, Hello, None));
        Assert.Equal(("unreachable", false), (fault.Code, fault.OutcomeUnknown));
        Assert.Equal(SendFailure.NotTaken, Assert.IsType<SendException>(fault.ForRelay()).Failure);
    }

    [Fact]
    public async Task A_hang_ends_by_our_own_time_and_whoever_stops_waiting_is_told_that_it_may_have_arrived()
    {
        await using var scene = await TeamsScene.StartAsync(("CallTimeoutSeconds", "1"));
        Func<Microsoft.AspNetCore.Http.HttpContext, Task> hang = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        scene.Microsoft.ExpectAnd(ChatPosts, hang).ExpectAnd(ChatPosts, hang);
        Assert.Equal(("timeout", true), (await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat, Hello, None))) is var late ? (late.Code, late.OutcomeUnknown) : default);

        using var stop = new CancellationTokenSource();
        var waiting = scene.Connector.PostAsync(scene.Chat, Hello, stop.Token);
        await scene.UntilAsync(() => scene.Microsoft.Calls.Count == 3);
        await stop.CancelAsync();
        Assert.True((await TeamsScene.FailAsync(() => waiting)).OutcomeUnknown);
        scene.Microsoft.AssertDone();
    }

    [Fact]
    public async Task Nobody_else_gets_our_token()
    {
        await using var scene = await TeamsScene.StartAsync();
        var fault = await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat with { ServiceUrl = "https://example.com/" }, Hello, None));
        Assert.Equal(("unknown_service_url", TeamsFailure.NotAllowed), (fault.Code, fault.Failure));
        Assert.Equal("app_not_set_up", (await TeamsScene.FailAsync(() => scene.Connector.PostAsync(scene.Chat with { BotId = "28:other" }, Hello, None))).Code);
        Assert.Empty(scene.Microsoft.Calls);
    }

    [Fact]
    public async Task A_managed_identity_asks_the_machine()
    {
        using var machine = new Machine();
        var source = new ManagedIdentity(new Registration(TeamsScene.App, TeamsScene.Tenant, AppType.UserAssignedMSI, null), machine);
        var token = await source.AskAsync("https://api.botframework.com/.default", None);
        Assert.Equal("of-the-machine", token.Value);
        var asked = Assert.Single(machine.Asked);
        Assert.StartsWith("http://169.254.169.254/metadata/identity/oauth2/token?", asked, StringComparison.Ordinal);
        Assert.Contains("resource=https://api.botframework.com", asked, StringComparison.Ordinal);
        Assert.Contains($"client_id={TeamsScene.App}", asked, StringComparison.Ordinal);
    }

    /// <summary>What a machine in Azure answers to itself.</summary>
    private sealed class Machine : HttpMessageHandler, IHttpClientFactory
    {
        public List<string> Asked { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(Uri.UnescapeDataString(request.RequestUri!.AbsoluteUri));
            return Task.FromResult(request.RequestUri.AbsolutePath == "/metadata/identity/oauth2/token"
                ? new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent("""{"access_token":"of-the-machine","expires_in":"3600","expires_on":"4102444800","resource":"https://api.botframework.com","token_type":"Bearer","client_id":"x"}""") }
                : new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { Content = new StringContent("") });
        }
    }
}
