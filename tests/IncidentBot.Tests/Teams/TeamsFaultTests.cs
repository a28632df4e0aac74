using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams;

/// <summary>Teams or Graph hangs, refuses, fails in several ways at once, or somebody takes away what stands there, with the whole bot beside it.</summary>
public sealed class TeamsFaultTests
{
    private const string Repeat = "Sent once more";

    public static TheoryData<Database, string> Hung => new()
    {
        { Database.Sqlite, "POST teams/channels" }, { Database.Postgres, "POST v3/conversations" }, { Database.Sqlite, "POST v3/conversations/activities" }, { Database.Postgres, "PUT v3/conversations/activities" },
        { Database.Sqlite, "POST teams/members" }, { Database.Sqlite, "POST token" },
    };

    [Theory]
    [MemberData(nameof(Hung))]
    public async Task A_call_that_is_never_answered_is_given_up_and_made_once_more(Database database, string call)
    {
        await using var scene = await TeamsBot.StartAsync(database, settings: ["--Teams:CallTimeoutSeconds", "1"]);
        scene.Teams.Faults.Hang(call);
        await TeamsRoomTests.DeclareAsync(scene);

        // What waits for Teams keeps nobody from their page.
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
        await scene.Bot.DoAsync("sam", "note the first note", "INC-1");
        await TeamsRoomTests.PatientlyAsync(scene);
        Stands(scene);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Several_faults_at_once_make_no_second_room_and_lose_nothing(Database database)
    {
        await using var scene = await TeamsBot.StartAsync(database, settings: ["--Teams:CallTimeoutSeconds", "1"]);
        var faults = scene.Teams.Faults;
        faults.LoseAnswer("POST teams/channels");
        faults.Limit("POST teams/channels", 3);
        faults.Fail("GET teams/channels", 502);
        faults.Hang("POST v3/conversations");
        faults.Cut("POST v3/conversations/activities");
        faults.Garble("POST v3/conversations/activities", "<html>Bad gateway</html>");
        faults.Refuse("POST teams/members", 500, "InternalServerError");
        faults.Fail("PUT v3/conversations/activities", 503);
        await TeamsRoomTests.DeclareAsync(scene);
        await scene.Bot.DoAsync("sam", "note the first note", "INC-1");
        await TeamsRoomTests.PatientlyAsync(scene);
        Stands(scene);
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
        Assert.NotEmpty((await scene.KnowAsync("nora")).Chat!.Posts);
    }

    [Fact]
    public async Task A_page_is_in_the_inbox_and_the_personal_chat_although_no_room_can_be_made_and_retry_makes_it()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        scene.Teams.Faults.Refuse("POST teams/channels", 403, "Forbidden", "Missing role permissions on the request.", times: int.MaxValue);
        await TeamsRoomTests.DeclareAsync(scene);
        Assert.Empty(scene.Rooms);
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
        Assert.Equal(["Acknowledge", "Decline", "Escalate now"], Assert.Single((await scene.KnowAsync("nora")).Chat!.Posts).Buttons);
        Assert.Contains("Forbidden", (await scene.Bot.DoAsync("sam", "status", "INC-1")).Card!.Sections[^1].Lines[^1].Text, StringComparison.Ordinal);

        scene.Teams.Faults.Clear();
        await scene.Bot.DoAsync("sam", "retry", "INC-1");
        await TeamsRoomTests.PatientlyAsync(scene);
        Assert.Single(scene.Rooms);
        Assert.DoesNotContain((await scene.Bot.DoAsync("sam", "status", "INC-1")).Card!.Sections.SelectMany(one => one.Lines), line => line.Text.Contains("Forbidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_cannot_be_let_in_stands_on_the_card_until_retry_lets_them_in()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        var lena = (await scene.KnowAsync("lena")).User;
        var member = scene.Teams.Team.Members.Find(one => one.User == lena)!;
        scene.Teams.Team.Members.Remove(member);
        scene.Teams.Faults.Refuse("POST teams/members", 403, "Forbidden", times: int.MaxValue);
        await TeamsRoomTests.DeclareAsync(scene);
        Assert.Contains((await scene.Bot.DoAsync("sam", "status", "INC-1")).Card!.Sections[^1].Lines, line => line.Text.Contains("could not let in", StringComparison.Ordinal) && line.Text.Contains("Lena Park (Forbidden)", StringComparison.Ordinal));
        Assert.Contains("Lena Park (Forbidden)", scene.Card.Shown, StringComparison.Ordinal);

        scene.Teams.Faults.Clear();
        await scene.Bot.DoAsync("sam", "retry", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.True(scene.Teams.Team.Members.Exists(one => one.User == lena));
        Assert.DoesNotContain("could not let in", scene.Card.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("archived")]
    public async Task A_channel_that_is_gone_without_a_word_is_found_gone_and_carried_on(string how)
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        await TeamsRoomTests.DeclareAsync(scene);
        (scene.Room.DeletedAt, scene.Room.Archived) = (how == "deleted" ? scene.Bot.Time.GetUtcNow() : null, how == "archived");
        await scene.Bot.DoAsync("sam", "note said into a channel that is gone", "INC-1");
        await TeamsRoomTests.PatientlyAsync(scene);
        Assert.Equal(2, scene.Rooms.Count);
        Assert.NotNull(scene.Card);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains($"was {how} by somebody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_is_refused_loses_nothing_and_is_said_until_it_is_right()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        scene.Teams.Faults.Refuse("POST token", 401, "invalid_client", "AADSTS7000215: Invalid client secret provided.", times: int.MaxValue);
        scene.Bot.Time.Advance(TimeSpan.FromHours(2));
        await TeamsRoomTests.DeclareAsync(scene);
        Assert.Empty(scene.Rooms);
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
        Assert.Contains("invalid_client", (await scene.Bot.DoAsync("sam", "status", "INC-1")).Card!.Sections[^1].Lines[^1].Text, StringComparison.Ordinal);

        scene.Teams.Faults.Clear();
        await TeamsRoomTests.PatientlyAsync(scene);
        Assert.Single(scene.Rooms);
        Assert.Single((await scene.KnowAsync("nora")).Chat!.Posts);
    }

    /// <summary>One room with one card, and every post once but for what says that it is a repeat.</summary>
    private static void Stands(TeamsBot scene)
    {
        var room = Assert.Single(scene.Rooms);
        Assert.Single(room.Posts, one => !one.IsReply && !one.Shown.Contains(Repeat, StringComparison.Ordinal));
        Assert.Contains(room.Posts, one => one.IsReply && one.Shown.Contains("the first note", StringComparison.Ordinal));
        foreach (var posts in scene.Teams.World.Chats.Select(chat => chat.Posts).Append(room.Posts))
        {
            var unmarked = posts.Select(one => one.Shown).Where(one => !one.Contains(Repeat, StringComparison.Ordinal)).ToList();
            Assert.Equal(unmarked.Distinct(), unmarked);
        }
    }
}
