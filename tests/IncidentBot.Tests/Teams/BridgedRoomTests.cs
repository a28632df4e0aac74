using IncidentBot.Teams.Installs;
using IncidentBot.Teams.Rooms;
using IncidentBot.TeamsFake;
using IncidentBot.TeamsFake.World;
using IncidentBot.Tests.Slack;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Teams;

/// <summary>One incident with a room in Slack, one in Teams and the web room: what is recorded in one reaches the others.</summary>
public sealed class BridgedRoomTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Cards_and_entries_reach_every_room_and_people_of_each_platform_act(Database database)
    {
        await using var teams = await FakeTeams.StartAsync();
        await using var scene = await SlackBot.StartAsync(database, settings: TeamsBot.Settings(teams));
        teams.Keys.Clock = scene.Bot.Time;
        teams.App.MessagesUrl = new Uri(scene.Bot.Address, "api/messages");
        Assert.True(await scene.Bot.Services.GetRequiredService<TeamsStart>().TryAsync(CancellationToken.None));
        var nora = await KnowAsync(scene.Bot, teams, "nora");
        var (sam, user) = (scene.Slack.As("sam"), scene.Slack.Workspace.User("sam"));

        await scene.TypeAsync(sam, user, scene.General, "declare ransom note on FS01 --client contoso-dental --severity 1");
        await scene.Bot.SettleAsync();
        var channel = Assert.Single(teams.Team.Channels, one => !one.General);
        var card = Assert.Single(channel.Posts, one => one.From is not null && !one.IsReply);

        // Said in Slack, read in Teams; said in Teams, read in Slack.
        await scene.TypeAsync(sam, user, scene.Room, "note seen from Slack");
        await nora.SayAsync(channel, "note seen from Teams", mention: true, thread: card);
        await nora.SayAsync(channel, $"ic <at>{nora.User.Name}</at>", mention: true, thread: card);
        await scene.Bot.SettleAsync();
        foreach (var (said, by) in new[] { ("seen from Slack", "Slack"), ("seen from Teams", "Teams") })
        {
            Assert.Single(channel.Posts, one => one.From is not null && one.IsReply && one.To is null && one.Shown.Contains(said, StringComparison.Ordinal));
            Assert.Single(scene.Room.Messages, one => one.Metadata is not null && !one.Pinned && one.Shown.Contains(said, StringComparison.Ordinal));
            Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains(said, StringComparison.Ordinal) && by.Length > 0);
        }

        // One card, the same in both places.
        Assert.Contains("Nora Whitfield", card.Shown, StringComparison.Ordinal);
        Assert.Contains("Nora Whitfield", Assert.Single(scene.Room.Pinned).Shown, StringComparison.Ordinal);

        // A page is acknowledged in Teams, and the message in Slack is settled.
        var slackPage = Assert.Single(scene.Slack.As("nora").Direct!.Messages);
        Assert.NotEmpty(slackPage.Buttons);
        var teamsPage = nora.Chat!.Posts.First(one => one.Buttons.Contains("Acknowledge"));
        await nora.PressAsync(teamsPage, "Acknowledge");
        await scene.Bot.SettleAsync();
        Assert.Empty(slackPage.Buttons);
        Assert.Empty(teamsPage.Buttons);
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.Contains("acknowledged page 1", StringComparison.Ordinal));
        Assert.Empty(teams.Wrongs);
    }

    private static async Task<TeamsFake.Person> KnowAsync(Bot bot, FakeTeams teams, string handle)
    {
        var person = await bot.PersonAsync(handle);
        var user = teams.AddUser(person.Name);
        teams.Team.Members.Add(new TeamsMember(teams.Team.GroupId, user));
        await bot.IdentifyAsync(person, TeamsRooms.Platform, teams.Tenant.Id, user.ObjectId.ToLowerInvariant());
        return teams.As(user);
    }
}
