using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Teams;

/// <summary>Rooms of incidents in Teams: channels, chats, cards, people and what goes wrong.</summary>
public sealed class TeamsRoomTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_incident_has_a_channel_with_one_card_that_is_changed_in_place_and_a_thread_below_it(Database database)
    {
        await using var scene = await TeamsBot.StartAsync(database);
        await DeclareAsync(scene);
        await scene.Bot.DoAsync("sam", "note the beacon is on FS03", "INC-1");
        await scene.Bot.SettleAsync();
        var room = Assert.Single(scene.Rooms);
        Assert.Equal("inc-1-contoso-dental", room.Name);
        var card = Assert.Single(room.Posts, one => one.From is not null && !one.IsReply);
        Assert.Contains("P1 critical", card.Shown, StringComparison.Ordinal);
        Assert.Contains(room.Posts, one => one.IsReply && one.Shown.Contains("the beacon is on FS03", StringComparison.Ordinal));

        await scene.Bot.DoAsync("sam", "severity 3", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Contains("P3", Assert.Single(room.Posts, one => one.From is not null && !one.IsReply).Shown, StringComparison.Ordinal);
        Assert.True(card.Edited);
        Assert.Empty(await scene.Bot.ReadAsync(db => db.Effects.AsNoTracking().Where(one => one.State == Core.Effects.EffectState.Pending).Select(one => $"{one.Kind}: {one.Error}").ToListAsync()));
    }

    [Fact]
    public async Task A_page_comes_as_a_card_in_the_personal_chat_and_says_nothing_of_the_incident_on_a_lock_screen()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        await DeclareAsync(scene);
        var page = Assert.Single((await scene.KnowAsync("nora")).Chat!.Posts);
        Assert.Equal(["Acknowledge", "Decline", "Escalate now"], page.Buttons);
        Assert.DoesNotContain("FS01", (string?)page.Activity["summary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confidential_incident_has_a_chat_of_those_who_may_know_and_no_channel()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        await scene.Bot.DoAsync("nora", "declare the managing director is blackmailed --client contoso-dental --confidential");
        await scene.Bot.SettleAsync();
        Assert.NotNull(Assert.Single(scene.Rooms).DeletedAt);
        Assert.Empty(await scene.Bot.ReadAsync(db => db.Effects.AsNoTracking().Where(one => one.State == Core.Effects.EffectState.Pending).Select(one => $"{one.Kind}: {one.Error}").ToListAsync()));
        var chat = Assert.Single(scene.Teams.World.Chats, one => one.Bot is null);
        var code = (await scene.Bot.IncidentAsync("INC-1")).CodeName;
        Assert.Equal($"INC-1 {code}", chat.Topic);
        Assert.Contains(chat.People, one => one.User.Name == "Nora Whitfield");
        Assert.DoesNotContain(chat.People, one => one.User.Name.StartsWith("Ravi", StringComparison.Ordinal));
        Assert.Contains(chat.Posts, one => one.Shown.Contains("blackmailed", StringComparison.Ordinal));
        Assert.All(chat.Posts, one => Assert.DoesNotContain("blackmailed", (string?)one.Activity["summary"] ?? "", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Where_a_tenant_lets_bots_in_a_confidential_incident_has_a_private_channel()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite, before: teams => teams.Limits.LetsAppsIntoPrivateChannels = true);
        await scene.Bot.DoAsync("nora", "declare the managing director is blackmailed --client contoso-dental --confidential");
        await scene.Bot.SettleAsync();
        Assert.Empty(await scene.Bot.ReadAsync(db => db.Effects.AsNoTracking().Where(one => one.State == Core.Effects.EffectState.Pending).Select(one => $"{one.Kind}: {one.Error}").ToListAsync()));
        var room = Assert.Single(scene.Rooms);
        Assert.Equal((IncidentBot.TeamsFake.World.ChannelKind.Private, (await scene.Bot.IncidentAsync("INC-1")).CodeName), (room.Kind, room.Name));
        Assert.True(room.Has((await scene.KnowAsync("nora")).User));
        Assert.False(room.Has((await scene.KnowAsync("ravi")).User));
        Assert.Contains("blackmailed", scene.Card.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Teams.World.Chats, one => one.Bot is null);

        // Who is called in gets into the channel and not into the team; who comes into the team is not in the channel.
        await scene.Bot.DoAsync("nora", "invite @ravi", "INC-1");
        await PatientlyAsync(scene);
        Assert.True(room.Has((await scene.KnowAsync("ravi")).User));
        Assert.DoesNotContain(scene.Teams.Calls, one => one.Name == "POST teams/members");
        await scene.Bot.DoAsync("nora", "dismiss false-positive it was none", "INC-1");
        await PatientlyAsync(scene);
        Assert.True(room.Archived);
    }

    [Fact]
    public async Task Whether_bots_are_let_into_private_channels_is_found_out_once_and_again_after_a_day()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        await ConfidentialAsync("the first");
        await ConfidentialAsync("the second");
        Assert.Single(scene.Rooms);
        Assert.Equal(2, scene.Teams.World.Chats.Count(one => one.Bot is null));

        scene.Teams.Limits.LetsAppsIntoPrivateChannels = true;
        await ConfidentialAsync("the third");
        Assert.Single(scene.Rooms);
        scene.Bot.Time.Advance(TimeSpan.FromDays(1));
        await ConfidentialAsync("the fourth");
        Assert.Null(scene.Rooms[^1].DeletedAt);

        // Somebody who is not in the team would have to be let into all of it.
        scene.Teams.Team.Members.Remove(scene.Teams.Team.Members.Find(one => one.User.Name == "Nora Whitfield")!);
        await ConfidentialAsync("the fifth");
        Assert.Equal(2, scene.Rooms.Count);
        Assert.Equal(4, scene.Teams.World.Chats.Count(one => one.Bot is null));

        async Task ConfidentialAsync(string title)
        {
            await scene.Bot.DoAsync("nora", $"declare {title} --client contoso-dental --confidential");
            await PatientlyAsync(scene);
        }
    }

    [Theory]
    [InlineData("POST teams/channels", false)]
    [InlineData("POST teams/channels/enabledApps/$ref", false)]
    [InlineData("POST teams/channels/enabledApps/$ref", true)]
    public async Task A_private_channel_whose_answer_was_lost_is_the_room_even_when_somebody_has_left_the_team_since(string call, bool left)
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite, before: teams => teams.Limits.LetsAppsIntoPrivateChannels = true);
        scene.Teams.Faults.LoseAnswer(call);
        await scene.Bot.DoAsync("nora", "declare the managing director is blackmailed --client contoso-dental --confidential");
        await scene.Bot.SettleAsync();
        if (left)
        {
            await scene.Bot.DoAsync("nora", "invite @ravi", "INC-1");
            scene.Teams.Team.Members.Remove(scene.Teams.Team.Members.Find(one => one.User.Name.StartsWith("Ravi", StringComparison.Ordinal))!);
        }

        await PatientlyAsync(scene);
        Assert.Null(Assert.Single(scene.Rooms).DeletedAt);
        Assert.DoesNotContain(scene.Teams.World.Chats, one => one.Bot is null);
        Assert.Contains("blackmailed", scene.Card.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_channel_that_the_bot_may_not_enter_is_gone_though_the_answer_was_lost()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        scene.Teams.Faults.LoseAnswer("DELETE teams/channels");
        await scene.Bot.DoAsync("nora", "declare the managing director is blackmailed --client contoso-dental --confidential");
        await PatientlyAsync(scene);
        Assert.All(scene.Rooms, one => Assert.NotNull(one.DeletedAt));
        Assert.Single(scene.Teams.World.Chats, one => one.Bot is null);
    }

    [Fact]
    public async Task The_digest_has_a_line_for_each_incident_that_is_kept_up_to_date()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite, before: teams => teams.AddChannel(teams.Team, "incidents-digest"));
        await DeclareAsync(scene);
        var digest = scene.Teams.Team.Channel("incidents-digest");
        Assert.Contains("INC-1", Assert.Single(digest.Posts).Shown, StringComparison.Ordinal);
        await scene.Bot.DoAsync("sam", "severity 3", "INC-1");
        await scene.Bot.SettleAsync();
        Assert.Contains("P3", Assert.Single(digest.Posts).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite, before: teams => teams.AddChannel(teams.Team, "inc-1-contoso-dental"));
        await DeclareAsync(scene);
        Assert.Equal("inc-1-contoso-dental-2", Assert.Single(scene.Rooms).Name);
    }

    [Theory]
    [InlineData("POST teams/channels")]
    [InlineData("PUT v3/conversations/activities")]
    public async Task An_answer_that_is_lost_after_success_makes_no_second_room(string call)
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        scene.Teams.Faults.LoseAnswer(call);
        await DeclareAsync(scene);
        await scene.Bot.DoAsync("sam", "note the first note", "INC-1");
        await PatientlyAsync(scene);
        var room = Assert.Single(scene.Rooms);
        Assert.Single(room.Posts, one => one.From is not null && !one.IsReply);
        Assert.Single(room.Posts, one => one.Shown.Contains("the first note", StringComparison.Ordinal) && one.IsReply);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_page_of_which_nobody_knows_whether_it_arrived_is_sent_once_more_and_says_so(Database database)
    {
        await using var scene = await TeamsBot.StartAsync(database);
        scene.Teams.Faults.Limit("POST v3/conversations/activities", 3);
        scene.Teams.Faults.LoseAnswer("POST v3/conversations/activities");
        await DeclareAsync(scene);
        await PatientlyAsync(scene);
        var repeats = scene.Teams.World.Chats.SelectMany(chat => chat.Posts).Concat(scene.Room.Posts).Where(one => one.From is not null && one.Shown.Contains("Sent once more", StringComparison.Ordinal)).ToList();
        var repeat = Assert.Single(repeats);
        Assert.Equal(2, repeat.Conversation.Messages.Count(one => one.From is not null && one.Buttons.SequenceEqual(repeat.Buttons) && one.Shown.EndsWith(repeat.Shown.Split('\n')[^1], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("POST teams/channels")]
    [InlineData("POST v3/conversations")]
    [InlineData("POST v3/conversations/activities")]
    [InlineData("PUT v3/conversations/activities")]
    [InlineData("POST token")]
    public async Task A_call_that_is_limited_or_fails_is_made_later(string call)
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        scene.Teams.Faults.Limit(call, 7);
        scene.Teams.Faults.Fail(call, 503);
        await DeclareAsync(scene);
        await scene.Bot.DoAsync("sam", "note the first note", "INC-1");
        await PatientlyAsync(scene);
        var room = Assert.Single(scene.Rooms);
        Assert.Single(room.Posts, one => one.From is not null && !one.IsReply);
        Assert.Single(room.Posts, one => one.Shown.Contains("the first note", StringComparison.Ordinal) && one.IsReply);
        Assert.NotEmpty(await scene.Bot.InboxAsync("nora"));
    }

    [Fact]
    public async Task A_closed_incident_archives_its_channel_after_the_last_card()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        await DeclareAsync(scene);
        await scene.Bot.DoAsync("nora", "dismiss false-positive a test alarm", "INC-1");
        await PatientlyAsync(scene);
        Assert.True(Assert.Single(scene.Rooms).Archived);
        Assert.Contains("dismissed", scene.Card.Shown, StringComparison.OrdinalIgnoreCase);
        await scene.Bot.DoAsync("nora", "reopen it was none", "INC-1");
        await PatientlyAsync(scene);
        Assert.Equal(["inc-1-contoso-dental", "inc-1-contoso-dental-2"], scene.Rooms.Select(one => one.Name));
    }

    internal static async Task DeclareAsync(TeamsBot scene)
    {
        await scene.Bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await scene.Bot.SettleAsync();
    }

    /// <summary>Until nothing waits any more, however often Teams fails.</summary>
    internal static async Task PatientlyAsync(TeamsBot scene)
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
}
