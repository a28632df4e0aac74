using IncidentBot.Tests.Operations;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams;

/// <summary>What the doctor finds out about Teams, and that it leaves nothing behind.</summary>
public sealed class TeamsDoctorTests
{
    [Fact]
    public async Task All_is_well_and_nothing_is_left_behind()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        await (await scene.KnowAsync("sam")).SayAsync(scene.General, "declare ransom note on FS01 --client contoso-dental", mention: true);
        await scene.Bot.SettleAsync();
        var posts = scene.Room.Posts.Count(one => !one.Deleted);
        var found = await DoctorLines.AskAsync(scene.Bot);
        Assert.All(found, line => Assert.StartsWith("✓", line, StringComparison.Ordinal));
        Assert.Contains("✓ A message was posted, changed and deleted.", found);
        Assert.Contains("✓ The secret works, and the app is in the organisation's catalogue.", found);
        Assert.Equal(posts, scene.Room.Posts.Count(one => !one.Deleted));
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_the_way_out()
    {
        await using var scene = await TeamsBot.StartAsync(Database.Sqlite);
        var found = await DoctorLines.AskAsync(scene.Bot);
        Assert.Contains(found, line => line.StartsWith("? Nothing of Teams has reached this process since it started. The messaging endpoint of the Azure Bot must be https://incidents.example.com/api/messages", StringComparison.Ordinal));
        Assert.Contains(found, line => line.StartsWith("? There is no room yet", StringComparison.Ordinal));

        scene.Teams.Faults.Refuse("GET appCatalogs/teamsApps", 403, "Forbidden");
        Assert.Contains(await DoctorLines.AskAsync(scene.Bot), line => line.StartsWith('✗') && line.EndsWith("see the table in docs/teams.md.", StringComparison.Ordinal));
    }
}
