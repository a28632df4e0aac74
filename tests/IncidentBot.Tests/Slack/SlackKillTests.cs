using IncidentBot.SlackFake;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Slack;

/// <summary>The real program, killed (SIGKILL) again and again right after one of its calls of Slack, while it opens a room, pins the card, lets people in and pages them. Each start goes on where the last one stopped.</summary>
public sealed class SlackKillTests
{
    private const int Kills = 8;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Killed_after_any_call_it_makes_no_second_room_card_post_or_page_and_loses_none(Database database)
    {
        string[] store = database is Database.Postgres ? ["--ConnectionStrings:IncidentBot", await Databases.PostgresAsync()] : [];
        await using var slack = await FakeSlack.StartAsync();
        await using (var program = new OwnProgram(["--Slack:BotToken", FakeSlack.BotToken, "--Slack:SigningSecret", slack.App.SigningSecret, "--Slack:ApiBaseUrl", slack.ApiBaseUrl.ToString(), "--Slack:PostPaceMilliseconds", "0", .. store]))
        {
            (slack.App.CommandsUrl, slack.App.EventsUrl, slack.App.InteractionsUrl) = (new(program.Address, "slack/commands"), new(program.Address, "slack/events"), new(program.Address, "slack/interactions"));
            await program.PlanAsync(plan => plan
                .Replace("- handle: sam", "- slack: U0001\n    handle: sam", StringComparison.Ordinal).Replace("- handle: nora", "- slack: U0002\n    handle: nora", StringComparison.Ordinal));
            var sam = slack.As("alex");
            var general = slack.Workspace.Channel("general");

            await program.StartAsync();
            await OwnProgram.UntilAsync(async () => (await sam.CommandAsync(general, "/incident", "whoami")).Body.Contains("responder", StringComparison.Ordinal), "who somebody is was not known in time", TimeSpan.FromMilliseconds(100));
            var declared = await sam.CommandAsync(general, "/incident", "declare ransom note on FS01 --client contoso-dental --severity 1");
            Assert.True(declared.Acknowledged, declared.Body);

            // On a busy machine the answer comes later, by the response URL.
            await OwnProgram.UntilAsync(() => sam.Ephemerals.Any(one => one.Shown.Contains("INC-1", StringComparison.Ordinal)), "the declaration was not answered");
            for (var kill = 0; kill < Kills; kill++)
            {
                await program.KillAfterACallAsync(() => Writes(slack), kill % 3 * 7);
                await program.StartAsync();
            }

            await OwnProgram.UntilAsync(() => Rooms(slack) is [{ Pinned.Count: > 0, Bookmarks.Count: 3 } room] && room.Members.Contains("U0001") && room.Members.Contains("U0002") && slack.As("megan").Direct is { Messages.Count: > 0 }, "it did not finish");
            var note = await sam.CommandAsync(Rooms(slack)[0], "/incident", "note all is well");
            Assert.True(note.Acknowledged, note.Body);
            await OwnProgram.UntilAsync(() => Rooms(slack)[0].Messages.Any(one => one.Shown.Contains("all is well", StringComparison.Ordinal)), "the note did not come");
        }

        var stands = Assert.Single(Rooms(slack));
        Assert.Single(stands.Pinned);
        Assert.Equal(3, stands.Bookmarks.Count);
        foreach (var channel in slack.Workspace.Channels.Where(one => one.Messages.Any(message => message.Metadata is not null)))
        {
            var keys = channel.Messages.Where(one => one.Metadata is not null).Select(one => (string)one.Metadata!["event_payload"]!["key"]!).ToList();
            Assert.Equal(keys.Distinct(), keys);
        }

        if (database is Database.Postgres)
        {
            await Databases.DropAsync(store[1]);
        }
    }

    private static List<SlackChannel> Rooms(FakeSlack slack) => [.. slack.Workspace.Channels.Where(one => one.Creator == "U0BOT" && !one.IsDirect)];

    private static int Writes(FakeSlack slack) => slack.Calls.Count(one => one.Method is not ("auth.test" or "users.info" or "conversations.list" or "conversations.history" or "bookmarks.list"));
}
