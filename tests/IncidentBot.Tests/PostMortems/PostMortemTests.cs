using IncidentBot.Core.PostMortems;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.PostMortems;

/// <summary>The post-mortem says what the timeline says, and nothing that people typed can change its shape.</summary>
public sealed class PostMortemTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task It_tells_what_happened_the_impact_the_durations_the_lessons_the_clocks_and_the_follow_ups(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await bot.DoAsync("nora", "ic @sam", "INC-1");
        await bot.DoAsync("sam", "scope systems=FS01,FS02 accounts=svc-backup data=patient-records total=1800 US-TX=1150", "INC-1");
        await bot.DoAsync("sam", "fact personal_data_affected=true unsecured_phi_affected=true", "INC-1");
        await bot.PassAsync(TimeSpan.FromMinutes(95));
        await bot.DoAsync("sam", "confirm", "INC-1");
        await bot.DoAsync("sam", "summary Two file servers were encrypted through the backup account", "INC-1");
        await bot.DoAsync("sam", "update both servers are off the network", "INC-1");
        await bot.DoAsync("sam", "lesson worked the backups were immutable", "INC-1");
        await bot.DoAsync("sam", "lesson failed the on-call list was a year old", "INC-1");
        await bot.DoAsync("sam", "lesson gap the plan names no contact at the imaging vendor", "INC-1");
        await bot.DoAsync("sam", "followup add require a second approver --owner @ravi --due 2026-12-15", "INC-1");
        await bot.DoAsync("lena", "clock event controller-became-aware 2026-11-24T03:00Z", "INC-1");
        await bot.DoAsync("lena", "clock filed eu-gdpr-33-1-authority --reference BlnBDI-4711", "INC-1");

        var text = await WrittenAsync(bot);
        Assert.Equal(
            ["## Summary", "## What happened", "## Impact", "## Stage durations", "## What worked", "## What did not", "## Gaps in the plan", "## Clocks and filings", "## Follow-ups"],
            text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Contains("Two file servers were encrypted through the backup account", Section(text, "Summary"), StringComparison.Ordinal);
        Assert.Contains("2026-11-24 04:35 UTC", Section(text, "What happened"), StringComparison.Ordinal);
        Assert.Contains("posted an update: both servers are off the network", Section(text, "What happened"), StringComparison.Ordinal);
        Assert.Contains("Sam Okafor", Section(text, "What happened"), StringComparison.Ordinal);
        Assert.Contains("FS01", Section(text, "Impact"), StringComparison.Ordinal);
        Assert.Contains("1800", Section(text, "Impact"), StringComparison.Ordinal);
        Assert.Contains("| triage | 1 h 35 min |", Section(text, "Stage durations"), StringComparison.Ordinal);
        Assert.Contains("- the backups were immutable", Section(text, "What worked"), StringComparison.Ordinal);
        Assert.Contains("- the on-call list was a year old", Section(text, "What did not"), StringComparison.Ordinal);
        Assert.Contains("- the plan names no contact at the imaging vendor", Section(text, "Gaps in the plan"), StringComparison.Ordinal);
        Assert.Contains("filed 2026-11-24 04:35 UTC as BlnBDI-4711", Section(text, "Clocks and filings"), StringComparison.Ordinal);
        var followUps = Section(text, "Follow-ups");
        Assert.Contains("require a second approver", followUps, StringComparison.Ordinal);
        Assert.Contains("Ravi", followUps, StringComparison.Ordinal);
        Assert.Contains("2026-12-15", followUps, StringComparison.Ordinal);
        Assert.Contains((await bot.IncidentAsync("INC-1")).HeadHash, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_of_markup_stays_a_title()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare # <script>alert(1)</script> | [x](http://evil) --client contoso-dental");
        await bot.DoAsync("sam", "note first line\n## Not a heading\n| not | a table |", "INC-1");
        var text = await WrittenAsync(bot);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[x](", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n## Not a heading", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n| not", text, StringComparison.Ordinal);
    }

    private static string Section(string text, string heading)
    {
        var from = text.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        var to = text.IndexOf("\n## ", from + 3, StringComparison.Ordinal);
        return to < 0 ? text[from..] : text[from..to];
    }

    private static async Task<string> WrittenAsync(Bot bot)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PostMortemWriter>().WriteAsync(await bot.IncidentAsync("INC-1"), CancellationToken.None);
    }
}
