using Hangfire;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Tests.Effects;

/// <summary>Hangfire keeps one log for the whole process, of whichever host was made last: its servers are tried while no other host comes and goes.</summary>
[CollectionDefinition(nameof(HangfireAlone), DisableParallelization = true)]
public sealed class HangfireAlone;

/// <summary>Hangfire only rings. Whatever becomes of its jobs and locks, what is due is done.</summary>
[Collection(nameof(HangfireAlone))]
public sealed class StuckAlarmsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_of_a_dead_scheduler_and_a_lost_job_hold_no_page_up(bool locked)
    {
        var sent = new SentPages();
        await using var bot = await Bot.StartAsync(Database.Postgres, listen: true, services: services =>
        {
            sent.Install(services);
            services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(provider => new BackgroundJobClient(provider.GetRequiredService<JobStorage>())));
        });
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.SettleAsync();
        var page = await bot.ReadAsync(db => db.Pages.AsNoTracking().SingleAsync());
        Assert.Equal(page.NextAt, page.AlarmAt);
        Assert.NotEqual(0, await bot.ReadAsync(db => locked
            ? db.Database.ExecuteSqlAsync($"INSERT INTO hangfire.lock (resource, updatecount, acquired) VALUES ('hangfire:locks:schedulepoller', 0, now() AT TIME ZONE 'UTC')")
            : db.Database.ExecuteSqlAsync($"DELETE FROM hangfire.job")));
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { SchedulePollingInterval = TimeSpan.FromSeconds(1), WorkerCount = 1 }, bot.Services.GetRequiredService<JobStorage>());
        using var work = ActivatorUtilities.CreateInstance<BackgroundWork>(bot.Services);
        sent.Contacts.Clear();
        bot.Time.Advance(page.Ladder[0].Wait + TimeSpan.FromSeconds(1));
        await work.StartAsync(CancellationToken.None);
        for (var n = 0; n < 150 && sent.Contacts.IsEmpty; n++)
        {
            await Task.Delay(100);
        }

        await work.StopAsync(CancellationToken.None);
        Assert.NotEmpty(sent.Contacts);
        Assert.Equal(sent.Contacts.Distinct(), sent.Contacts);
        Assert.Equal(1, (await bot.ReadAsync(db => db.Pages.AsNoTracking().SingleAsync())).Level);
    }
}
