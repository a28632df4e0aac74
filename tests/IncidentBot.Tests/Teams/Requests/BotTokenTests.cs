using System.Text.Json.Nodes;

namespace IncidentBot.Tests.Teams.Requests;

/// <summary>Nothing is done for what is not proven to be from Teams, for an app that is set up here, by somebody of a tenant that may speak.</summary>
public sealed class BotTokenTests
{
    [Fact]
    public async Task What_Teams_signed_is_taken()
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal((200, ""), await scene.SendAsync(scene.Activity()));
        Assert.Equal((200, ""), await scene.SendAsync(scene.Activity(), scene.Token(header: head => head["alg"] = "RS384")));
        Assert.Equal((200, ""), await scene.SendAsync(scene.Activity(), scene.Token(audience: TeamsScene.App.ToUpperInvariant())));
        Assert.Equal(3, scene.Inbox.Taken.Count);
        Assert.Equal(1, scene.Microsoft.Calls.Count(call => call.Request == "GET /keys"));
        scene.Microsoft.AssertDone();
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("not begun")]
    [InlineData("without an end")]
    [InlineData("for another app")]
    [InlineData("for two apps")]
    [InlineData("for nobody")]
    [InlineData("by another issuer")]
    [InlineData("for another service URL")]
    [InlineData("for no service URL")]
    [InlineData("forged")]
    [InlineData("unsigned")]
    [InlineData("signed by a shared secret")]
    [InlineData("signed by another method")]
    [InlineData("with an unknown key")]
    [InlineData("without a key")]
    [InlineData("cut")]
    [InlineData("no token")]
    [InlineData("huge")]
    [InlineData("without a header")]
    [InlineData("in another scheme")]
    [InlineData("twice")]
    public async Task Nothing_is_done_for_a_token_that_is(string how)
    {
        await using var scene = await TeamsScene.StartAsync();
        var now = scene.Time.GetUtcNow();
        var token = how switch
        {
            "expired" => Claims(one => one["exp"] = now.AddMinutes(-5).ToUnixTimeSeconds()),
            "not begun" => Claims(one => one["nbf"] = now.AddMinutes(6).ToUnixTimeSeconds()),
            "without an end" => Claims(one => one.Remove("exp")),
            "for another app" => scene.Token(TeamsScene.OtherApp),
            "for two apps" => Claims(one => one["aud"] = new JsonArray(TeamsScene.App, TeamsScene.OtherApp)),
            "for nobody" => Claims(one => one.Remove("aud")),
            "by another issuer" => Claims(one => one["iss"] = $"https://sts.windows.net/{TeamsScene.Tenant}/"),
            "for another service URL" => Claims(one => one["serviceurl"] = "https://smba.trafficmanager.net/emea/"),
            "for no service URL" => Claims(one => one.Remove("serviceurl")),
            "forged" => scene.Token(forged: true),
            "unsigned" => Head(one => one["alg"] = "none"),
            "signed by a shared secret" => Head(one => one["alg"] = "HS256"),
            "signed by another method" => Head(one => one["alg"] = "PS256"),
            "with an unknown key" => Head(one => one["kid"] = "k2"),
            "without a key" => Head(one => one["kid"] = null),
            "cut" => scene.Token()[..^5],
            "huge" => Claims(one => one["more"] = new string('x', 20_000)),
            _ => "nonsense",
        };
        var authorization = how switch
        {
            "without a header" => null,
            "in another scheme" => $"Basic {scene.Token()}",
            "twice" => $"Bearer {scene.Token()}, Bearer {scene.Token()}",
            _ => $"Bearer {token}",
        };
        Assert.Equal((401, ""), await scene.SendAsync(scene.Activity("message", one => one["text"] = "ransom note").ToJsonString(), authorization));
        Assert.Empty(scene.Inbox.Taken);
        Assert.Single(scene.Logs.Lines, line => line.Level is Microsoft.Extensions.Logging.LogLevel.Warning && line.Category.StartsWith("IncidentBot", StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Logs.Lines, line => line.Text.Contains("ransom", StringComparison.Ordinal) || line.Text.Contains(token, StringComparison.Ordinal));

        string Claims(Action<JsonObject> but) => scene.Token(claims: but);
        string Head(Action<JsonObject> but) => scene.Token(header: but);
    }

    [Fact]
    public async Task Clocks_may_differ_by_five_minutes()
    {
        await using var scene = await TeamsScene.StartAsync();
        var now = scene.Time.GetUtcNow();
        Assert.Equal(200, (await scene.SendAsync(scene.Activity(), scene.Token(claims: one => one["exp"] = now.AddMinutes(-4.9).ToUnixTimeSeconds()))).Status);
        Assert.Equal(200, (await scene.SendAsync(scene.Activity(), scene.Token(claims: one => one["nbf"] = now.AddMinutes(4.9).ToUnixTimeSeconds()))).Status);
    }

    [Theory]
    [InlineData("webchat")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_key_signs_only_for_the_channels_that_it_is_published_for(string? endorsed)
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Always["GET /keys"] = _ => endorsed is null ? TeamsTokenMaker.Keys(null) : TeamsTokenMaker.Keys(endorsed);
        Assert.Equal(401, (await scene.SendAsync(scene.Activity())).Status);
        Assert.Empty(scene.Inbox.Taken);
    }

    [Fact]
    public async Task A_key_for_another_channel_does_not_sign_for_it_either_when_the_activity_says_so()
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal((403, "Only Microsoft Teams may speak here."), await scene.SendAsync(scene.Activity(but: one => one["channelId"] = "webchat")));
        Assert.Equal(401, (await scene.SendAsync(scene.Activity(but: one => one["channelId"] = "emulator"))).Status);
        Assert.Empty(scene.Inbox.Taken);
    }

    [Fact]
    public async Task New_keys_are_looked_for_when_one_is_unknown_but_not_each_time()
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Always["GET /keys"] = _ => TeamsTokenMaker.Keys("msteams").Replace("\"k1\"", "\"k0\"", StringComparison.Ordinal);
        Assert.Equal(401, (await scene.SendAsync(scene.Activity())).Status);
        scene.Microsoft.Always["GET /keys"] = _ => TeamsTokenMaker.Keys("msteams");
        Assert.Equal(401, (await scene.SendAsync(scene.Activity())).Status);
        scene.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await scene.SendAsync(scene.Activity())).Status);
        Assert.Equal(2, Asked());

        scene.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(200, (await scene.SendAsync(scene.Activity())).Status);
        Assert.Equal(2, Asked());
        scene.Time.Advance(TimeSpan.FromHours(1));
        scene.Microsoft.Always["GET /keys"] = _ => "gone";
        Assert.Equal(200, (await scene.SendAsync(scene.Activity())).Status);
        Assert.Equal(3, Asked());

        int Asked() => scene.Microsoft.Calls.Count(call => call.Request == "GET /keys");
    }

    [Theory]
    [InlineData("<html>Please sign in</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Without_keys_nobody_is_believed_and_Teams_may_come_again(string metadata)
    {
        await using var scene = await TeamsScene.StartAsync();
        scene.Microsoft.Always["GET /metadata"] = _ => metadata;
        scene.Microsoft.Always.TryRemove("GET /keys", out _);
        var (status, _) = await scene.SendAsync(scene.Activity());
        Assert.Contains(status, new[] { 401, 503 });
        Assert.Empty(scene.Inbox.Taken);
    }

    [Fact]
    public async Task Of_several_registrations_the_token_says_which_is_meant()
    {
        await using var scene = await TeamsScene.StartAsync(
            ("Tenants:0:AppType", "UserAssignedMSI"), ("Tenants:0:AppId", TeamsScene.OtherApp), ("Tenants:0:TenantId", TeamsScene.OtherTenant), ("Tenants:0:Organisation", "contoso-dental"));
        void Other(JsonObject activity) => (activity["conversation"]!["tenantId"], activity["channelData"]!["tenant"]!["id"]) = (TeamsScene.OtherTenant, TeamsScene.OtherTenant);

        Assert.Equal(200, (await scene.SendAsync(scene.Activity(but: Other), scene.Token(TeamsScene.OtherApp))).Status);
        Assert.Equal((TeamsScene.OtherApp, "contoso-dental"), (scene.Inbox.Taken.Single().Registration.AppId, scene.Inbox.Taken.Single().Registration.Organisation));
        Assert.Equal(200, (await scene.SendAsync(scene.Activity())).Status);
        Assert.Equal((TeamsScene.App, null), (scene.Inbox.Taken.Last().Registration.AppId, scene.Inbox.Taken.Last().Registration.Organisation));

        // A token for one is no pass for the other's tenant.
        Assert.Equal(403, (await scene.SendAsync(scene.Activity(but: Other))).Status);
        Assert.Equal(403, (await scene.SendAsync(scene.Activity(), scene.Token(TeamsScene.OtherApp))).Status);
        Assert.Equal(2, scene.Inbox.Taken.Count);
    }

    [Theory]
    [InlineData(TeamsScene.Tenant, TeamsScene.Tenant, 200)]
    [InlineData(TeamsScene.Tenant, null, 200)]
    [InlineData(null, TeamsScene.Tenant, 200)]
    [InlineData("55555555-EEEE-4EEE-8EEE-000000000001", null, 200)]
    [InlineData(TeamsScene.OtherTenant, TeamsScene.OtherTenant, 403)]
    [InlineData(TeamsScene.OtherTenant, TeamsScene.Tenant, 403)]
    [InlineData(TeamsScene.Tenant, TeamsScene.OtherTenant, 403)]
    [InlineData(null, null, 403)]
    [InlineData("", null, 403)]
    public async Task Only_the_tenants_that_are_set_up_may_speak(string? conversation, string? channel, int status)
    {
        await using var scene = await TeamsScene.StartAsync(("AllowedTenants:0", "55555555-eeee-4eee-8eee-000000000001"));
        var activity = scene.Activity(but: one => (one["conversation"]!["tenantId"], one["channelData"]!["tenant"]) = (conversation, channel is null ? null : new JsonObject { ["id"] = channel }));
        Assert.Equal(status, (await scene.SendAsync(activity)).Status);
        Assert.Equal(status == 200 ? 1 : 0, scene.Inbox.Taken.Count);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", 200)]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/gcc", 200)]
    [InlineData("http://smba.trafficmanager.net/emea/", 403)]
    [InlineData("https://smba.trafficmanager.net.example.com/", 403)]
    [InlineData("https://example.com/teams.microsoft.com", 403)]
    [InlineData("https://teams.microsoft.com@example.com/", 403)]
    [InlineData("https://smba.trafficmanager.net:8443/", 403)]
    [InlineData("https://evilteams.microsoft.com.example.com/", 403)]
    [InlineData("ftp://smba.trafficmanager.net/", 400)]
    [InlineData("not an address", 400)]
    public async Task The_service_URL_is_one_of_Microsofts_even_when_it_is_signed(string service, int status)
    {
        await using var scene = await TeamsScene.StartAsync();
        Assert.Equal(status, (await scene.SendAsync(scene.Activity(but: one => one["serviceUrl"] = service), scene.Token(claims: one => one["serviceurl"] = service))).Status);
        Assert.Equal(status == 200 ? 1 : 0, scene.Inbox.Taken.Count);
    }
}
