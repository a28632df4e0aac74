using IncidentBot.SlackFake;
using IncidentBot.Tests.Operations;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Slack;

/// <summary>What the doctor finds out about Slack, and that it leaves nothing behind.</summary>
public sealed class SlackDoctorTests
{
    private const string Posted = "✓ A message was posted, read back and deleted.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_is_well_and_nothing_is_left_behind(bool overSockets)
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, overSockets);
        await DeclareAsync(scene);
        var (messages, entries) = (scene.Room.Messages.Count, await LinesAsync(scene));
        var found = await DoctorLines.AskAsync(scene.Bot);
        Assert.All(found, line => Assert.StartsWith("✓", line, StringComparison.Ordinal));
        Assert.Contains("✓ The token works.", found);
        Assert.Contains($"✓ It has all {IncidentBot.Slack.SlackScopes.Bot.Count} scopes.", found);
        Assert.Contains(found, line => line.StartsWith(overSockets ? "✓ 1 socket is open; Slack last greeted one 0 seconds ago" : "✓ Slack last sent a signed request to this process 0 seconds ago", StringComparison.Ordinal));
        Assert.Contains(Posted, found);
        await SlackRoomTests.EventsAsync(scene);
        Assert.Equal((messages, entries), (scene.Room.Messages.Count, await LinesAsync(scene)));
    }

    [Fact]
    public async Task It_tries_the_digest_rather_than_a_room()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, before: slack => slack.Workspace.AddChannel("incidents-digest", false, slack.Workspace.User("alex")));
        await DeclareAsync(scene);
        var before = scene.Slack.Calls.Count;
        Assert.Contains(Posted, await DoctorLines.AskAsync(scene.Bot));
        var digest = scene.Slack.Workspace.Channel("incidents-digest");
        Assert.All(scene.Slack.Calls.Skip(before).Where(call => call.Method.StartsWith("chat.", StringComparison.Ordinal)), call => Assert.Equal(digest.Id, call.Args["channel"]));
    }

    [Fact]
    public async Task Where_nothing_has_come_in_yet_it_names_the_addresses()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        var found = await DoctorLines.AskAsync(scene.Bot);
        Assert.Contains(found, line => line.StartsWith("? Nothing signed by Slack has reached this process since it started. The app's addresses must be https://incidents.example.com/slack/commands", StringComparison.Ordinal));
        Assert.Contains(found, line => line.StartsWith("? There is no room and no digest channel yet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_the_way_out()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await DeclareAsync(scene);
        scene.Slack.TokenOf(FakeSlack.BotToken)!.Scopes.ExceptWith(["pins:write", "usergroups:read"]);
        Assert.Contains("✗ Scopes are missing: `pins:write`, `usergroups:read`. Add them under OAuth & Permissions of the app, and install it again.", await DoctorLines.AskAsync(scene.Bot));

        scene.Slack.TokenOf(FakeSlack.BotToken)!.Scopes.Remove("chat:write");
        Assert.Contains(await DoctorLines.AskAsync(scene.Bot), line => line.StartsWith("✗ Slack chat.postMessage: missing_scope (needs chat:write). Add the scope", StringComparison.Ordinal));
        scene.Slack.TokenOf(FakeSlack.BotToken)!.Scopes.Add("chat:write");

        scene.Slack.Faults.Fail("auth.test", 503);
        Assert.Contains("✗ Slack auth.test: http_503. Slack is slow or limits us: ask again in a minute.", await DoctorLines.AskAsync(scene.Bot));

        // What was posted though no answer came cannot be deleted: somebody has to know.
        scene.Slack.Faults.LoseAnswer("chat.postMessage");
        Assert.Contains(await DoctorLines.AskAsync(scene.Bot), line => line.EndsWith("The trial message may stand in the channel: delete it by hand.", StringComparison.Ordinal));

        var left = scene.Room.Messages.Count;
        scene.Slack.Faults.Fail("conversations.history", 503);
        Assert.Contains(await DoctorLines.AskAsync(scene.Bot), line => line.StartsWith("✗ Slack conversations.history: http_503", StringComparison.Ordinal));
        Assert.Equal(left, scene.Room.Messages.Count);

        scene.Slack.Uninstall(scene.Slack.Workspace);
        await SlackRoomTests.EventsAsync(scene);
        Assert.Contains(await DoctorLines.AskAsync(scene.Bot), line => line.StartsWith("✗ The app does not work there: ", StringComparison.Ordinal));
    }

    private static async Task DeclareAsync(SlackBot scene)
    {
        await scene.TypeAsync(await scene.KnowAsync("sam"), scene.Slack.Workspace.User("sam"), scene.General, "declare ransom note on FS01 --client contoso-dental");
        await scene.Bot.SettleAsync();
    }

    private static async Task<int> LinesAsync(SlackBot scene)
    {
        await scene.Bot.SettleAsync();
        return await scene.Bot.ReadAsync(db => Task.FromResult(db.TimelineEntries.Count()));
    }
}
