using IncidentBot.TeamsFake;
using IncidentBot.TeamsFake.World;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams;

/// <summary>The real program, killed (SIGKILL) again and again right after one of its calls of Teams or Graph, while it opens a room, posts the card, lets people in and pages them. Each start goes on where the last one stopped.</summary>
public sealed class TeamsKillTests
{
    private const int Kills = 8;
    private const string Repeat = "Sent once more";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Killed_after_any_call_it_makes_no_second_room_says_what_it_sends_once_more_and_loses_nothing(Database database)
    {
        string[] store = database is Database.Postgres ? ["--ConnectionStrings:IncidentBot", await Databases.PostgresAsync()] : [];
        await using var teams = await FakeTeams.StartAsync();
        var (sam, nora) = (teams.As("Alex"), teams.As("Megan"));
        await using (var program = new OwnProgram([.. TeamsBot.Settings(teams), .. store]))
        {
            teams.App.MessagesUrl = new Uri(program.Address, "api/messages");
            await program.PlanAsync(plan => plan
                .Replace("- handle: sam", $"- teams: {sam.User.ObjectId}\n    handle: sam", StringComparison.Ordinal).Replace("- handle: nora", $"- teams: {nora.User.ObjectId}\n    handle: nora", StringComparison.Ordinal));
            await program.StartAsync();
            await OwnProgram.UntilAsync(async () =>
            {
                await sam.SayAsync(teams.Team.General, "whoami", mention: true);
                return Told(teams, sam).Any(one => one.Contains("responder", StringComparison.Ordinal));
            }, "who somebody is was not known in time", TimeSpan.FromMilliseconds(100));
            Assert.True((await sam.SayAsync(teams.Team.General, "declare ransom note on FS01 --client contoso-dental --severity 1", mention: true)).Delivery.Ok);
            await OwnProgram.UntilAsync(() => Told(teams, sam).Any(one => one.Contains("INC-1", StringComparison.Ordinal)), "the declaration was not answered");
            for (var kill = 0; kill < Kills; kill++)
            {
                await program.KillAfterACallAsync(() => Writes(teams), kill % 3 * 7);
                await program.StartAsync();
            }

            await OwnProgram.UntilAsync(() => Rooms(teams) is [var room] && Cards(room).Any() && nora.Chat is { Posts.Count: > 0 }, "it did not finish");
            Assert.True((await sam.SayAsync(Rooms(teams)[0], "note all is well", mention: true, thread: Cards(Rooms(teams)[0]).First())).Delivery.Ok);
            await OwnProgram.UntilAsync(() => Rooms(teams)[0].Posts.Any(one => one.IsReply && one.Shown.Contains("all is well", StringComparison.Ordinal)), "the note did not come");
        }

        Assert.Single(Cards(Assert.Single(Rooms(teams))), one => !one.Shown.Contains(Repeat, StringComparison.Ordinal));
        foreach (var posts in teams.World.Chats.Select(chat => chat.Posts).Concat(teams.Team.Channels.Where(one => !one.General).Select(one => one.Posts)))
        {
            var unmarked = posts.Select(one => one.Shown).Where(one => !one.Contains(Repeat, StringComparison.Ordinal)).ToList();
            Assert.Equal(unmarked.Distinct(), unmarked);
        }

        Assert.Empty(teams.Wrongs);
        if (database is Database.Postgres)
        {
            await Databases.DropAsync(store[1]);
        }
    }

    private static List<TeamsChannel> Rooms(FakeTeams teams) => [.. teams.Team.Channels.Where(one => one.Description is { } about && about.Contains("[room ", StringComparison.Ordinal))];

    private static IEnumerable<TeamsMessage> Cards(TeamsChannel room) => room.Posts.Where(one => !one.IsReply && one.To is null);

    /// <summary>What somebody alone was told in the team, and in their chat with the bot.</summary>
    private static IEnumerable<string> Told(FakeTeams teams, Person person) => teams.Team.Channels.SelectMany(one => one.Posts).Where(one => one.To == person.User).Concat(person.Chat?.Posts ?? []).Select(one => one.Shown);

    private static int Writes(FakeTeams teams) => teams.Calls.Count(one => !one.Name.StartsWith("GET ", StringComparison.Ordinal) && one.Name != "POST token");
}
