using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Slack;

/// <summary>What people do in Slack beside typing commands, and who may.</summary>
public sealed class SlackEventTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_pushpin_puts_a_message_on_the_timeline_and_what_becomes_of_it_as_well(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        await SlackRoomTests.DeclareAsync(scene);
        var sam = scene.Slack.As("sam");
        var message = sam.Say(scene.Room, "the beacon is on FS03 &amp; FS04");
        sam.React(scene.Room, message, "pushpin");
        await SlackRoomTests.EventsAsync(scene);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("the beacon is on FS03 & FS04", StringComparison.Ordinal));

        // Slack delivers at least once.
        foreach (var told in scene.Slack.Deliveries.Events.Where(one => (string?)one.Payload["event"]!["type"] == "reaction_added").ToList())
        {
            await scene.Slack.Deliveries.Repeat(told).EndAsync();
        }

        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("pinned what", StringComparison.Ordinal));
        sam.Edit(scene.Room, message, "the beacon is on FS03 only");
        sam.Delete(scene.Room, message);
        await SlackRoomTests.EventsAsync(scene);
        var lines = await scene.Bot.TimelineAsync("INC-1");
        Assert.Contains(lines, line => line.Contains("now reads: the beacon is on FS03 only", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("was deleted in Slack; the timeline keeps it", StringComparison.Ordinal));
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task The_shortcut_of_a_message_puts_it_on_the_timeline_in_a_room_and_says_what_to_do_elsewhere()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var sam = scene.Slack.As("sam");
        await sam.ShortcutAsync(scene.Room, sam.Say(scene.Room, "first seen at two"), "add_to_timeline");
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("first seen at two", StringComparison.Ordinal));
        await sam.ShortcutAsync(scene.General, sam.Say(scene.General, "lunch?"), "add_to_timeline");
        await UntilAsync(() => sam.Ephemerals.Any(one => one.Shown.Contains("not in the room of an incident", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_mention_is_a_command_and_is_answered_to_who_said_it_alone()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var sam = scene.Slack.As("sam");
        sam.Say(scene.Room, "<@U0BOT> note isolated FS01");
        sam.Say(scene.Room, "just talk");
        await SlackRoomTests.EventsAsync(scene);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("isolated FS01", StringComparison.Ordinal));
        Assert.DoesNotContain(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("just talk", StringComparison.Ordinal));
        Assert.Single(sam.Ephemerals);
    }

    [Fact]
    public async Task Guests_and_outsiders_do_nothing_and_members_are_people_of_who_owns_the_workspace()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var guest = scene.Slack.Workspace.AddUser("gus", guest: Guest.Several);
        Assert.Contains("guest", await scene.TypeAsync(scene.Slack.As(guest), guest, scene.General, "status INC-1"), StringComparison.Ordinal);
        Assert.False(await scene.Bot.ReadAsync(db => db.Identities.AnyAsync(one => one.User == guest.Id)));

        // A member of the provider is known, and still sees no client's incident.
        var alex = scene.Slack.Workspace.User("alex");
        Assert.Contains("There is no INC-1 that you can see", await scene.TypeAsync(scene.Slack.As(alex), alex, scene.General, "status INC-1"), StringComparison.Ordinal);
        Assert.Contains("There is no INC-9 that you can see", await scene.TypeAsync(scene.Slack.As(alex), alex, scene.General, "status INC-9"), StringComparison.Ordinal);
        Assert.Contains("no part at any client", await scene.TypeAsync(scene.Slack.As(alex), alex, scene.General, "declare something odd"), StringComparison.Ordinal);
        Assert.Equal("northwind", await scene.Bot.ReadAsync(db => db.Identities.Where(one => one.User == alex.Id).Join(db.People, one => one.PersonId, one => one.Id, (_, person) => person.Home).Join(db.Organisations, home => home, one => one.Id, (_, one) => one.Slug).SingleAsync()));
    }

    [Fact]
    public async Task Whoever_comes_into_a_room_without_a_part_is_on_the_timeline()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        scene.Slack.As("alex").Join(scene.Room);
        await SlackRoomTests.EventsAsync(scene);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("Alex came into the Slack room and has no part", StringComparison.Ordinal));
        Assert.DoesNotContain(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("Nora came into", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_button_acts_with_the_rights_of_whoever_presses_it()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var alex = scene.Slack.As("alex");
        await alex.PressAsync(scene.Room, Assert.Single(scene.Room.Pinned), "Confirm incident");
        await UntilAsync(() => alex.Ephemerals.Any(one => one.Shown.Contains("There is no INC-1 that you can see", StringComparison.Ordinal)));
        Assert.Equal(Core.Incidents.IncidentState.Triage, (await scene.Bot.IncidentAsync("INC-1")).State);
    }

    [Fact]
    public async Task A_buttons_value_from_another_workspace_or_channel_acts_with_the_pressers_rights_or_not_at_all()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        var card = Assert.Single(scene.Room.Pinned);

        // Somebody of another company, in a channel that is shared with it, where the app is not installed over there.
        var fabrikam = scene.Slack.AddWorkspace("Fabrikam", "fabrikam");
        var fay = scene.Slack.As(fabrikam.AddUser("fay"));
        await fay.PressAsync(scene.Room, card, "Confirm incident");
        Assert.Equal(Core.Incidents.IncidentState.Triage, (await scene.Bot.IncidentAsync("INC-1")).State);
        Assert.DoesNotContain(await scene.Bot.ReadAsync(db => db.Identities.ToListAsync()), one => one.User == fabrikam.User("fay").Id);

        // The same card's button, pressed by somebody who may, in another channel: the action names its incident, wherever it stands.
        await scene.Bot.DoAsync("nora", "ic @sam", "INC-1");
        await scene.Bot.DoAsync("sam", "scope systems=FS01", "INC-1");
        await scene.Slack.As("sam").PressAsync(scene.General, card, "Confirm incident");
        Assert.Equal(Core.Incidents.IncidentState.Containment, (await scene.Bot.IncidentAsync("INC-1")).State);
    }

    [Fact]
    public async Task A_renamed_room_is_known_by_its_new_name()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        scene.Slack.As("sam").Rename(scene.Room, "contoso-is-on-fire");
        await SlackRoomTests.EventsAsync(scene);
        Assert.Equal("contoso-is-on-fire", await scene.Bot.ReadAsync(db => db.Rooms.Where(one => one.Platform == "slack").Select(one => one.Name).SingleAsync()));
    }

    [Fact]
    public async Task When_the_app_is_removed_nothing_is_lost_and_the_card_says_so()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await SlackRoomTests.DeclareAsync(scene);
        scene.Slack.Uninstall(scene.Slack.Workspace);
        await SlackRoomTests.EventsAsync(scene);
        await scene.Bot.DoAsync("sam", "note by the web", "INC-1");
        await scene.Bot.SettleAsync();
        var status = await scene.Bot.DoAsync("sam", "status", "INC-1");
        Assert.Contains(status.Card!.Sections[^1].Lines, line => line.Text.Contains("does not work", StringComparison.Ordinal));
        Assert.NotNull(await scene.Bot.ReadAsync(db => db.ChatInstalls.Select(one => one.Broken).SingleAsync()));
        Assert.Contains(scene.Bot.Logs.Lines, line => line.Text.Contains("does not work any more", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_typed_before_the_plan_named_them_is_who_the_plan_says_afterwards(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var (member, account) = (scene.Slack.As("alex"), scene.Slack.Workspace.User("alex"));
        Assert.DoesNotContain("Ravi", await scene.TypeAsync(member, account, scene.General, "whoami"), StringComparison.Ordinal);
        await ImportAsync(scene, "ravi", "U0001");
        Assert.Contains("Ravi", await scene.TypeAsync(member, account, scene.General, "whoami"), StringComparison.Ordinal);

        // Said once more, as plans are at every start, nothing changes.
        await ImportAsync(scene, "ravi", "U0001");
        Assert.Contains("Ravi", await scene.TypeAsync(member, account, scene.General, "whoami"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_says_who_somebody_is_in_the_slack_of_their_employer_and_nowhere_else()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await ImportAsync(scene, "dana", "U0002");

        // U0002 is megan's account. Dana works for the client, and this is the provider's workspace: the plan's word does not reach it.
        var megan = scene.Slack.Workspace.User("megan");
        Assert.DoesNotContain("Dana", await scene.TypeAsync(scene.Slack.As(megan), megan, scene.General, "whoami"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whom_no_plan_names_any_more_is_nobody_of_the_plans(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var (member, account) = (scene.Slack.As("alex"), scene.Slack.Workspace.User("alex"));
        await ImportAsync(scene, "ravi", "U0001");
        Assert.Contains("Ravi", await scene.TypeAsync(member, account, scene.General, "whoami"), StringComparison.Ordinal);

        // The line is gone, and then a line for somebody else.
        await ImportAsync(scene, "ravi", null);
        Assert.DoesNotContain("Ravi", await scene.TypeAsync(member, account, scene.General, "whoami"), StringComparison.Ordinal);
        await ImportAsync(scene, "sam", "U0001");
        Assert.Contains("Sam", await scene.TypeAsync(member, account, scene.General, "whoami"), StringComparison.Ordinal);
    }

    /// <summary>The sample plan, in which somebody has a member ID.</summary>
    private static async Task ImportAsync(SlackBot scene, string handle, string? member)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scene.Bot.Folder, "named")).FullName;
        var text = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "plans", "contoso-dental.yaml"))).Replace($"handle: {handle}\n", member is null ? $"handle: {handle}\n" : $"handle: {handle}\n    slack: {member}\n", StringComparison.Ordinal);
        Assert.Contains(member ?? handle, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "contoso-dental.yaml"), text);
        var plan = Assert.Single(new Core.Plans.PlanFolder(folder).Load().Plans);
        await using var scope = scene.Bot.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Core.Plans.PlanImporter>().ImportAsync(plan, CancellationToken.None));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
