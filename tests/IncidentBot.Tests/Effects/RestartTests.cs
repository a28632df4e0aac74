using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Effects;

/// <summary>The embedded database has one process. What a killed one left in its memory or held is nobody's when the next starts.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_lease_of_the_killed_process_holds_no_page_up()
    {
        var sent = new SentPages();
        await using var bot = await Bot.StartAsync(Database.Sqlite, services: sent.Install);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        var until = bot.Time.GetUtcNow().AddSeconds(45).UtcTicks;
        await bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO Lanes (Key, IncidentId, LeasedUntil, ParkedUntil, Fence) SELECT DISTINCT Lane, IncidentId, {until}, 0, 1 FROM Effects"));
        await bot.SettleAsync();
        Assert.Empty(sent.Contacts);

        await IncidentBotApp.PrepareAsync(bot.Services);
        await bot.SettleAsync();
        Assert.Single(sent.Contacts, "nora");
    }

    [Fact]
    public async Task Alarms_that_were_in_memory_are_set_again()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.DoAsync("lena", "clock event controller-became-aware", "INC-1");
        await bot.SettleAsync();
        var before = bot.Jobs.Labels;
        Assert.Contains(before, label => label.StartsWith("INC-1 page 1", StringComparison.Ordinal));
        Assert.Contains(before, label => label.Contains("remind at 50 %", StringComparison.Ordinal));
        bot.Jobs.Forget();
        await bot.SettleAsync();
        Assert.Empty(bot.Jobs.Labels);

        await IncidentBotApp.PrepareAsync(bot.Services);
        await bot.SettleAsync();
        Assert.Equal(before.Order(StringComparer.Ordinal), bot.Jobs.Labels.Order(StringComparer.Ordinal));
    }
}
