using IncidentBot.Core.Chat;
using IncidentBot.Core.Obligations;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Obligations;

/// <summary>What happens to clocks when the bot starts with another catalogue than the one they were counted by.</summary>
public sealed class ChangedCatalogueTests
{
    private const string Gdpr = "eu-gdpr-33-1-authority";
    private const string Old = "0123456789ab";

    private static string Version => Catalogue.Shipped.Find(Gdpr)!.Version;

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_clock_that_runs_is_recounted_at_start_and_legal_is_told_what_moved(Database database)
    {
        await using var bot = await StartAsync(database);
        await CountedAsync(bot, "2026-11-28T03:00:00Z");
        await RestartAsync(bot);

        var clock = await ClockAsync(bot);
        Assert.Equal((Version, ClockState.Running, Bot.Start.AddHours(72)), (clock.RowVersion, clock.State, clock.DueAt!.Value));
        var entry = Assert.Single(await bot.TimelineAsync("INC-1"), text => text.Contains(Old, StringComparison.Ordinal));
        Assert.Contains($"the catalogue has another version of {Gdpr} ({Old}, now {Version})", entry, StringComparison.Ordinal);
        Assert.Contains("it was due 2026-11-28 04:00:00 Europe/Berlin, is now due 2026-11-27 04:00:00 Europe/Berlin", entry, StringComparison.Ordinal);
        foreach (var who in new[] { "lena", "milo" })
        {
            var notice = Assert.Single(await InboxAsync(bot, who));
            Assert.Contains("the catalogue changed", notice.Card.Facts[0].Value, StringComparison.Ordinal);
            Assert.Contains("2026-11-28 04:00:00 Europe/Berlin", notice.Card.Facts[0].Value, StringComparison.Ordinal);
        }

        await RestartAsync(bot);
        Assert.Single(await bot.TimelineAsync("INC-1"), text => text.Contains(Old, StringComparison.Ordinal));
        await bot.PassAsync(TimeSpan.FromHours(36));
        Assert.Equal(2, (await InboxAsync(bot, "lena")).Count);
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_next_fact_recounts_as_well_and_a_date_that_stands_is_said_but_not_reminded_of(Database database)
    {
        await using var bot = await StartAsync(database);
        await CountedAsync(bot, "2026-11-27T03:00:00Z");
        await bot.DoAsync("sam", "scope systems=FS01", "INC-1");
        await bot.SettleAsync();
        Assert.Equal(Version, (await ClockAsync(bot)).RowVersion);
        var entry = Assert.Single(await bot.TimelineAsync("INC-1"), text => text.Contains(Old, StringComparison.Ordinal));
        Assert.Contains("it stays due 2026-11-27 04:00:00 Europe/Berlin", entry, StringComparison.Ordinal);
        Assert.Empty(await InboxAsync(bot, "lena"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_decided_or_missed_keeps_the_date_it_had(Database database)
    {
        foreach (var end in new[] { $"clock filed {Gdpr} --reference BlnBDI-4711", $"clock not-required {Gdpr} nobody is affected", null })
        {
            await using var bot = await StartAsync(database);
            if (end is null)
            {
                await bot.PassAsync(TimeSpan.FromHours(73));
            }
            else
            {
                await bot.DoAsync("lena", end, "INC-1");
            }

            await CountedAsync(bot, "2026-11-26T03:00:00Z");
            await RestartAsync(bot);
            await bot.DoAsync("sam", "scope systems=FS01", "INC-1");
            var clock = await ClockAsync(bot);
            Assert.Equal((Old, Bot.Start.AddHours(48)), (clock.RowVersion, clock.DueAt!.Value));
            Assert.DoesNotContain(await bot.TimelineAsync("INC-1"), text => text.Contains(Old, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_held_clock_is_recounted_when_its_hold_is_over(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", $"clock hold {Gdpr} --until 2026-11-25T03:00:00Z the police asked", "INC-1");
        await CountedAsync(bot, "2026-11-28T03:00:00Z");
        await RestartAsync(bot);
        Assert.Equal(Old, (await ClockAsync(bot)).RowVersion);
        await bot.PassAsync(TimeSpan.FromHours(24));
        Assert.Equal((Version, Bot.Start.AddHours(72)), ((await ClockAsync(bot)).RowVersion, (await ClockAsync(bot)).DueAt!.Value));
        Assert.Single(await bot.TimelineAsync("INC-1"), text => text.Contains(Old, StringComparison.Ordinal));
        Assert.Single(await InboxAsync(bot, "lena"));
    }

    /// <summary>INC-1 with the GDPR's clock running since the start.</summary>
    private static async Task<Bot> StartAsync(Database database)
    {
        var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 5");
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.SettleAsync();
        return bot;
    }

    /// <summary>As a catalogue of before left the clock: of another version, with another date.</summary>
    private static async Task CountedAsync(Bot bot, string due)
    {
        DateTimeOffset? before = DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(1, await bot.ReadAsync(db => db.Clocks.Where(clock => clock.RowId == Gdpr).ExecuteUpdateAsync(set => set
            .SetProperty(clock => clock.RowVersion, Old).SetProperty(clock => clock.DueAt, before).SetProperty(clock => clock.UnrolledAt, before))));
    }

    /// <summary>What a new process does first.</summary>
    private static async Task RestartAsync(Bot bot)
    {
        await ActivatorUtilities.CreateInstance<ReminderClerk>(bot.Services).DrainAsync(CancellationToken.None);
        await bot.SettleAsync();
    }

    private static Task<Clock> ClockAsync(Bot bot) => bot.ReadAsync(db => db.Clocks.AsNoTracking().SingleAsync(clock => clock.RowId == Gdpr));

    private static async Task<List<Notice>> InboxAsync(Bot bot, string who) => [.. (await bot.InboxAsync(who)).Where(notice => notice.Kind is NoticeKind.Reminder)];
}
