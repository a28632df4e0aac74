using IncidentBot.Core.Incidents;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Incidents;

/// <summary>One ransomware incident from the note on the screen to the posted post-mortem, as the README tells it.</summary>
public sealed class WholeIncidentTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_whole_incident_runs_from_declare_to_close(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        var declared = await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        Assert.Equal("INC-1", declared.Incident.ToString());
        await bot.SettleAsync();

        Assert.Equal("guard", (await bot.SayAsync("sam", "confirm", "INC-1")).Code);
        await bot.DoAsync("nora", "ic @sam", "INC-1");
        await bot.DoAsync("sam", "scope systems=FS01,FS02 accounts=svc-backup data=patient-records total=1800 US-TX=1150 US-CA=620 US-NY=30", "INC-1");
        await bot.DoAsync("sam", "confirm", "INC-1");
        Assert.Equal(IncidentState.Containment, (await bot.IncidentAsync("INC-1")).State);

        await DecideTasksAsync(bot, "INC-1");
        await bot.DoAsync("sam", "contained", "INC-1");
        await bot.DoAsync("sam", "back containment the beacon is back on FS03", "INC-1");
        await DecideTasksAsync(bot, "INC-1");
        await bot.DoAsync("sam", "contained", "INC-1");
        await DecideTasksAsync(bot, "INC-1");
        await bot.DoAsync("sam", "eradicated", "INC-1");
        await bot.DoAsync("sam", "restored FS01 and FS02 from the immutable backup of 22 November", "INC-1");
        await DecideTasksAsync(bot, "INC-1");
        await bot.DoAsync("sam", "validated", "INC-1");

        var early = await bot.SayAsync("sam", "close", "INC-1");
        Assert.Equal("guard", early.Code);
        Assert.Contains("post-mortem", early.Text, StringComparison.Ordinal);
        await bot.DoAsync("sam", "lesson worked the backups were immutable", "INC-1");
        await bot.DoAsync("sam", "lesson gap the plan names no contact at the lab", "INC-1");
        await bot.DoAsync("sam", "followup add enforce MFA on the backup console --owner @ravi --due 2026-12-15", "INC-1");
        await bot.DoAsync("lena", "clock event discovered 2026-11-23", "INC-1");
        await bot.DoAsync("lena", "clock filed us-hipaa-408-hhs-500 --reference OCR-77", "INC-1");
        await bot.DoAsync("lena", "clock owner all @lena", "INC-1");
        await bot.DoAsync("nora", "review post", "INC-1");
        await bot.DoAsync("sam", "close", "INC-1");
        await bot.SettleAsync();

        var closed = await bot.IncidentAsync("INC-1");
        Assert.Equal(IncidentState.Closed, closed.State);
        await bot.VerifyAsync("INC-1");
        var posts = await bot.ReadAsync(db => db.RoomPosts.AsNoTracking().ToListAsync());
        Assert.Contains(posts, post => post.Key == "review:1" && post.Card is not null);
        Assert.Single(posts, post => post.Pinned);
        Assert.Equal("closed", posts.Single(post => post.Pinned).Card!.Facts[0].Value);
    }

    internal static async Task DecideTasksAsync(Bot bot, string incident)
    {
        var open = await bot.ReadAsync(db => db.ChecklistItems.AsNoTracking().Where(item => item.State == Core.Checklists.ChecklistState.Open).Select(item => item.Number).ToListAsync());
        foreach (var number in open)
        {
            await bot.DoAsync("sam", $"task done {number}", incident);
        }
    }
}
