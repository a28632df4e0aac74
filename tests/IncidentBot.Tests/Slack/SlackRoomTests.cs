using IncidentBot.Core.Organisations;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Slack;

/// <summary>War rooms in Slack when Slack does not do what is asked, or somebody does something behind our back: nothing is lost, and there is never a second room or card.</summary>
public sealed class SlackRoomTests
{
    public static TheoryData<string> Lost => ["conversations.create", "chat.postMessage", "pins.add", "conversations.invite", "bookmarks.add", "conversations.setTopic", "chat.update"];

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task An_answer_that_is_lost_after_success_makes_nothing_twice(string method)
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        scene.Slack.Faults.LoseAnswer(method);
        await DeclareAsync(scene);
        await scene.Bot.DoAsync("sam", "note the first note", "INC-1");
        await PatientlyAsync(scene);

        var room = Assert.Single(scene.Rooms);
        Assert.Single(room.Pinned);
        Assert.Single(room.Messages, one => one.Shown.Contains("the first note", StringComparison.Ordinal) && !one.Pinned);
        Assert.Equal(room.Messages.Count(one => one.Metadata is not null), room.Messages.Where(one => one.Metadata is not null).Select(one => (string)one.Metadata!["event_payload"]!["key"]!).Distinct().Count());
        Assert.Contains(scene.Slack.Workspace.User("sam").Id, room.Members);
        Assert.Equal(3, room.Bookmarks.Count);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task A_call_that_is_limited_or_fails_is_made_later(string method)
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        scene.Slack.Faults.Limit(method, 7);
        scene.Slack.Faults.Fail(method, 503);
        await DeclareAsync(scene);
        await scene.Bot.DoAsync("sam", "note the first note", "INC-1");
        await PatientlyAsync(scene);

        var room = Assert.Single(scene.Rooms);
        Assert.Single(room.Pinned);
        Assert.Single(room.Messages, one => one.Shown.Contains("the first note", StringComparison.Ordinal) && !one.Pinned);
        Assert.Contains(scene.Slack.Workspace.User("nora").Id, room.Members);
    }

    [Fact]
    public async Task A_page_is_in_the_inbox_and_a_direct_message_although_no_room_can_be_made()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        for (var time = 0; time < 50; time++)
        {
            scene.Slack.Faults.Refuse("conversations.create", "restricted_action");
        }

        await DeclareAsync(scene);
        Assert.Empty(scene.Rooms);
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
        var nora = scene.Slack.As("nora");
        var page = Assert.Single(nora.Direct!.Messages);
        Assert.Equal(["Acknowledge", "Decline", "Escalate now"], page.Buttons);
        Assert.DoesNotContain("FS01", page.Text, StringComparison.Ordinal);
        var status = await scene.Bot.DoAsync("sam", "status", "INC-1");
        Assert.Contains("restricted_action", status.Card!.Sections[^1].Lines[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number_and_nobody_elses_channel_is_taken_over()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, before: slack => slack.Workspace.AddChannel("inc-1-contoso-dental", false, slack.Workspace.User("alex")));
        await DeclareAsync(scene);
        Assert.Equal("inc-1-contoso-dental-2", Assert.Single(scene.Rooms).Name);
    }

    [Fact]
    public async Task Who_cannot_be_let_in_stands_on_the_card_until_retry_lets_them_in()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        scene.Slack.Workspace.User("lena").Deleted = true;
        await DeclareAsync(scene);
        Assert.Contains((await scene.Bot.DoAsync("sam", "status", "INC-1")).Card!.Sections[^1].Lines, line => line.Text.Contains("could not let in Lena", StringComparison.Ordinal));
        Assert.Contains("could not let in Lena", Assert.Single(scene.Room.Pinned).Shown, StringComparison.Ordinal);

        scene.Slack.Workspace.User("lena").Deleted = false;
        await scene.Bot.DoAsync("sam", "retry", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Contains(scene.Slack.Workspace.User("lena").Id, scene.Room.Members);
        Assert.DoesNotContain("could not let in", Assert.Single(scene.Room.Pinned).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_that_somebody_archives_is_carried_on_by_another()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await DeclareAsync(scene);
        scene.Slack.As("sam").Archive(scene.Room);
        await EventsAsync(scene);
        await PatientlyAsync(scene);
        Assert.Equal(["inc-1-contoso-dental", "inc-1-contoso-dental-2"], scene.Rooms.Select(one => one.Name));
        Assert.Single(scene.Room.Pinned);
        Assert.Contains("inc-1-contoso-dental", scene.Room.Topic, StringComparison.Ordinal);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("was archived by somebody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_room_that_is_gone_without_a_word_is_found_gone_and_carried_on()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await DeclareAsync(scene);
        scene.Room.Archived = true;
        await scene.Bot.DoAsync("sam", "note said into an archived room", "INC-1");
        await PatientlyAsync(scene);
        Assert.Equal(2, scene.Rooms.Count);
        Assert.Single(scene.Room.Pinned);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("was archived by somebody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reopening_makes_another_room_that_is_linked()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await DeclareAsync(scene);
        await scene.Bot.DoAsync("nora", "dismiss false-positive a test alarm", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.True(Assert.Single(scene.Rooms).Archived);
        await scene.Bot.DoAsync("nora", "reopen it was none", "INC-1");
        await PatientlyAsync(scene);
        Assert.Equal("inc-1-contoso-dental-2", scene.Rooms[^1].Name);
        Assert.False(scene.Rooms[^1].Archived);
        Assert.Contains("carries on inc-1-contoso-dental", scene.Rooms[^1].Topic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confidential_incident_names_neither_client_nor_title_and_is_in_no_digest()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, before: slack => slack.Workspace.AddChannel("incidents-digest", false, slack.Workspace.User("alex")));
        await scene.Bot.DoAsync("nora", "declare the managing director is blackmailed --client contoso-dental --confidential");
        await scene.Bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await scene.Bot.SettleAsync();
        var code = (await scene.Bot.IncidentAsync("INC-1")).CodeName;
        var room = Assert.Single(scene.Rooms, one => one.Name == code);
        Assert.True(room.IsPrivate);
        Assert.DoesNotContain("contoso", $"{room.Topic} {room.Purpose}", StringComparison.OrdinalIgnoreCase);
        Assert.All(room.Messages, one => Assert.DoesNotContain("blackmailed", one.Text, StringComparison.OrdinalIgnoreCase));
        var digest = scene.Slack.Workspace.Channel("incidents-digest");
        Assert.Contains("INC-2", Assert.Single(digest.Messages, one => one.Metadata is not null).Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("FS01", digest.Messages[^1].Shown, StringComparison.Ordinal);

        await scene.Bot.DoAsync("sam", "severity 1", "INC-2");
        await scene.Bot.SettleAsync();
        Assert.Contains("critical", Assert.Single(digest.Messages, one => one.Metadata is not null).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_workspace_works_for_several_clients_rooms_bear_code_names()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, sampleOnly: false);
        await using (var scope = scene.Bot.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Core.Data.IncidentDb>();
            db.Add(new Grant((await scene.Bot.PersonAsync("sam")).Id, await db.Organisations.Where(one => one.Slug == "fabrikam").Select(one => one.Id).SingleAsync(), GrantRole.Responder, GrantSource.Plan));
            await db.SaveChangesAsync();
        }

        await DeclareAsync(scene);
        Assert.Equal((await scene.Bot.IncidentAsync("INC-1")).CodeName, Assert.Single(scene.Rooms).Name);
        Assert.True(scene.Room.IsPrivate);
    }

    [Fact]
    public async Task Status_says_everything_once_and_what_changed_with_the_next_look()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite);
        await DeclareAsync(scene);
        var (sam, user) = (scene.Slack.As("sam"), scene.Slack.Workspace.User("sam"));
        var first = await scene.TypeAsync(sam, user, scene.Room, "status");
        Assert.Equal(2, first.Split("Severity").Length);
        Assert.Contains("P1 critical", first, StringComparison.Ordinal);
        await scene.TypeAsync(sam, user, scene.Room, "severity 3");
        Assert.Contains("P3", await scene.TypeAsync(sam, user, scene.Room, "status"), StringComparison.Ordinal);
        await scene.TypeAsync(sam, user, scene.Room, $"ic <@{user.Id}>");
        Assert.Matches("Commander: \\s*Sam Okafor", await scene.TypeAsync(sam, user, scene.Room, "status"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_settled_page_loses_its_buttons_in_the_direct_message(Database database)
    {
        await using var scene = await SlackBot.StartAsync(database);
        await DeclareAsync(scene);
        var nora = scene.Slack.As("nora");
        var page = Assert.Single(nora.Direct!.Messages);
        Assert.True((await nora.PressAsync(nora.Direct!, page, "Acknowledge")).Acknowledged);
        await scene.Bot.SettleAsync();
        Assert.Single(nora.Direct!.Messages);
        Assert.Empty(page.Buttons);
        Assert.Contains("has it", page.Shown, StringComparison.Ordinal);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("acknowledged page 1", StringComparison.Ordinal));
    }

    internal static async Task DeclareAsync(SlackBot scene)
    {
        await scene.Bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await scene.Bot.SettleAsync();
    }

    /// <summary>Until nothing waits any more, however often Slack fails.</summary>
    internal static async Task PatientlyAsync(SlackBot scene)
    {
        for (var round = 0; round < 12; round++)
        {
            await scene.Bot.PassAsync(TimeSpan.FromSeconds(20));
            if (!await scene.Bot.ReadAsync(db => db.Effects.AnyAsync(one => one.State == Core.Effects.EffectState.Pending)))
            {
                return;
            }
        }

        Assert.Fail(string.Join("; ", await scene.Bot.ReadAsync(db => db.Effects.Where(one => one.State == Core.Effects.EffectState.Pending).Select(one => $"{one.Kind}: {one.Error}").ToListAsync())));
    }

    /// <summary>Until everything that Slack told has been taken.</summary>
    internal static async Task EventsAsync(SlackBot scene)
    {
        foreach (var told in scene.Slack.Deliveries.Events)
        {
            Assert.True((await told.EndAsync()).Acknowledged, string.Join("; ", told.Tries.Select(one => $"{one.Status} {one.Failure}")));
        }
    }
}
