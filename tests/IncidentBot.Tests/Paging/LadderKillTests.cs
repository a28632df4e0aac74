using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Paging;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;
using IncidentBot.TeamsFake;
using IncidentBot.Tests.Support;
using IncidentBot.Tests.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Tests.Paging;

/// <summary>The real program, killed (SIGKILL) again and again right after it has sent something outside, while it climbs a ladder of six contacts whose levels last seconds. Each start goes on where the last one stopped.</summary>
public sealed class LadderKillTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Killed_after_any_send_it_loses_no_page_and_says_what_it_sends_once_more(Database database)
    {
        string[] store = database is Database.Postgres ? ["--ConnectionStrings:IncidentBot", await Databases.PostgresAsync()] : [];
        await using var teams = await FakeTeams.StartAsync();
        await using var twilio = await FakeTwilio.StartAsync();
        await using var pagerDuty = await FakePagerDuty.StartAsync();
        await using var mail = MailServer.Start();
        var sam = teams.As("Alex");
        int Sends() => twilio.All.Count + pagerDuty.Events.Count + mail.Mails.Count;
        using (var program = new OwnProgram([.. TeamsBot.Settings(teams), .. twilio.Settings, .. pagerDuty.Settings, "--Paging:Mail:Host", "127.0.0.1", "--Paging:Mail:Port", $"{mail.Port}", "--Paging:Mail:Security", "None", "--Paging:Mail:From", "incidents@northwind.example.com", .. store]))
        {
            teams.App.MessagesUrl = new Uri(program.Address, "api/messages");
            await program.PlanAsync(_ => Quick(sam.User.ObjectId));
            await program.StartAsync();

            // A process that has just started answers its first command late.
            await OwnProgram.UntilAsync(async () =>
            {
                await sam.SayAsync(teams.Team.General, "whoami", mention: true);
                return teams.Team.General.Posts.Concat(sam.Chat?.Posts ?? []).Any(one => one.Shown.Contains("incident manager", StringComparison.Ordinal));
            }, "who somebody is was not known in time", TimeSpan.FromMilliseconds(200));
            Assert.True((await sam.SayAsync(teams.Team.General, "declare the wind tunnel hums --client tailspin --severity 1", mention: true)).Delivery.Ok);
            await OwnProgram.UntilAsync(() => Sends() > 0, "nobody was paged");
            for (var kill = 0; kill < OwnProgram.Kills; kill++)
            {
                await program.KillAfterACallAsync(Sends, kill % 3 * 7);
                await program.StartAsync();
            }

            // The last contact has it in the end, by a key of the telephone.
            var calls = twilio.Calls.Count(call => call.To == LadderScene.Fay);
            await OwnProgram.UntilAsync(() => twilio.Calls.Count(call => call.To == LadderScene.Fay) > calls || calls > 0, "the last contact was never called");
            var phone = new Telephone(program.Address, twilio.Calls.Last(call => call.To == LadderScene.Fay));
            await OwnProgram.UntilAsync(async () =>
            {
                await phone.PickAndPressAsync("1");
                return phone.Heard.StartsWith("Thank you. You have incident", StringComparison.Ordinal);
            }, "the key was not taken", TimeSpan.FromMilliseconds(200));
            await using var db = Open(program, store);
            await OwnProgram.UntilAsync(() => pagerDuty.Ringing.IsEmpty, "PagerDuty still rings");
            await OwnProgram.UntilAsync(async () => !await db.Effects.AsNoTracking().AnyAsync(one => one.State == EffectState.Pending && (one.Kind == "page.call" || one.Kind == "page.send")), "something is still to be sent", TimeSpan.FromMilliseconds(200));
            await JudgeAsync(db, twilio, mail);
        }

        output.WriteLine($"Ladder, {database}: {OwnProgram.Kills} kills, {Sends()} sends, {twilio.Texts.Count(Repeats) + mail.Mails.Count(one => one.Raw.Contains("repeat:", StringComparison.Ordinal))} of them a repeat that says so");
        if (database is Database.Postgres)
        {
            await Databases.DropAsync(store[1]);
        }
    }

    private static async Task JudgeAsync(IncidentDb db, FakeTwilio twilio, MailServer mail)
    {
        var attempts = await db.PageAttempts.AsNoTracking().ToListAsync();
        var again = await db.TimelineEntries.AsNoTracking().CountAsync(one => one.Kind == "sent-again");
        Assert.Equal(PageState.Acknowledged, (await db.Pages.AsNoTracking().SingleAsync(page => page.Number == 1)).State);

        // Of each text and mail the first is unmarked, and there is one more at most, which says so.
        var series = twilio.Texts.GroupBy(one => one.Code).Select(one => one.Select(Repeats).ToList()).Concat(mail.Mails.GroupBy(one => one.Message.MessageId).Select(one => one.Select(other => other.Raw.Contains("repeat:", StringComparison.Ordinal)).ToList())).ToList();
        Assert.All(series, sends => Assert.Contains(sends, new[] { [false], new List<bool> { false, true }, [true] }));
        var texts = attempts.Count(one => one is { Method: "sms", State: AttemptState.Delivered or AttemptState.Unknown });
        Assert.InRange(twilio.Texts.Select(one => one.Code).Distinct().Count(), texts, attempts.Count(one => one.Method == "sms"));
        var voice = attempts.Count(one => one.Method == "voice");
        Assert.InRange(twilio.Calls.Count, attempts.Count(one => one is { Method: "voice", State: AttemptState.Delivered or AttemptState.Unknown }), voice + again);

        // In every round every contact was tried on its level before the next began.
        foreach (var round in attempts.GroupBy(one => one.Round))
        {
            var levels = round.GroupBy(one => one.Level).OrderBy(one => one.Key).ToList();
            Assert.Equal(Enumerable.Range(0, levels.Count), levels.Select(one => one.Key));
            Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.First.Max(one => one.At) <= pair.Second.Min(one => one.At)));
        }
    }

    private static bool Repeats(FakeTwilio.Sent text) => text.Body.EndsWith("(repeat: an earlier one may have reached you)", StringComparison.Ordinal);

    private static IncidentDb Open(OwnProgram program, string[] store) => IncidentBotApp.OpenDatabase(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:IncidentBot", store.Length > 0 ? store[1] : null)]).Build(), DataFolder.Resolve(program.Data));

    /// <summary>Minutes become seconds; nobody has hours. Three rounds last longer than a killed process keeps a lane from the others (45 s), or the last contact could be passed while the ladder ends.</summary>
    private static string Quick(string sam) => LadderScene.Plan
        .Replace("{handle: sam,", $"{{handle: sam, teams: {sam},", StringComparison.Ordinal).Replace(", hours: \"Mon-Fri 08:00-18:00\"", "", StringComparison.Ordinal)
        .Replace("after: 2m", "after: 1s", StringComparison.Ordinal).Replace("after: 3m", "after: 2s", StringComparison.Ordinal).Replace("after: 4m", "after: 2s", StringComparison.Ordinal).Replace("after: 1m", "after: 1s", StringComparison.Ordinal)
        .Replace("wait: 10m", "wait: 12s", StringComparison.Ordinal).Replace("wait: 5m", "wait: 3s", StringComparison.Ordinal);
}
