using System.Net;
using System.Text.RegularExpressions;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Logging;
using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.SignIn;

/// <summary>The dashboard of alarms is the operator's alone, to read and to press.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public async Task The_operator_reads_what_is_planned_in_words()
    {
        await using var bot = await WithAlarmsAsync();
        using var olga = await Browser.SignedInAsync(bot, "olga");
        var page = await olga.TextAsync("/hangfire/jobs/scheduled");
        Assert.Contains("IncidentBot: alarms", page, StringComparison.Ordinal);
        Assert.Matches("INC-1 page 1 .*next after level 1", page);
        Assert.Matches("INC-1 .*: remind at ", page);
        Assert.DoesNotContain("WakeUp.", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/hangfire\"", await olga.TextAsync("/inbox"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nora")]
    [InlineData("sam")]
    [InlineData("dana")]
    [InlineData("lena")]
    public async Task Everybody_else_is_refused_and_told_for_whom_it_is(string handle)
    {
        await using var bot = await WithAlarmsAsync();
        using var browser = await Browser.SignedInAsync(bot, handle);
        foreach (var path in new[] { "/hangfire", "/hangfire/jobs/scheduled", "/hangfire/recurring" })
        {
            var answer = await browser.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("for the operator of this installation", text, StringComparison.Ordinal);
            Assert.DoesNotContain("INC-1", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("href=\"/hangfire\"", await browser.TextAsync("/inbox"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_at_one_client_sees_nothing_that_is_about_others()
    {
        await using var bot = await WithAlarmsAsync();
        var dana = (await bot.PersonAsync("dana")).Id;
        await using (var scope = bot.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            db.Add(new Grant(dana, await db.Organisations.Where(one => one.Slug == "contoso-dental").Select(one => one.Id).SingleAsync(), GrantRole.Operator, GrantSource.Plan));
            await db.SaveChangesAsync();
        }

        using var browser = await Browser.SignedInAsync(bot, "dana");
        foreach (var path in new[] { "/hangfire/jobs/scheduled", "/audit", "/slack/workspaces" })
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await browser.GetAsync(path)).StatusCode));
        }

        Assert.Equal("not-allowed", (await bot.SayAsync("dana", "doctor")).Code);
    }

    [Fact]
    public async Task Nobody_comes_to_the_door()
    {
        await using var bot = await WithAlarmsAsync();
        using var nobody = new Browser(bot, follows: false);
        foreach (var path in new[] { "/hangfire", "/hangfire/jobs/scheduled" })
        {
            var answer = await nobody.GetAsync(path);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_the_operator_from_the_dashboard_itself_takes_an_alarm_away()
    {
        await using var bot = await WithAlarmsAsync();
        var monitor = bot.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        var (planned, job) = (monitor.ScheduledCount(), monitor.ScheduledJobs(0, 1)[0].Key);
        using var olga = await Browser.SignedInAsync(bot, "olga");
        using var nora = await Browser.SignedInAsync(bot, "nora");
        using var nobody = new Browser(bot);
        const string Delete = "/hangfire/jobs/scheduled/delete";
        foreach (var (browser, page) in new[] { (nora, await nora.TextAsync("/inbox")), (nora, null), (nobody, await nobody.TextAsync("/sign-in")), (nobody, null), (olga, null) })
        {
            await browser.SendFormAsync(Delete, page, ("jobs[]", job));
            Assert.Equal(planned, monitor.ScheduledCount());
        }

        // The page does this with script: the token in the header that it names.
        var dashboard = await olga.TextAsync("/hangfire/jobs/scheduled");
        var (header, token) = (Header().Match(dashboard).Groups[1].Value, Token().Match(dashboard).Groups[1].Value);
        Assert.Equal(HttpStatusCode.NoContent, (await olga.SendFormAsync(Delete, [("jobs[]", job)], (header, token))).StatusCode);
        Assert.Equal(planned - 1, monitor.ScheduledCount());
    }

    /// <summary>A severe incident, so that pages and reminders are planned, and Hangfire itself to hold them.</summary>
    private static async Task<Bot> WithAlarmsAsync()
    {
        var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true,
            services => services.Replace(ServiceDescriptor.Singleton<IBackgroundJobClient>(Client)));
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental --severity 1 --type ransomware");
        await bot.DoAsync("sam", "fact personal_data_affected=true unsecured_phi_affected=true", "INC-1");
        await bot.DoAsync("lena", "clock event discovered", "INC-1");
        await bot.SettleAsync();
        return bot;
    }

    private static BackgroundJobClient Client(IServiceProvider provider)
    {
        // Hangfire logs to one place for the whole process: that of whichever bot was made last, which may have ended.
        var storage = provider.GetRequiredService<JobStorage>();
        LogProvider.SetCurrentLogProvider(new AspNetCoreLogProvider(provider.GetRequiredService<ILoggerFactory>()));
        return new BackgroundJobClient(storage);
    }

    [GeneratedRegex("csrf-header\" content=\"([^\"]+)\"")]
    private static partial Regex Header();

    [GeneratedRegex("csrf-token\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
