using IncidentBot.Core.Organisations;
using IncidentBot.Slack.People;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Slack;

/// <summary>Whom a workspace makes somebody here, and who stops being it.</summary>
public sealed class SlackPeopleTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task However_many_first_messages_come_at_once_they_make_one_person(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var alex = scene.Slack.Workspace.User("alex");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TypeAsync(scene, alex, "whoami")));
        Assert.All(answers, answer => Assert.Contains("Alex", answer, StringComparison.Ordinal));
        Assert.Equal(1, await scene.Bot.ReadAsync(db => db.People.CountAsync(one => one.Name == "Alex")));
        Assert.Equal(1, await scene.Bot.ReadAsync(db => db.Identities.CountAsync(one => one.User == alex.Id)));
    }

    [Fact]
    public async Task Somebody_who_is_known_is_not_asked_about_and_somebody_unknown_once()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        var gus = scene.Slack.Workspace.AddUser("gus", guest: Guest.Several);
        for (var line = 0; line < 3; line++)
        {
            await TypeAsync(scene, scene.Slack.Workspace.User("sam"), "whoami");
            await TypeAsync(scene, gus, "whoami");
        }

        Assert.Equal(gus.Id, Assert.Single(scene.Slack.CallsTo("users.info")).Args["user"]);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_becomes_a_guest_loses_what_the_workspace_gave_and_gets_it_back(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var alex = scene.Slack.Workspace.User("alex");
        await TypeAsync(scene, alex, "whoami");
        Assert.Equal(1, await MembershipsAsync(scene));

        alex.Guest = Guest.Several;
        await TellAsync(scene, alex);
        Assert.Equal(0, await MembershipsAsync(scene));

        (alex.Guest, alex.RealName) = (Guest.No, "Alexandra");
        await TellAsync(scene, alex);
        Assert.Equal(1, await MembershipsAsync(scene));
        Assert.Contains("Alexandra", await TypeAsync(scene, alex, "whoami"), StringComparison.Ordinal);

        // What the plan calls somebody stays, whatever they call themselves.
        var sam = scene.Slack.Workspace.User("sam");
        sam.RealName = "The Boss";
        await TellAsync(scene, sam);
        Assert.DoesNotContain("The Boss", await TypeAsync(scene, sam, "whoami"), StringComparison.Ordinal);

        alex.Deleted = true;
        await TellAsync(scene, alex);
        Assert.False(await scene.Bot.ReadAsync(db => db.Grants.AnyAsync(grant => grant.Source == GrantSource.Workspace && db.Identities.Any(one => one.PersonId == grant.PersonId && one.User == alex.Id))));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_left_while_nobody_listened_is_found_by_the_roll(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        var (alex, megan) = (scene.Slack.Workspace.User("alex"), scene.Slack.Workspace.User("megan"));
        await TypeAsync(scene, alex, "whoami");
        await TypeAsync(scene, megan, "whoami");
        Assert.Equal(2, await MembershipsAsync(scene));
        var roll = scene.Bot.Services.GetRequiredService<SlackRoll>();

        // Those of the plan are people of the provider too, and so members of its workspace.
        await roll.ReadAsync(CancellationToken.None);
        var all = await MembershipsAsync(scene);
        Assert.Equal(0, await roll.ReadAsync(CancellationToken.None));

        megan.Guest = Guest.One;
        alex.Deleted = true;
        Assert.Equal(2, await roll.ReadAsync(CancellationToken.None));
        Assert.Equal(all - 2, await MembershipsAsync(scene));
        scene.Slack.Faults.Refuse("users.list", "missing_scope");
        Assert.Equal(0, await roll.ReadAsync(CancellationToken.None));
    }

    private static Task<string> TypeAsync(SlackBot scene, SlackUser user, string text) => scene.TypeAsync(scene.Slack.As(user), user, scene.General, text);

    private static Task<int> MembershipsAsync(SlackBot scene) => scene.Bot.ReadAsync(db => db.Grants.CountAsync(grant => grant.Source == GrantSource.Workspace));

    private static async Task TellAsync(SlackBot scene, SlackUser user)
    {
        scene.Slack.TellOf(user);
        await SlackRoomTests.EventsAsync(scene);
    }
}
