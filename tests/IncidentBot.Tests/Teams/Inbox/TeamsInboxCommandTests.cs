using IncidentBot.Teams.Inbox;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Teams.Inbox;

/// <summary>What people type in Teams, where, and who reads the answer.</summary>
public sealed class TeamsInboxCommandTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mention_in_the_room_is_a_command_about_its_incident_and_is_answered_to_who_said_it_alone(Database database)
    {
        await using var scene = await InboxScene.DeclaredAsync(database);
        var (sam, nora) = (scene.Teams.As("Sam"), scene.Teams.As("Nora"));
        var before = scene.Room.SeenBy(nora.User).Count;
        await sam.TypeAsync(scene.Room, "note isolated FS01", scene.Card);
        Assert.False((await sam.SayAsync(scene.Room, "just talk")).Delivery.Told);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("isolated FS01", StringComparison.Ordinal));
        Assert.DoesNotContain(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("just talk", StringComparison.Ordinal));
        Assert.Single(sam.Told(scene.Room));

        // Nora sees what Sam wrote, and not what he was answered.
        Assert.Equal(before + 2, scene.Room.SeenBy(nora.User).Count);
    }

    [Fact]
    public async Task A_command_is_answered_in_the_personal_chat_and_in_a_group_chat_and_with_a_word_of_habit_before_it()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var sam = scene.Teams.As("Sam");
        var chat = await sam.ChatAsync();
        Assert.Contains("ransom note on FS01", await sam.TypeAsync(chat, "status INC-1"), StringComparison.Ordinal);
        Assert.Contains("ransom note on FS01", await sam.TypeAsync(chat, "/incident status INC-1"), StringComparison.Ordinal);
        Assert.Contains("ransom note on FS01", await sam.TypeAsync(chat, "Incident  show INC-1"), StringComparison.Ordinal);

        var group = scene.Teams.AddChat("night shift", sam.User, scene.Teams.As("Nora").User);
        await sam.InstallAsync(group);
        Assert.Contains(group.Posts, one => one.To is null && one.Shown.Contains("Mention me", StringComparison.Ordinal));
        Assert.Contains("ransom note on FS01", await sam.TypeAsync(group, "status INC-1"), StringComparison.Ordinal);
        Assert.Contains("Say which incident", await sam.TypeAsync(group, "status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notifications_say_nothing_of_the_incident()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var sam = scene.Teams.As("Sam");
        foreach (var line in new[] { "status", "timeline", "who", "nonsense about FS01", "merge INC-9", "help" })
        {
            await sam.TypeAsync(scene.Room, line);
        }

        var told = sam.Told(scene.Room);
        Assert.Equal(6, told.Count);
        Assert.All(told, one => Assert.DoesNotContain("FS01", $"{one.Activity["summary"]} {one.Activity["text"]}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mention_of_somebody_is_that_person()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        await scene.Teams.As("Nora").TypeAsync(scene.Room, "/incident ic <at>Ravi Menon</at>");
        var ravi = (await scene.Bot.PersonAsync("ravi")).Id;
        Assert.True(await scene.Bot.ReadAsync(db => db.Participants.AnyAsync(one => one.PersonId == ravi && one.Role == Core.Incidents.IncidentRole.Commander)));
    }

    [Fact]
    public async Task What_comes_twice_is_done_once_and_answered_the_same()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var sam = scene.Teams.As("Sam");
        var said = await sam.SayAsync(scene.Room, "note isolated FS01", mention: true);
        Assert.True((await scene.Teams.Deliveries.RepeatAsync(said.Delivery)).Ok);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("isolated FS01", StringComparison.Ordinal));
        Assert.Single(sam.Told(scene.Room).Select(one => one.Shown).Distinct());
    }

    [Fact]
    public async Task Guests_do_nothing_and_members_are_people_of_who_owns_the_tenant()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var guest = scene.Guest("Gus Grant");
        Assert.Contains("guest", await guest.TypeAsync(scene.General, "status INC-1"), StringComparison.Ordinal);
        Assert.False(await scene.Bot.ReadAsync(db => db.Identities.AnyAsync(one => one.User == guest.User.ObjectId)));

        // A member of the provider is known, and still sees no client's incident, in its own room neither.
        var alex = scene.Teams.As("alex");
        Assert.Contains("There is no INC-1 that you can see", await alex.TypeAsync(scene.General, "status INC-1"), StringComparison.Ordinal);
        Assert.Contains("There is no INC-9 that you can see", await alex.TypeAsync(scene.General, "status INC-9"), StringComparison.Ordinal);
        Assert.Contains("There is no INC-1 that you can see", await alex.TypeAsync(scene.Room, "status"), StringComparison.Ordinal);
        Assert.Equal("northwind", await scene.Bot.ReadAsync(db => db.Identities.Where(one => one.User == alex.User.ObjectId).Join(db.People, one => one.PersonId, one => one.Id, (_, person) => person.Home).Join(db.Organisations, home => home, one => one.Id, (_, one) => one.Slug).SingleAsync()));
    }

    [Fact]
    public async Task Nothing_and_home_show_the_home_in_the_personal_chat_and_what_to_say_elsewhere()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var (nora, alex) = (scene.Teams.As("Nora"), scene.Teams.As("alex"));
        var home = await nora.TypeAsync(await nora.ChatAsync(), "Home");
        Assert.Contains("You are paged", home, StringComparison.Ordinal);
        Assert.Contains("INC-1 ransom note on FS01", home, StringComparison.Ordinal);
        Assert.DoesNotContain("INC-1", await alex.TypeAsync(await alex.ChatAsync(), ""), StringComparison.Ordinal);
        Assert.Contains("to see what you can do", await nora.TypeAsync(scene.Room, ""), StringComparison.Ordinal);

        // It is asked for anew when it is looked at later.
        var shown = nora.Told(nora.Chat!)[^1];
        await scene.Bot.DoAsync("nora", "ack", "INC-1");
        scene.Bot.Time.Advance(TimeSpan.FromMinutes(2));
        var looked = await nora.LookAsync(shown);
        Assert.True(looked!.Ok, looked.Delivery.ToString());
        Assert.DoesNotContain("You are paged", shown.ShownTo(nora.User), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_without_its_words_is_answered_by_a_button_that_asks_for_them()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var sam = scene.Teams.As("Sam");
        Assert.Contains("needs more words", await sam.TypeAsync(scene.Room, "scope"), StringComparison.Ordinal);
        var opened = await sam.PressAsync(sam.Told(scene.Room)[^1], "Fill it in");
        Assert.Contains("values", opened.Dialog!.Inputs);
        Assert.True((await sam.SubmitAsync(opened.Dialog, new Dictionary<string, string> { ["values"] = "accounts=svc-backup" })).Ok);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("svc-backup", StringComparison.Ordinal));
        Assert.Contains("Say which incident", await sam.TypeAsync(scene.General, "scope"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_be_told_alone_it_is_said_that_they_were_not_and_nothing_else()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        scene.Teams.Faults.Refuse("POST v3/conversations/activities", 403, "Forbidden");
        var sam = scene.Teams.As("Sam");
        await sam.SayAsync(scene.Room, "status", mention: true);
        Assert.Empty(sam.Told(scene.Room));
        Assert.Contains("ransom note on FS01", sam.Chat!.Posts[^1].Shown, StringComparison.Ordinal);

        scene.Teams.Faults.Refuse("POST v3/conversations/activities", 403, "Forbidden");
        scene.Teams.Faults.Refuse("POST v3/conversations", 403, "BotNotInConversationRoster");
        await sam.SayAsync(scene.Room, "status", mention: true);
        Assert.Equal(TeamsReplies.NotAlone, scene.Room.Posts[^1].Text);
    }
}
