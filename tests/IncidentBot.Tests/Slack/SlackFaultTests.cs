using System.Text;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Slack;

/// <summary>Slack hangs, fails in several ways at once, or cuts a socket in the middle of a message, with the whole bot beside it.</summary>
public sealed class SlackFaultTests
{
    public static TheoryData<Database, string> Hung => new()
    {
        { Database.Sqlite, "conversations.create" }, { Database.Postgres, "conversations.create" }, { Database.Sqlite, "chat.postMessage" }, { Database.Sqlite, "pins.add" },
        { Database.Postgres, "conversations.invite" }, { Database.Sqlite, "bookmarks.add" }, { Database.Sqlite, "conversations.setTopic" }, { Database.Postgres, "chat.update" },
    };

    [Theory]
    [MemberData(nameof(Hung))]
    public async Task A_call_that_is_never_answered_is_given_up_and_made_once_more(Database database, string method)
    {
        await using var scene = await SlackBot.StartAsync(database, settings: ["--Slack:CallTimeoutSeconds", "1"]);
        scene.Slack.Faults.Hang(method);
        await SlackRoomTests.DeclareAsync(scene);

        // What waits for Slack keeps nobody from their page.
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
        await scene.Bot.DoAsync("sam", "note the first note", "INC-1");
        await SlackRoomTests.PatientlyAsync(scene);
        Stands(scene);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Several_faults_at_once_make_nothing_twice_and_lose_nothing(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database, settings: ["--Slack:CallTimeoutSeconds", "1"]);
        var faults = scene.Slack.Faults;
        faults.LoseAnswer("conversations.create");
        faults.Limit("conversations.create", 3);
        faults.Hang("chat.postMessage");
        faults.LoseAnswer("chat.postMessage");
        faults.Fail("pins.add", 502);
        faults.Garble("conversations.invite", "<html>Bad gateway</html>");
        faults.Cut("bookmarks.add");
        faults.Refuse("conversations.setTopic", "internal_error");
        faults.Fail("chat.update", 500);
        await SlackRoomTests.DeclareAsync(scene);
        await scene.Bot.DoAsync("sam", "note the first note", "INC-1");
        await SlackRoomTests.PatientlyAsync(scene);
        Stands(scene);
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
        Assert.Single(scene.Slack.As("nora").Direct!.Messages);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_a_socket_that_is_cut_had_told_is_recorded_once(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database, overSockets: true);
        await SlackRoomTests.DeclareAsync(scene);
        var sam = scene.Slack.As("sam");

        // Cut in the middle of a frame, and cut again with what was said just before: which of the two ends first does not matter.
        var half = Encoding.UTF8.GetBytes("""{"envelope_id":"half","type":"events_api","payload":{"type":"event_ca""");
        await scene.Slack.Sockets.PushAsync(half, pieces: 2);
        scene.Slack.Sockets.Drop();
        await OpenedAsync(scene, 2);
        sam.Say(scene.Room, "<@U0BOT> note seen just before the socket was cut");
        scene.Slack.Sockets.Drop();
        await OpenedAsync(scene, 3);
        await RedeliveredAsync(scene);
        await SlackRoomTests.PatientlyAsync(scene);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("seen just before the socket was cut", StringComparison.Ordinal));
        Assert.True((await sam.CommandAsync(scene.Room, "/incident", "note the first note")).Acknowledged);
        await SlackRoomTests.PatientlyAsync(scene);
        Stands(scene);
    }

    /// <summary>One room with one card, every post once, links and people in place.</summary>
    private static void Stands(SlackBot scene)
    {
        var room = Assert.Single(scene.Rooms);
        Assert.Single(room.Pinned);
        Assert.Single(room.Messages, one => one.Shown.Contains("the first note", StringComparison.Ordinal) && !one.Pinned);
        var keys = room.Messages.Where(one => one.Metadata is not null).Select(one => (string)one.Metadata!["event_payload"]!["key"]!).ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.Equal(3, room.Bookmarks.Count);
        Assert.NotEmpty(room.Topic);
        Assert.All(new[] { "sam", "nora" }, handle => Assert.Contains(scene.Slack.Workspace.User(handle).Id, room.Members));
    }

    /// <summary>Slack sends again after a while what was not acknowledged, the last time after six minutes of the clock; on a busy machine it goes forward slowly.</summary>
    private static async Task RedeliveredAsync(SlackBot scene)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!scene.Slack.Deliveries.Events.All(told => told.Ended))
        {
            Assert.False(limit.IsCancellationRequested, string.Join("; ", scene.Slack.Deliveries.Events.Where(told => !told.Ended).Select(told => $"{told.Payload["event"]?["type"]}: {string.Join(", ", told.Tries.Select(one => $"{one.Failure ?? "ok"} {one.At:HH:mm:ss}"))} now {scene.Bot.Time.GetUtcNow():HH:mm:ss}, {scene.Slack.Sockets.Count} sockets")));
            scene.Bot.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20);
        }

        await SlackRoomTests.EventsAsync(scene);
    }

    private static async Task OpenedAsync(SlackBot scene, int sockets)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (scene.Slack.Sockets.Opened < sockets || scene.Slack.Sockets.Count == 0)
        {
            scene.Bot.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(20, limit.Token);
        }
    }
}
