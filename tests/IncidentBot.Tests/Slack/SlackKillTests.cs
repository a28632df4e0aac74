using IncidentBot.SlackFake;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Slack;

/// <summary>The real program, killed (SIGKILL) again and again right after one of its calls of Slack, while it opens a room, pins the card, lets people in and pages them. Each start goes on where the last one stopped.</summary>
public sealed class SlackKillTests(ITestOutputHelper output)
{
    private const int KillsAnIncident = 4;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Killed_after_any_call_it_makes_no_second_room_card_post_or_page_and_loses_none(Database database)
    {
        string[] store = database is Database.Postgres ? ["--ConnectionStrings:IncidentBot", await Databases.PostgresAsync()] : [];
        await using var slack = await FakeSlack.StartAsync();
        using (var program = new OwnProgram(["--Slack:BotToken", FakeSlack.BotToken, "--Slack:SigningSecret", slack.App.SigningSecret, "--Slack:ApiBaseUrl", slack.ApiBaseUrl.ToString(), "--Slack:PostPaceMilliseconds", "0", .. store]))
        {
            (slack.App.CommandsUrl, slack.App.EventsUrl, slack.App.InteractionsUrl) = (new(program.Address, "slack/commands"), new(program.Address, "slack/events"), new(program.Address, "slack/interactions"));
            await program.PlanAsync(plan => plan
                .Replace("- handle: sam", "- slack: U0001\n    handle: sam", StringComparison.Ordinal).Replace("- handle: nora", "- slack: U0002\n    handle: nora", StringComparison.Ordinal));
            var sam = slack.As("alex");
            var general = slack.Workspace.Channel("general");

            await program.StartAsync();
            var incidents = 0;
            for (var kill = 0; kill < OwnProgram.Kills; kill++)
            {
                if (kill % KillsAnIncident == 0)
                {
                    // A process that has just started answers its first command late.
                    await OwnProgram.UntilAsync(async () => (await sam.CommandAsync(general, "/incident", "whoami")).Body.Contains("responder", StringComparison.Ordinal), "who somebody is was not known in time", TimeSpan.FromMilliseconds(100));
                    var declared = await sam.CommandAsync(general, "/incident", $"declare ransom note on FS{++incidents:00} --client contoso-dental --severity 1");
                    Assert.True(declared.Acknowledged, declared.Body);

                    // On a busy machine the answer comes later, by the response URL.
                    await OwnProgram.UntilAsync(() => sam.Ephemerals.Any(one => one.Shown.Contains($"INC-{incidents}", StringComparison.Ordinal)), "the declaration was not answered");
                }

                await program.KillAfterACallAsync(() => Writes(slack), kill % 3 * 7);
                await program.StartAsync();
            }

            await OwnProgram.UntilAsync(() => Rooms(slack) is { } rooms && rooms.Count == incidents && rooms.All(IsFurnished) && slack.As("megan").Direct?.Messages.Count >= incidents, "it did not finish");
            foreach (var room in Rooms(slack))
            {
                var note = await sam.CommandAsync(room, "/incident", "note all is well");
                Assert.True(note.Acknowledged, note.Body);
                await OwnProgram.UntilAsync(() => room.Messages.Any(one => one.Shown.Contains("all is well", StringComparison.Ordinal)), "the note did not come");
                Assert.Single(room.Pinned);
                Assert.Equal(3, room.Bookmarks.Count);
            }
        }

        var told = slack.Workspace.Channels.Select(channel => channel.Messages.Where(one => one.Metadata is not null).Select(one => (string)one.Metadata!["event_payload"]!["key"]!).ToList()).ToList();
        Assert.All(told, keys => Assert.Equal(keys.Distinct(), keys));
        output.WriteLine($"Slack, {database}: {OwnProgram.Kills} kills, {Writes(slack)} calls, {Rooms(slack).Count} rooms, {told.Sum(one => one.Count)} posts, none of them twice");
        if (database is Database.Postgres)
        {
            await Databases.DropAsync(store[1]);
        }
    }

    private static bool IsFurnished(SlackChannel room) => room is { Pinned.Count: > 0, Bookmarks.Count: 3 } && room.Members.Contains("U0001") && room.Members.Contains("U0002");

    private static List<SlackChannel> Rooms(FakeSlack slack) => [.. slack.Workspace.Channels.Where(one => one.Creator == "U0BOT" && !one.IsDirect)];

    private static int Writes(FakeSlack slack) => slack.Calls.Count(one => one.Method is not ("auth.test" or "users.info" or "conversations.list" or "conversations.history" or "bookmarks.list"));
}
