using IncidentBot.Core.Operations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using IncidentBot.Slack;
using IncidentBot.Slack.Installs;
using IncidentBot.SlackFake;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmtpServer.Protocol;

namespace IncidentBot.Tests.Slack;

/// <summary>Tokens that are no good any more: the workspace is marked once, in words, and nothing else is.</summary>
public sealed class SlackRevocationTests
{
    [Theory]
    [InlineData(Database.Sqlite, false)]
    [InlineData(Database.Sqlite, true)]
    [InlineData(Database.Postgres, false)]
    [InlineData(Database.Postgres, true)]
    public async Task Both_events_in_either_order_and_twice_break_the_installation_once(Database database, bool turned)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var (url, events) = (scene.Slack.App.EventsUrl, scene.Slack.Deliveries.Events.Count);
        scene.Slack.App.EventsUrl = null;
        scene.Slack.Uninstall(scene.Slack.Workspace);
        scene.Slack.App.EventsUrl = url;
        var told = scene.Slack.Deliveries.Events.Skip(events).ToList();
        Assert.Equal(2, told.Count);
        foreach (var one in turned ? told.AsEnumerable().Reverse() : told)
        {
            Assert.True((await scene.Slack.Deliveries.Repeat(one).EndAsync()).Acknowledged);
            Assert.True((await scene.Slack.Deliveries.Repeat(one).EndAsync()).Acknowledged);
        }

        Assert.NotNull((await RowAsync(scene)).Broken);
        Assert.Equal(1, await BrokenAsync(scene));
        Assert.Single(scene.Bot.Logs.Lines, line => line.Text.Contains("does not work any more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_operators_are_told_by_mail_once_and_again_when_it_breaks_again(Database database)
    {
        await using var mail = MailServer.Start();
        await using var scene = await SlackBot.StartAsync(database, settings:
            ["--Paging:Mail:Host", "localhost", "--Paging:Mail:Port", $"{mail.Port}", "--Paging:Mail:Security", "None", "--Paging:Mail:From", "incidents@example.com",
            "--Paging:Mail:Operators:0", "olga@northwind.example", "--Paging:Mail:Operators:1", "night@northwind.example"]);
        var broken = scene.Bot.Services.GetRequiredService<BrokenInstalls>();
        Assert.Equal(0, await broken.TellAsync(CancellationToken.None));

        // The mail server is away: nothing is lost, and it is tried again in five minutes.
        mail.Recipient = _ => SmtpReplyCode.ServiceUnavailable;
        var token = scene.Slack.World.Tokens.Single(one => one.Value == FakeSlack.BotToken);
        var start = scene.Bot.Services.GetRequiredService<SlackStart>();
        token.Revoked = true;
        Assert.False(await start.TryAsync(CancellationToken.None));
        Assert.Equal(0, await broken.TellAsync(CancellationToken.None));
        mail.Recipient = _ => null;
        Assert.Equal(0, await broken.TellAsync(CancellationToken.None));
        scene.Bot.Time.Advance(TimeSpan.FromMinutes(6));
        await Task.WhenAll(broken.TellAsync(CancellationToken.None), broken.TellAsync(CancellationToken.None));
        scene.Bot.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.False(await start.TryAsync(CancellationToken.None));
        Assert.Equal(0, await broken.TellAsync(CancellationToken.None));

        var told = Assert.Single(mail.Mails);
        Assert.Equal(["night@northwind.example", "olga@northwind.example"], told.Recipients.Order());
        Assert.Equal("IncidentBot does not work in Acme (Slack) any more", told.Message.Subject);
        Assert.Contains("Slack says token_revoked.", told.Text, StringComparison.Ordinal);
        Assert.Contains("install the app in the workspace again", told.Text, StringComparison.Ordinal);

        token.Revoked = false;
        Assert.True(await start.TryAsync(CancellationToken.None));
        Assert.Equal(0, await broken.TellAsync(CancellationToken.None));
        token.Revoked = true;
        Assert.False(await start.TryAsync(CancellationToken.None));
        Assert.Equal(1, await broken.TellAsync(CancellationToken.None));
        Assert.Equal(2, mail.Mails.Count);
    }

    [Fact]
    public async Task An_event_or_an_answer_from_before_a_new_installation_breaks_nothing()
    {
        await using var scene = await StartAsync();
        var contoso = scene.Slack.AddWorkspace("Contoso Dental", "contoso");
        var mia = contoso.AddUser("mia");
        await InstallAsync(scene, mia);
        var installs = scene.Bot.Services.GetRequiredService<SlackInstalls>();
        var old = (await installs.FindAsync(contoso.Id, null, CancellationToken.None))!;
        scene.Slack.Uninstall(contoso);
        await SlackRoomTests.EventsAsync(scene);
        Assert.NotNull((await RowAsync(scene, contoso)).Broken);

        await InstallAsync(scene, mia);
        Assert.Null((await RowAsync(scene, contoso)).Broken);
        foreach (var late in scene.Slack.Deliveries.Events.Where(one => (string?)one.Payload["event"]!["type"] is "app_uninstalled" or "tokens_revoked").ToList())
        {
            Assert.True((await scene.Slack.Deliveries.Repeat(late).EndAsync()).Acknowledged);
        }

        await installs.BreakAsync(old, "Slack says token_revoked", CancellationToken.None);
        Assert.Null((await RowAsync(scene, contoso)).Broken);
        Assert.Equal([AuditKind.Installed, AuditKind.InstallBroken, AuditKind.Installed], (await scene.Bot.ReadAsync(db => db.AuditEntries.AsNoTracking().ToListAsync())).OrderBy(one => one.Id.Value).Select(one => one.Kind));
    }

    [Fact]
    public async Task A_configured_token_that_is_refused_is_said_and_mended_by_one_that_is_not()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        var token = scene.Slack.World.Tokens.Single(one => one.Value == FakeSlack.BotToken);
        token.Revoked = true;
        var start = scene.Bot.Services.GetRequiredService<SlackStart>();
        Assert.False(await start.TryAsync(CancellationToken.None));
        Assert.Equal("Slack says token_revoked", (await RowAsync(scene)).Broken);
        token.Revoked = false;
        Assert.True(await start.TryAsync(CancellationToken.None));
        Assert.Null((await RowAsync(scene)).Broken);
    }

    [Fact]
    public async Task A_token_that_is_not_configured_any_more_is_told_to_the_operators_too()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        scene.Bot.Services.GetRequiredService<IOptions<SlackOptions>>().Value.BotToken = "";
        var start = scene.Bot.Services.GetRequiredService<SlackStart>();
        await start.StartAsync(CancellationToken.None);
        await start.ExecuteTask!;
        var row = await RowAsync(scene);
        Assert.Equal("Slack:BotToken is not set any more", row.Broken);
        Assert.NotNull(row.TellAt);
        Assert.Equal(1, await BrokenAsync(scene));
    }

    [Fact]
    public async Task A_workspace_that_the_setting_named_before_does_not_live_on_the_new_ones_token()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        var owner = (await RowAsync(scene)).OrganisationId;
        await using (var scope = scene.Bot.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Core.Data.IncidentDb>();
            db.Add(new ChatInstall("slack", "TOLD", owner, scene.Bot.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        Assert.True(await scene.Bot.Services.GetRequiredService<SlackStart>().TryAsync(CancellationToken.None));
        var rows = await scene.Bot.ReadAsync(db => db.ChatInstalls.AsNoTracking().ToListAsync());
        Assert.Contains("another workspace's", rows.Single(one => one.Tenant == "TOLD").Broken, StringComparison.Ordinal);
        Assert.True(rows.Single(one => one.Tenant != "TOLD").Works);
    }

    [Fact]
    public async Task Tokens_are_in_no_file_and_without_their_keys_the_installation_says_what_is_missing()
    {
        await using var scene = await StartAsync();
        scene.Slack.App.TokenRotation = true;
        var contoso = scene.Slack.AddWorkspace("Contoso Dental", "contoso");
        await InstallAsync(scene, contoso.AddUser("mia"));
        var secrets = scene.Slack.World.Tokens.Where(one => one.Workspace == contoso).SelectMany(one => new[] { one.Value, one.RefreshToken! }).Append(FakeSlack.BotToken).ToList();
        Assert.Equal(3, secrets.Count);
        foreach (var file in Directory.EnumerateFiles(scene.Bot.Folder, "*", SearchOption.AllDirectories).Where(one => !one.EndsWith("lock", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var text = new StreamReader(open, System.Text.Encoding.Latin1);
            var read = await text.ReadToEndAsync();
            Assert.All(secrets, secret => Assert.False(read.Contains(secret, StringComparison.Ordinal), $"a token is in {Path.GetFileName(file)}"));
        }

        Assert.DoesNotContain(scene.Bot.Logs.Lines, line => secrets.Any(secret => line.Text.Contains(secret, StringComparison.Ordinal)));

        var installs = scene.Bot.Services.GetRequiredService<SlackInstalls>();
        Assert.True((await installs.FindAsync(contoso.Id, null, CancellationToken.None))!.Row.Works);
        await scene.Bot.ReadAsync(db => db.ChatInstalls.Where(one => one.Tenant == contoso.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Token, "not what these keys wrote")));
        installs.Forget();
        Assert.Contains("the keys that encrypted its token", (await installs.FindAsync(contoso.Id, null, CancellationToken.None))!.Row.Broken, StringComparison.Ordinal);
    }

    private static async Task<SlackBot> StartAsync() => await SlackBot.StartAsync(Database.Sqlite, before: slack => slack.App.RedirectUrls.Add(new("https://incidents.example.com/slack/oauth/callback")),
        settings: ["--Slack:ClientId", "1111.2222", "--Slack:ClientSecret", "a-client-secret-of-the-test"]);

    private static async Task InstallAsync(SlackBot scene, SlackUser by)
    {
        var oauth = scene.Bot.Services.GetRequiredService<SlackOAuth>();
        var session = Core.Id<Session>.New();
        var back = QueryHelpers.ParseQuery(scene.Slack.Consent(oauth.Begin(session, await scene.Bot.ReadAsync(db => db.Organisations.Where(one => one.Slug == "contoso-dental").Select(one => one.Id).SingleAsync())), by).Query);
        await oauth.FinishAsync(session, back["code"], back["state"], null, CancellationToken.None);
    }

    private static Task<ChatInstall> RowAsync(SlackBot scene, SlackWorkspace? workspace = null)
    {
        var tenant = (workspace ?? scene.Slack.Workspace).Id;
        return scene.Bot.ReadAsync(db => db.ChatInstalls.AsNoTracking().SingleAsync(one => one.Tenant == tenant));
    }

    private static Task<int> BrokenAsync(SlackBot scene) => scene.Bot.ReadAsync(db => db.AuditEntries.CountAsync(one => one.Kind == AuditKind.InstallBroken));
}
