using IncidentBot.Core;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using IncidentBot.Slack.Installs;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Slack;

/// <summary>Workspaces that install the app themselves: a client's beside the provider's, tokens that end, and ways back that are nobody's.</summary>
public sealed class SlackInstallTests
{
    private static readonly string[] Settings = ["--Slack:ClientId", "1111.2222", "--Slack:ClientSecret", "a-client-secret-of-the-test"];

    private static readonly Id<Session> Operator = Id<Session>.New();

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_client_installs_the_app_and_its_people_are_its_members(Database database)
    {
        await using var scene = await StartAsync(database);
        var contoso = scene.Slack.AddWorkspace("Contoso Dental", "contoso");
        var mia = contoso.AddUser("mia");
        Assert.Contains("Contoso Dental", (await FinishAsync(scene, mia, "contoso-dental")).Markup, StringComparison.Ordinal);

        // Of the client's own workspace people are members of the client: they declare for it, and both workspaces get a room.
        Assert.Contains("is declared", await scene.TypeAsync(scene.Slack.As(mia), mia, contoso.Channel("general"), "declare somebody clicked a link"), StringComparison.Ordinal);
        await scene.Bot.SettleAsync();
        Assert.Single(scene.Rooms);
        var room = Assert.Single(contoso.Channels, one => one.Name == "inc-1-contoso-dental");
        Assert.False(room.IsPrivate);
        Assert.Contains(mia.Id, room.Members);
        Assert.Contains("member", await scene.TypeAsync(scene.Slack.As(mia), mia, contoso.Channel("general"), "whoami"), StringComparison.OrdinalIgnoreCase);

        // Tokens are not to be read in the database.
        var stored = await scene.Bot.ReadAsync(db => db.ChatInstalls.AsNoTracking().ToListAsync());
        Assert.All(stored.Where(one => one.Token is not null), one => Assert.DoesNotContain("xox", one.Token, StringComparison.Ordinal));
        Assert.Contains(stored, one => one.Token is not null);
    }

    [Fact]
    public async Task A_confidential_incident_is_private_in_the_clients_own_workspace_too()
    {
        await using var scene = await StartAsync(Database.Sqlite);
        var contoso = scene.Slack.AddWorkspace("Contoso Dental", "contoso");
        await FinishAsync(scene, contoso.AddUser("mia"), "contoso-dental");
        await scene.Bot.DoAsync("nora", "declare blackmail --client contoso-dental --confidential");
        await scene.Bot.SettleAsync();
        Assert.All(contoso.Channels.Where(one => one.Creator != "USLACKBOT" && !one.IsDirect), one => Assert.True(one.IsPrivate));
    }

    [Fact]
    public async Task A_way_back_that_is_old_used_or_anothers_installs_nothing()
    {
        await using var scene = await StartAsync(Database.Sqlite);
        var oauth = scene.Bot.Services.GetRequiredService<SlackOAuth>();
        var by = scene.Slack.AddWorkspace("Contoso Dental", "contoso").AddUser("mia");
        var back = scene.Slack.Consent(oauth.Begin(Operator, await OwnerAsync(scene, "contoso-dental")), by);
        Assert.Equal("not-your-install", await RefusedAsync(oauth, Id<Session>.New(), back));
        Assert.Equal("not-your-install", await RefusedAsync(oauth, Operator, new Uri($"{back}x")));
        await oauth.FinishAsync(Operator, Of(back, "code"), Of(back, "state"), null, CancellationToken.None);
        Assert.Equal("install-refused", await RefusedAsync(oauth, Operator, back));
        Assert.Equal("install-declined", await RefusedAsync(oauth, Operator, scene.Slack.Consent(oauth.Begin(Operator, await OwnerAsync(scene, "contoso-dental")), by, allowed: false)));

        // The same workspace for another organisation: whose its people are is not moved by a click.
        Assert.Equal("workspace-taken", await RefusedAsync(oauth, Operator, scene.Slack.Consent(oauth.Begin(Operator, await OwnerAsync(scene, "northwind")), by)));
        Assert.Equal(2, await scene.Bot.ReadAsync(db => db.ChatInstalls.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_token_that_ends_is_renewed_once_however_many_look(Database database)
    {
        await using var scene = await StartAsync(database);
        scene.Slack.App.TokenRotation = true;
        var contoso = scene.Slack.AddWorkspace("Contoso Dental", "contoso");
        await FinishAsync(scene, contoso.AddUser("mia"), "contoso-dental");
        scene.Bot.Time.Advance(TimeSpan.FromHours(10.5));
        var rotation = scene.Bot.Services.GetRequiredService<SlackRotation>();
        var renewed = await Task.WhenAll(rotation.RenewDueAsync(CancellationToken.None), rotation.RenewDueAsync(CancellationToken.None), rotation.RenewDueAsync(CancellationToken.None));
        Assert.Equal(1, renewed.Sum());
        Assert.Equal(2, scene.Slack.CallsTo("oauth.v2.access").Count);

        scene.Bot.Time.Advance(TimeSpan.FromHours(3));
        await scene.Bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await scene.Bot.SettleAsync();
        Assert.Contains(contoso.Channels, one => one.Name == "inc-1-contoso-dental");
    }

    private static async Task<SlackBot> StartAsync(Database database) =>
        await SlackBot.StartAsync(database, before: slack => slack.App.RedirectUrls.Add(new("https://incidents.example.com/slack/oauth/callback")), settings: Settings);

    private static async Task<Core.Chat.Prose> FinishAsync(SlackBot scene, SlackUser by, string owner)
    {
        var oauth = scene.Bot.Services.GetRequiredService<SlackOAuth>();
        var back = scene.Slack.Consent(oauth.Begin(Operator, await OwnerAsync(scene, owner)), by);
        return await oauth.FinishAsync(Operator, Of(back, "code"), Of(back, "state"), null, CancellationToken.None);
    }

    private static Task<Id<Organisation>> OwnerAsync(SlackBot scene, string slug) => scene.Bot.ReadAsync(db => db.Organisations.Where(one => one.Slug == slug).Select(one => one.Id).SingleAsync());

    private static async Task<string> RefusedAsync(SlackOAuth oauth, Id<Session> session, Uri back) =>
        (await Assert.ThrowsAsync<RefusalException>(() => oauth.FinishAsync(session, Of(back, "code"), Of(back, "state"), Of(back, "error"), CancellationToken.None))).Refusal.Code;

    private static string? Of(Uri back, string name) => QueryHelpers.ParseQuery(back.Query).TryGetValue(name, out var value) ? value.ToString() : null;
}
