using IncidentBot.Core.Effects;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Effects;

/// <summary>The wall clock jumps, or the bot was away: nothing is lost, lateness is said, nothing is sent twice.</summary>
public sealed class ClockJumpTests
{
    private readonly SentPages sent = new();

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_clock_that_goes_back_an_hour_delays_nothing_by_an_hour(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        var wait = (await PageAsync(bot)).Ladder[0].Wait;
        await bot.DoAsync("sam", "page legal please join", "INC-1");
        sent.Contacts.Clear();

        // A process that died holds the lanes, and one lane had been told to wait.
        var (leased, parked) = (bot.Time.GetUtcNow().AddSeconds(45).UtcTicks, bot.Time.GetUtcNow().AddMinutes(5).UtcTicks);
        await bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"""INSERT INTO "Lanes" ("Key", "IncidentId", "LeasedUntil", "ParkedUntil", "Fence") SELECT DISTINCT "Lane", "IncidentId", {leased}, {parked}, 1 FROM "Effects" WHERE "State" = 'Pending' ON CONFLICT ("Key") DO UPDATE SET "LeasedUntil" = {leased}, "ParkedUntil" = {parked}"""));
        await bot.SettleAsync();
        Assert.DoesNotContain("lena", sent.Contacts);

        bot.Time.AdjustTime(bot.Time.GetUtcNow() - TimeSpan.FromHours(1));
        await bot.SettleAsync();
        Assert.Single(sent.Contacts, "lena");
        Assert.Equal(0, await bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));

        sent.Contacts.Clear();
        Assert.Contains(await bot.TimelineAsync("INC-1"), line => line.StartsWith("The clock went back: page 1 waits for level 1 once more", StringComparison.Ordinal));
        await bot.PassAsync(wait - TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await PageAsync(bot)).Level);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(1, (await PageAsync(bot)).Level);
        Assert.NotEmpty(sent.Attempts);
        Assert.Equal(sent.Attempts.Distinct(), sent.Attempts);
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_clock_that_goes_forward_an_hour_and_back_climbs_one_level_and_says_that_it_is_late(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        var before = bot.Time.GetUtcNow();
        sent.Contacts.Clear();
        bot.Time.AdjustTime(before + TimeSpan.FromHours(1));
        await bot.SettleAsync();
        var page = await PageAsync(bot);
        Assert.Equal(1, page.Level);
        Assert.Single(await bot.TimelineAsync("INC-1"), line => line.StartsWith("Page 1 goes on ", StringComparison.Ordinal) && line.EndsWith(" minutes late", StringComparison.Ordinal));
        Assert.Equal(sent.Contacts.Distinct(), sent.Contacts);

        var many = sent.Contacts.Count;
        bot.Time.AdjustTime(before);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(many, sent.Contacts.Count);
        await bot.PassAsync(page.Ladder[1].Wait);
        Assert.NotEqual(1, (await PageAsync(bot)).Level);
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_ten_hours_away_pages_and_reminders_go_out_once_and_say_how_late(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        await bot.DoAsync("lena", "clock event controller-became-aware", "INC-1");
        await bot.DoAsync("nora", "ack 1", "INC-1");
        await bot.PassAsync(TimeSpan.FromHours(30));
        await bot.DoAsync("sam", "page legal please join", "INC-1");
        await bot.SettleAsync();
        sent.Contacts.Clear();

        bot.Time.Advance(TimeSpan.FromHours(10));
        bot.Jobs.Forget();
        await IncidentBotApp.PrepareAsync(bot.Services);
        await bot.SettleAsync();
        var lines = await bot.TimelineAsync("INC-1");
        Assert.Single(lines, line => line.StartsWith("Page 2 goes on ", StringComparison.Ordinal) && line.EndsWith(" minutes late", StringComparison.Ordinal));
        Assert.Equal(sent.Contacts.Distinct(), sent.Contacts);
        var reminder = Assert.Single(lines, line => line.StartsWith("Reminder (50 %) of GDPR Art. 33(1)", StringComparison.Ordinal));
        Assert.Contains("240 minutes late", reminder, StringComparison.Ordinal);
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_change_to_summer_time_makes_no_wait_shorter_or_longer(Database database)
    {
        await using var bot = await Bot.StartAsync(database, services: sent.Install);

        // In Berlin two o'clock does not exist on this night: at 01:00 UTC it becomes three.
        bot.Time.AdjustTime(new DateTimeOffset(2027, 3, 28, 0, 58, 0, TimeSpan.Zero));
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.SettleAsync();
        var page = await PageAsync(bot);
        Assert.Equal(page.StartedAt + page.Ladder[0].Wait, page.NextAt);
        await bot.PassAsync(page.Ladder[0].Wait - TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await PageAsync(bot)).Level);
        await bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await PageAsync(bot)).Level);
        Assert.DoesNotContain(await bot.TimelineAsync("INC-1"), line => line.Contains("late", StringComparison.Ordinal) || line.Contains("clock went back", StringComparison.Ordinal));
    }

    private async Task<Bot> DeclaredAsync(Database database)
    {
        var bot = await Bot.StartAsync(database, services: sent.Install);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.SettleAsync();
        return bot;
    }

    private static Task<Core.Paging.Page> PageAsync(Bot bot) => bot.ReadAsync(db => db.Pages.AsNoTracking().SingleAsync(page => page.Number == 1));
}
