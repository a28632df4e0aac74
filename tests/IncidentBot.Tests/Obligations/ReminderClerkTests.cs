using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Obligations;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Obligations;

/// <summary>Many reminders fall on one instant. Whatever one of them meets, each of the others goes out once.</summary>
public sealed class ReminderClerkTests
{
    private const int Many = 30;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_at_one_instant_each_goes_out_once_whoever_looks(Database database)
    {
        await using var bot = await DueAsync(database);
        await Task.WhenAll(Clerk(bot).DrainAsync(CancellationToken.None), Clerk(bot).DrainAsync(CancellationToken.None), Clerk(bot).DrainAsync(CancellationToken.None));

        // Those of incidents that another held are left for the next look.
        await Clerk(bot).DrainAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Repeat(1, Many), await SentAsync(bot));
        var inbox = await bot.ReadAsync(db => db.Notices.Where(one => one.Kind == NoticeKind.Reminder).Select(one => new { one.IncidentId, one.PersonId }).ToListAsync());
        Assert.Equal(Many, inbox.Select(one => one.IncidentId).Distinct().Count());
        Assert.Equal(inbox.Distinct(), inbox);
        await bot.VerifyAsync($"INC-{Many}");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_that_cannot_be_read_holds_up_none_and_goes_out_once_it_can(Database database)
    {
        await using var bot = await DueAsync(database);
        var broken = await bot.ReadAsync(db => db.Reminders.Where(one => one.Label == "50 %").OrderBy(one => one.Id).Select(one => one.ClockId).FirstAsync());
        await bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE \"Clocks\" SET \"Notes\" = '[' || \"Notes\" WHERE \"Id\" = {broken.Value}"));
        await Clerk(bot).DrainAsync(CancellationToken.None);
        Assert.Equal(Many - 1, (await SentAsync(bot)).Count(sent => sent == 1));
        Assert.Single(bot.Logs.Lines, line => line.Text.Contains("Nobody could be reminded of clock", StringComparison.Ordinal));

        await bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE \"Clocks\" SET \"Notes\" = substr(\"Notes\", 2) WHERE \"Id\" = {broken.Value}"));
        await Clerk(bot).DrainAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Repeat(1, Many), await SentAsync(bot));
    }

    [Fact]
    public async Task One_whose_incident_is_being_worked_on_waits_and_the_others_do_not()
    {
        await using var bot = await DueAsync(Database.Postgres);
        await using (var scope = bot.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            await using var work = await db.BeginAsync(CancellationToken.None);
            Assert.Equal(7, (await db.LockIncidentAsync(7, CancellationToken.None))!.Number);
            await Clerk(bot).DrainAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal(0, (await SentAsync(bot))[6]);
            Assert.Equal(Many - 1, (await SentAsync(bot)).Sum());
        }

        await Clerk(bot).DrainAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Repeat(1, Many), await SentAsync(bot));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_notice_that_an_older_version_queued_is_still_delivered_once(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.SettleAsync();
        var (incident, lena) = (await bot.IncidentAsync("INC-1"), (await bot.PersonAsync("lena")).Id);
        await bot.ReadAsync(async db =>
        {
            var arguments = System.Text.Json.JsonSerializer.Serialize(new { person = lena, key = "clock:old", kind = NoticeKind.Reminder, card = new Card("A deadline", "A deadline", [], [], []) }, System.Text.Json.JsonSerializerOptions.Web);
            db.Add(new Effect(incident.Id, $"notice:{incident.Id}:{lena}", 900, "notify", arguments, bot.Time.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        await bot.SettleAsync();
        Assert.Single(await bot.InboxAsync("lena"), one => one.Key == "clock:old");
        Assert.Equal(0, await bot.ReadAsync(db => db.Effects.CountAsync(one => one.State == EffectState.Pending)));
    }

    /// <summary>Many incidents in which the controller became aware at one instant, thirty-six hours ago: half of the time is over.</summary>
    private static async Task<Bot> DueAsync(Database database)
    {
        var bot = await Bot.StartAsync(database);
        for (var number = 1; number <= Many; number++)
        {
            await bot.DoAsync("sam", $"declare alarm {number} --client contoso-dental --severity 3");
            await bot.DoAsync("lena", "clock event controller-became-aware", $"INC-{number}");
        }

        await bot.SettleAsync();
        bot.Time.Advance(TimeSpan.FromHours(36));
        return bot;
    }

    private static ReminderClerk Clerk(Bot bot) => ActivatorUtilities.CreateInstance<ReminderClerk>(bot.Services);

    /// <summary>How often each incident's timeline says that it was sent, in the order of their numbers.</summary>
    private static async Task<List<int>> SentAsync(Bot bot)
    {
        var sent = new List<int>();
        for (var number = 1; number <= Many; number++)
        {
            sent.Add((await bot.TimelineAsync($"INC-{number}")).Count(line => line.StartsWith("Reminder (50 %) of GDPR Art. 33(1)", StringComparison.Ordinal)));
        }

        return sent;
    }
}
