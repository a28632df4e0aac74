using IncidentBot.Core.Incidents;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Incidents;

/// <summary>Of two incidents that are one, nothing is lost and nobody learns more than they may.</summary>
public sealed class MergeTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Lessons_follow_ups_and_the_higher_count_go_over_and_what_differs_is_said(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.DoAsync("sam", "declare beacon on FS02 --client contoso-dental");
        await bot.DoAsync("sam", "scope total=1800 US-TX=20 systems=FS01", "INC-1");
        await bot.DoAsync("sam", "scope total=900 US-TX=50 systems=FS02", "INC-2");
        await bot.DoAsync("sam", "lesson worked the backups were immutable", "INC-1");
        await bot.DoAsync("sam", "followup add require a second approver --owner @ravi", "INC-1");
        await bot.DoAsync("sam", "followup add rotate the keys --owner @ravi", "INC-2");
        var merged = await bot.DoAsync("nora", "merge INC-2 the same attacker", "INC-1");
        Assert.Contains("scope.systems was FS01 there and is FS02 here", merged.Text, StringComparison.Ordinal);
        Assert.Contains((await bot.TimelineAsync("INC-2")), line => line.Contains("scope.systems was FS01 there and is FS02 here", StringComparison.Ordinal));

        var survivor = (await bot.IncidentAsync("INC-2")).Id;
        var facts = await bot.ReadAsync(db => db.Facts.Where(fact => fact.IncidentId == survivor).ToDictionaryAsync(fact => fact.Name, fact => fact.Value));
        Assert.Equal("1800", facts["affected_count_total"]);
        Assert.Equal("50", facts["affected_by_us_state.TX"]);
        Assert.Equal("the backups were immutable", Assert.Single(await bot.ReadAsync(db => db.Lessons.Where(one => one.IncidentId == survivor).ToListAsync())).Text);
        var list = await bot.DoAsync("sam", "followup list", "INC-2");
        Assert.Contains("1. [open] rotate the keys", list.Text, StringComparison.Ordinal);
        Assert.Contains("2. [open] require a second approver", list.Text, StringComparison.Ordinal);
        await bot.VerifyAsync("INC-2");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_confidential_survivor_lets_in_nobody_who_was_not_let_in_before(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare odd mail --client contoso-dental");
        await bot.DoAsync("sam", "invite @dana", "INC-1");
        await bot.DoAsync("nora", "declare insider --client contoso-dental --confidential");
        Assert.Equal("no-such-incident", (await bot.SayAsync("dana", "status", "INC-2")).Code);
        var merged = await bot.DoAsync("nora", "merge INC-2 the same person", "INC-1");
        Assert.Contains("@dana did not come along: `invite` lets them in", merged.Text, StringComparison.Ordinal);
        Assert.Equal("no-such-incident", (await bot.SayAsync("dana", "status", "INC-2")).Code);
        await bot.DoAsync("nora", "invite @dana", "INC-2");
        Assert.False((await bot.SayAsync("dana", "status", "INC-2")).Refused);
    }

    [Fact]
    public async Task A_confidential_incident_is_not_merged_into_one_that_everybody_reads()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("nora", "declare insider --client contoso-dental --confidential");
        await bot.DoAsync("nora", "declare odd mail --client contoso-dental");
        var refused = await bot.SayAsync("nora", "merge INC-2", "INC-1");
        Assert.Equal("merge-into-the-open", refused.Code);
        Assert.Contains("`INC-2 merge INC-1`", refused.Text, StringComparison.Ordinal);
        Assert.Equal(IncidentState.Triage, (await bot.IncidentAsync("INC-1")).State);
        await bot.DoAsync("nora", "INC-2 merge INC-1");
        Assert.Equal(IncidentState.Merged, (await bot.IncidentAsync("INC-2")).State);
    }
}
