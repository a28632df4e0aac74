using System.Web;
using IncidentBot.Slack.Api;

namespace IncidentBot.Tests.Slack.Fake;

/// <summary>The app comes into workspaces and organisations, its tokens are renewed, and it goes.</summary>
public sealed class FakeSlackInstallTests
{
    private static readonly Uri Callback = new("https://bot.example/slack/oauth/callback");

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_code_is_exchanged_once_for_a_token_that_works_where_it_was_allowed()
    {
        await using var scene = await SceneAsync();
        var contoso = scene.Slack.AddWorkspace("Contoso", "contoso");
        var back = scene.Slack.Consent(Authorize(scene), contoso.AddUser("carla"));
        Assert.Equal("s&1", HttpUtility.ParseQueryString(back.Query)["state"]);
        var install = await AccessAsync(scene, back);
        Assert.Equal((contoso.Id, false, null), (install.Team?.Id, install.IsEnterpriseInstall, install.RefreshToken));
        Assert.Equal(contoso.Id, (await scene.Client.WithAccessToken(install.AccessToken).Auth.Test(None)).TeamId);
        Assert.Equal(("invalid_code", SlackFailure.Configuration), await SlackScene.FailAsync(() => AccessAsync(scene, back)) is var fault ? (fault.ErrorCode, fault.Failure) : default);

        // Another workspace's channels are none of its business.
        Assert.Equal("channel_not_found", (await SlackScene.FailAsync(() => scene.Client.WithAccessToken(install.AccessToken).Conversations.Info(scene.Slack.Workspace.Channel("general").Id, None))).ErrorCode);
        Assert.Equal(install.AccessToken, (await AccessAsync(scene, scene.Slack.Consent(Authorize(scene), contoso.User("carla")))).AccessToken);
    }

    [Fact]
    public async Task What_does_not_fit_the_apps_settings_is_refused()
    {
        await using var scene = await SceneAsync();
        var alex = scene.Slack.Workspace.User("alex");
        var old = scene.Slack.Consent(Authorize(scene), alex);
        scene.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("invalid_code", (await SlackScene.FailAsync(() => AccessAsync(scene, old))).ErrorCode);
        var code = Code(scene.Slack.Consent(Authorize(scene), alex));
        Assert.Equal("bad_client_secret", (await SlackScene.FailAsync(() => scene.Client.OAuthV2.Access(scene.Slack.App.ClientId, "guessed", code, Callback.ToString(), None))).ErrorCode);
        Assert.Equal("invalid_client_id", (await SlackScene.FailAsync(() => scene.Client.OAuthV2.Access("9", scene.Slack.App.ClientSecret, code, Callback.ToString(), None))).ErrorCode);
        Assert.Equal("bad_redirect_uri", (await SlackScene.FailAsync(() => scene.Client.OAuthV2.Access(scene.Slack.App.ClientId, scene.Slack.App.ClientSecret, code, "https://bot.example/other", None))).ErrorCode);
        Assert.Contains("bad_redirect_uri", Assert.Throws<InvalidOperationException>(() => scene.Slack.Consent(Authorize(scene, redirect: "https://bot.example/slack/oauth/callback.evil"), alex)).Message, StringComparison.Ordinal);
        Assert.Contains("invalid_scope", Assert.Throws<InvalidOperationException>(() => scene.Slack.Consent(Authorize(scene, scope: "admin"), alex)).Message, StringComparison.Ordinal);
        Assert.Contains("error=access_denied", scene.Slack.Consent(Authorize(scene), alex, allowed: false).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotated_token_ends_and_its_refresh_token_is_good_once()
    {
        await using var scene = await SceneAsync();
        scene.Slack.App.TokenRotation = true;
        var first = await AccessAsync(scene, scene.Slack.Consent(Authorize(scene), scene.Slack.Workspace.User("alex")));
        Assert.Equal(43_200, first.ExpiresIn);
        scene.Time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(("token_expired", SlackFailure.Reauthorise), await SlackScene.FailAsync(() => scene.Client.WithAccessToken(first.AccessToken).Auth.Test(None)) is var ended ? (ended.ErrorCode, ended.Failure) : default);

        var second = await RefreshAsync(scene, first.RefreshToken!);
        await scene.Client.WithAccessToken(second.AccessToken).Auth.Test(None);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal(("invalid_refresh_token", SlackFailure.Reauthorise), await SlackScene.FailAsync(() => RefreshAsync(scene, first.RefreshToken!)) is var used ? (used.ErrorCode, used.Failure) : default);
    }

    [Fact]
    public async Task A_whole_organisation_has_one_token_and_one_bot_and_its_methods_want_the_workspace()
    {
        await using var scene = await SceneAsync();
        var organisation = scene.Slack.AddEnterprise("Contoso Group");
        var (dental, labs) = (scene.Slack.AddWorkspace("Dental", "dental", organisation), scene.Slack.AddWorkspace("Labs", "labs", organisation));
        var install = await AccessAsync(scene, scene.Slack.Consent(Authorize(scene), dental.AddUser("carla"), wholeOrganisation: true));
        Assert.Equal((null, organisation.Id, true), (install.Team, install.Enterprise?.Id, install.IsEnterpriseInstall));
        var bot = scene.Client.WithAccessToken(install.AccessToken);
        Assert.Equal("missing_argument", (await SlackScene.FailAsync(() => bot.Conversations.Create("inc-1", true, null, None))).ErrorCode);
        var room = await bot.Conversations.Create("inc-1", true, labs.Id, None);
        await bot.Chat.PostMessage(new Message { Channel = room.Id, Text = "x" }, None);
        Assert.Equal("x", labs.Channel("inc-1").Messages.Single().Text);
        Assert.Equal("missing_argument", (await SlackScene.FailAsync(() => bot.Users.List(null, null, None))).ErrorCode);
        Assert.Contains((await bot.Users.List(dental.Id, null, None)).Members, one => one.Name == "carla" && one.EnterpriseUser?.EnterpriseId == organisation.Id);
    }

    [Fact]
    public async Task When_it_is_removed_its_token_is_revoked_and_it_is_told_twice()
    {
        await using var scene = await SceneAsync();
        await using var app = await SocketApp.OpenAsync(scene, envelope => SocketApp.Ack(envelope));
        scene.Slack.Uninstall(scene.Slack.Workspace);
        Assert.Equal(("token_revoked", SlackFailure.Reauthorise), await SlackScene.FailAsync(() => scene.Bot.Auth.Test(None)) is var fault ? (fault.ErrorCode, fault.Failure) : default);
        await app.SeenAsync(frame => (string?)frame["payload"]?["event"]?["type"] == "app_uninstalled");
        await app.SeenAsync(frame => (string?)frame["payload"]?["event"]?["type"] == "tokens_revoked");
    }

    [Fact]
    public async Task A_browser_is_asked_and_led_back()
    {
        await using var scene = await SceneAsync();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        Assert.Contains("asks for permission", await browser.GetStringAsync(Authorize(scene)), StringComparison.Ordinal);
        using var answer = await browser.PostAsync(Authorize(scene), new FormUrlEncodedContent([new("user", "U0001"), new("answer", "allow")]));
        Assert.Equal(scene.Slack.Workspace.Id, (await AccessAsync(scene, answer.Headers.Location!)).Team?.Id);
        using var wrong = await browser.GetAsync(Authorize(scene, redirect: "https://evil.example/"));
        Assert.Equal("bad_redirect_uri", await wrong.Content.ReadAsStringAsync());
    }

    private static async Task<SlackScene> SceneAsync()
    {
        var scene = await SlackScene.StartAsync();
        scene.Slack.App.RedirectUrls.Add(Callback);
        return scene;
    }

    private static Uri Authorize(SlackScene scene, string? redirect = null, string scope = "chat:write,users:read,channels:read,channels:manage,groups:write") =>
        new(scene.Slack.Address, $"oauth/v2/authorize?client_id={scene.Slack.App.ClientId}&scope={scope}&state=s%261&redirect_uri={Uri.EscapeDataString(redirect ?? Callback.ToString())}");

    private static string Code(Uri back) => HttpUtility.ParseQueryString(back.Query)["code"]!;

    private static Task<OauthV2AccessResponse> AccessAsync(SlackScene scene, Uri back) => scene.Client.OAuthV2.Access(scene.Slack.App.ClientId, scene.Slack.App.ClientSecret, Code(back), Callback.ToString(), None);

    private static Task<OauthV2AccessResponse> RefreshAsync(SlackScene scene, string token) => scene.Client.OAuthV2.Refresh(scene.Slack.App.ClientId, scene.Slack.App.ClientSecret, token, None);
}
