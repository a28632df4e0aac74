using System.Text.RegularExpressions;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.SignIn;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Slack;

/// <summary>Somebody makes an account in Slack theirs with a code that both sides say.</summary>
public sealed partial class SlackLinkTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Ones_own_code_makes_a_guest_somebody_once_both_sides_have_said_so(Database database)
    {
        await using var scene = await StartAsync(database);
        var gus = scene.Slack.Workspace.AddUser("gus", guest: Guest.Several);
        using var nora = await ComeInAsync(scene, "nora");
        var code = await MakeAsync(nora);
        Assert.Contains("not valid", await TypeAsync(scene, gus, "link AAAA-BBBB-CCCC"), StringComparison.Ordinal);
        Assert.Contains("must confirm", await TypeAsync(scene, gus, $"link {code.ToLowerInvariant()}"), StringComparison.Ordinal);
        Assert.Contains("guest", await TypeAsync(scene, gus, "whoami"), StringComparison.Ordinal);

        // Entered once, it is nobody else's.
        Assert.Contains("not valid", await TypeAsync(scene, scene.Slack.Workspace.User("megan"), $"link {code}"), StringComparison.Ordinal);
        var asked = await nora.GetAsync("/account");
        Assert.Contains($"<strong>gus</strong> to Slack, workspace Acme ({scene.Slack.Workspace.Id}) (id {gus.Id})", asked, StringComparison.Ordinal);
        await nora.PostAsync("/account/confirm", asked, ("id", Waiting().Match(asked).Groups[1].Value), ("answer", "yes"));
        Assert.Contains("Nora Whitfield", await TypeAsync(scene, gus, "whoami"), StringComparison.Ordinal);
        Assert.Contains($"Slack, workspace {scene.Slack.Workspace.Id}: {gus.Id}", await nora.GetAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(1, await scene.Bot.ReadAsync(db => db.AuditEntries.CountAsync(one => one.Kind == AuditKind.Linked)));
        Assert.DoesNotContain(scene.Bot.Logs.Lines, line => line.Text.Contains(code, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(await scene.Bot.ReadAsync(db => db.AuditEntries.Select(one => one.Detail).ToListAsync()), detail => detail.Contains(code, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_code_that_somebody_else_entered_is_refused_by_whose_it_is()
    {
        await using var scene = await StartAsync(Database.Sqlite);
        var mallory = scene.Slack.Workspace.AddUser("mallory", guest: Guest.One);
        using var nora = await ComeInAsync(scene, "nora");
        var code = await MakeAsync(nora);
        await TypeAsync(scene, mallory, $"link {code}");
        var asked = await nora.GetAsync("/account");
        await nora.PostAsync("/account/confirm", asked, ("id", Waiting().Match(asked).Groups[1].Value), ("answer", "no"));
        Assert.Contains("guest", await TypeAsync(scene, mallory, "whoami"), StringComparison.Ordinal);
        Assert.Contains("not valid", await TypeAsync(scene, mallory, $"link {code}"), StringComparison.Ordinal);
        await nora.GetAsync("/incidents");
        Assert.Equal("/incidents", nora.At.AbsolutePath);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_code_of_the_operator_links_at_once_and_whom_the_workspace_had_made_loses_what_it_gave(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var alex = scene.Slack.Workspace.User("alex");
        await TypeAsync(scene, alex, "whoami");
        var before = await PersonOfAsync(scene, alex);
        Assert.NotEmpty(await GrantsAsync(scene, before));

        var code = await CodeAsync(scene, CodePurpose.Link, "olga");
        Assert.Contains("You are linked", await TypeAsync(scene, alex, $"link {code}"), StringComparison.Ordinal);
        var olga = (await scene.Bot.PersonAsync("olga")).Id;
        Assert.Equal(olga, await PersonOfAsync(scene, alex));
        Assert.Empty(await GrantsAsync(scene, before));
        Assert.Contains(GrantSource.Workspace, await GrantsAsync(scene, olga));
        Assert.Contains("already", await TypeAsync(scene, alex, $"link {await CodeAsync(scene, CodePurpose.Link, "olga")}"), StringComparison.Ordinal);

        // A code that lets somebody in is none that links.
        Assert.Contains("not valid", await TypeAsync(scene, alex, $"link {await CodeAsync(scene, CodePurpose.BreakGlass, "nora")}"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_who_enter_one_code_at_once_one_is_linked(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var users = Enumerable.Range(0, 5).Select(number => scene.Slack.Workspace.AddUser($"guest{number}", guest: Guest.One)).ToList();
        var code = await CodeAsync(scene, CodePurpose.Link, "olga");
        var answers = await Task.WhenAll(users.Select(user => TypeAsync(scene, user, $"link {code}")));
        Assert.Single(answers, answer => answer.Contains("You are linked", StringComparison.Ordinal));
        Assert.Equal(4, answers.Count(answer => answer.Contains("not valid", StringComparison.Ordinal)));
        Assert.Equal(1, await scene.Bot.ReadAsync(db => db.Identities.CountAsync(one => users.Select(user => user.Id).Contains(one.User))));
    }

    [Fact]
    public async Task A_mention_that_slack_tells_twice_links_once_and_answers_the_same()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var alex = scene.Slack.As("alex");
        alex.Join(scene.Room);
        alex.Say(scene.Room, $"<@U0BOT> link {await CodeAsync(scene, CodePurpose.Link, "olga")}");
        await SlackRoomTests.EventsAsync(scene);
        foreach (var told in scene.Slack.Deliveries.Events.Where(one => (string?)one.Payload["event"]!["type"] == "app_mention").ToList())
        {
            await scene.Slack.Deliveries.Repeat(told).EndAsync();
        }

        Assert.NotEmpty(alex.Ephemerals);
        Assert.All(alex.Ephemerals, one => Assert.Contains("You are linked", one.Shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Elsewhere_it_says_where_it_is_said()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, sampleOnly: true);
        var reply = await bot.SayAsync("sam", "link K7Q2-9FHB-XW4T");
        Assert.Equal("link-in-chat", reply.Code);
        Assert.Contains("/incident link", reply.Text, StringComparison.Ordinal);
    }

    private static async Task<SlackBot> StartAsync(Database database)
    {
        var scene = await SlackBot.StartAsync(database, settings: IdentityProvider.Settings(new Uri($"http://127.0.0.1:{FreePort.Take()}")));

        // The browser holds the cookie's expiry against the real time.
        scene.Bot.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        return scene;
    }

    private static Task<string> TypeAsync(SlackBot scene, SlackUser user, string text) => scene.TypeAsync(scene.Slack.As(user), user, scene.General, text);

    private static async Task<Visitor> ComeInAsync(SlackBot scene, string handle)
    {
        var visitor = new Visitor(scene.Bot.Address);
        await visitor.PostAsync("/sign-in/code", await visitor.GetAsync("/sign-in"), ("code", await CodeAsync(scene, CodePurpose.BreakGlass, handle)), ("returnUrl", "/account"));
        return visitor;
    }

    private static async Task<string> MakeAsync(Visitor visitor)
    {
        var code = CodeText().Match(await visitor.PostAsync("/account/code", await visitor.GetAsync("/account"))).Value;
        Assert.NotEmpty(code);
        return code;
    }

    private static async Task<string> CodeAsync(SlackBot scene, CodePurpose purpose, string handle)
    {
        await using var scope = scene.Bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CodeDesk>().MakeAsync(purpose, (await scene.Bot.PersonAsync(handle)).Id, vouched: true, "console", CancellationToken.None);
    }

    private static Task<Core.Id<Core.Organisations.Person>> PersonOfAsync(SlackBot scene, SlackUser user) =>
        scene.Bot.ReadAsync(db => db.Identities.Where(one => one.Platform == "slack" && one.User == user.Id).Select(one => one.PersonId).SingleAsync());

    private static Task<List<GrantSource>> GrantsAsync(SlackBot scene, Core.Id<Core.Organisations.Person> person) =>
        scene.Bot.ReadAsync(db => db.Grants.Where(one => one.PersonId == person).Select(one => one.Source).ToListAsync());

    [GeneratedRegex("[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}")]
    private static partial Regex CodeText();

    [GeneratedRegex("name=\"id\" value=\"([^\"]+)\"")]
    private static partial Regex Waiting();
}
