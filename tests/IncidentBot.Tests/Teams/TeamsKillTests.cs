using IncidentBot.TeamsFake;
using IncidentBot.TeamsFake.World;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams;

/// <summary>The real program, killed (SIGKILL) again and again right after one of its calls of Teams or Graph, while it opens a room, posts the card, lets people in and pages them. Each start goes on where the last one stopped.</summary>
public sealed class TeamsKillTests(ITestOutputHelper output)
{
    private const string Repeat = "Sent once more";
    private const int KillsAnIncident = 4;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Killed_after_any_call_it_makes_no_second_room_says_what_it_sends_once_more_and_loses_nothing(Database database)
    {
        string[] store = database is Database.Postgres ? ["--ConnectionStrings:IncidentBot", await Databases.PostgresAsync()] : [];
        await using var teams = await FakeTeams.StartAsync();
        var (sam, nora) = (teams.As("Alex"), teams.As("Megan"));
        using (var program = new OwnProgram([.. TeamsBot.Settings(teams), .. store]))
        {
            teams.App.MessagesUrl = new Uri(program.Address, "api/messages");
            await program.PlanAsync(plan => plan
                .Replace("- handle: sam", $"- teams: {sam.User.ObjectId}\n    handle: sam", StringComparison.Ordinal).Replace("- handle: nora", $"- teams: {nora.User.ObjectId}\n    handle: nora", StringComparison.Ordinal));
            await program.StartAsync();
            var incidents = 0;
            for (var kill = 0; kill < OwnProgram.Kills; kill++)
            {
                if (kill % KillsAnIncident == 0)
                {
                    // A process that has just started answers its first command late.
                    var before = Told(teams, sam).Count();
                    await OwnProgram.UntilAsync(async () =>
                    {
                        await sam.SayAsync(teams.Team.General, "whoami", mention: true);
                        return Told(teams, sam).Skip(before).Any(one => one.Contains("responder", StringComparison.Ordinal));
                    }, "who somebody is was not known in time", TimeSpan.FromMilliseconds(100));
                    Assert.True((await sam.SayAsync(teams.Team.General, $"declare ransom note on FS{++incidents:00} --client contoso-dental --severity 1", mention: true)).Delivery.Ok);
                    await OwnProgram.UntilAsync(() => Told(teams, sam).Any(one => one.Contains($"FS{incidents:00}", StringComparison.Ordinal)), "the declaration was not answered");
                }

                await program.KillAfterACallAsync(() => Writes(teams), kill % 3 * 7);
                await program.StartAsync();
            }

            await OwnProgram.UntilAsync(() => Rooms(teams) is { } rooms && rooms.Count == incidents && rooms.All(room => Cards(room).Any()) && nora.Chat?.Posts.Count >= incidents, "it did not finish");
            foreach (var room in Rooms(teams))
            {
                Assert.True((await sam.SayAsync(room, $"note all is well in {room.Name}", mention: true, thread: Cards(room).First())).Delivery.Ok);
                await OwnProgram.UntilAsync(() => room.Posts.Any(one => one.IsReply && one.Shown.Contains($"all is well in {room.Name}", StringComparison.Ordinal)), "the note did not come");
                Assert.InRange(Cards(room).Count(one => !one.Shown.Contains(Repeat, StringComparison.Ordinal)), 0, 1);
            }
        }

        var told = teams.World.Chats.Select(chat => chat.Posts).Concat(teams.Team.Channels.Where(one => !one.General).Select(one => one.Posts)).ToList();
        foreach (var posts in told)
        {
            var unmarked = posts.Select(one => one.Shown).Where(one => !one.Contains(Repeat, StringComparison.Ordinal)).ToList();
            Assert.Equal(unmarked.Distinct(), unmarked);
        }

        Assert.Empty(teams.Wrongs);
        output.WriteLine($"Teams, {database}: {OwnProgram.Kills} kills, {Writes(teams)} calls, {Rooms(teams).Count} rooms, {told.Sum(one => one.Count)} posts, {told.Sum(one => one.Count(post => post.Shown.Contains(Repeat, StringComparison.Ordinal)))} of them a repeat that says so");
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
