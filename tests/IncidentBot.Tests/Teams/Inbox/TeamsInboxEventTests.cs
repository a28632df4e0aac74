using IncidentBot.Tests.Support;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Teams.Inbox;

/// <summary>What happens to rooms and to the app itself in Teams.</summary>
public sealed class TeamsInboxEventTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_comes_into_the_team_and_has_no_part_is_on_the_timeline_of_its_rooms(Database database)
    {
        await using var scene = await InboxScene.DeclaredAsync(database);
        var alex = scene.Teams.As("alex");
        var (guest, ravi) = (scene.Teams.AddUser("Gus Grant"), scene.Teams.As("Ravi").User);
        guest.Guest = true;
        var told = await alex.AddAsync(scene.Teams.Team, guest);
        Assert.True(told.Ok, told.ToString());
        await scene.Teams.Deliveries.RepeatAsync(told);
        await alex.RemoveAsync(scene.Teams.Team, ravi);
        await alex.AddAsync(scene.Teams.Team, ravi);
        Assert.Contains("Gus Grant came into the Teams room", Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("came into", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_into_the_chat_of_a_confidential_incident_is_on_its_timeline()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        await scene.Bot.DoAsync("nora", "declare the managing director is blackmailed --client contoso-dental --confidential");
        await scene.Bot.SettleAsync();
        var chat = Assert.Single(scene.Teams.World.Chats, one => one.Bot is null);
        Assert.DoesNotContain(chat.Posts, one => one.Shown.Contains("Mention me", StringComparison.Ordinal));
        var nora = scene.Teams.As("Nora");
        await nora.AddAsync(chat, scene.Teams.As("alex").User);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("Alex Wilber came into the Teams room", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_channel_that_is_renamed_is_called_so_and_one_that_is_deleted_is_carried_on_by_another()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var alex = scene.Teams.As("alex");
        var told = await alex.RenameAsync(scene.Room, "fs01 ransom");
        await scene.Teams.Deliveries.RepeatAsync(told);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("The Teams room inc-1-contoso-dental is called fs01 ransom now", StringComparison.Ordinal));

        var first = scene.Room;
        await scene.Teams.Deliveries.RepeatAsync(await alex.DeleteAsync(first));
        await scene.Bot.SettleAsync();
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("was deleted by somebody; another one carries it on", StringComparison.Ordinal));
        Assert.NotSame(first, scene.Room);
        Assert.Contains("ransom note", scene.Card.Shown, StringComparison.Ordinal);
        Assert.True((await alex.RestoreAsync(first)).Ok);
    }

    [Fact]
    public async Task Who_adds_the_app_is_greeted_and_an_operator_reads_where_it_was_removed()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        var alex = scene.Teams.As("alex");
        await alex.InstallAsync();
        Assert.Contains("Open incidents", Assert.Single(alex.Chat!.Posts).Shown, StringComparison.Ordinal);

        var other = scene.Teams.AddTeam("Elsewhere", scene.Teams.Tenant, alex.User);
        await alex.InstallAsync(other);
        Assert.Contains("Mention me and say", Assert.Single(other.General.Posts).Shown, StringComparison.Ordinal);
        await alex.UninstallAsync(other);
        Assert.Contains(scene.Bot.Logs.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("The app was removed from Elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reaction_records_nothing()
    {
        await using var scene = await InboxScene.DeclaredAsync();
        var before = (await scene.Bot.TimelineAsync("INC-1")).Count;
        Assert.True((await scene.Teams.As("Sam").ReactAsync(scene.Card, "1f4cc_pushpin")).Ok);
        Assert.Equal(before, (await scene.Bot.TimelineAsync("INC-1")).Count);
    }
}
