using IncidentBot.Core.Checklists;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;
using IncidentBot.Tests.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Incidents;

/// <summary>Things that people do say, by mistake or in the wrong order, and that must not quietly go wrong.</summary>
public sealed class SenselessVerbTests(VerbScenes scenes) : IClassFixture<VerbScenes>
{
    public static TheoryData<Database> Databases => Support.Databases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_merged_incident_s_pages_keep_ringing_in_the_survivor(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var (from, to) = (await scene.DeclareAsync(), await scene.DeclareAsync());
        await scene.Bot.DoAsync("nora", $"merge {to}", from);
        var survivor = (await scene.Bot.IncidentAsync(to)).Id;
        var pages = await scene.Bot.ReadAsync(db => db.Pages.AsNoTracking().Where(page => page.IncidentId == survivor).OrderBy(page => page.Number).ToListAsync());
        Assert.Equal([1, 2], pages.Select(page => page.Number));
        Assert.All(pages, page => Assert.Equal(PageState.Paging, page.State));
        Assert.StartsWith("Sam Okafor has it: page 2", (await scene.Bot.DoAsync("sam", "ack 2", to)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Reopening_twice_does_not_close(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        await scene.DriveAsync(incident, IncidentState.Closed);
        await scene.Bot.DoAsync("nora", "reopen it is back", incident);
        Assert.Equal(IncidentState.Review, (await scene.Bot.IncidentAsync(incident)).State);
        await scene.Bot.DoAsync("nora", "reopen it really is back", incident);
        Assert.Equal(IncidentState.Validation, (await scene.Bot.IncidentAsync(incident)).State);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_only_legal_may_decide_is_not_offered_for_overriding(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        Assert.Contains("confirm --override", (await scene.Bot.SayAsync("nora", "confirm", incident)).Text, StringComparison.Ordinal);
        await scene.DriveAsync(incident, IncidentState.Review);
        var close = await scene.Bot.SayAsync("nora", "close --override the client insists", incident);
        Assert.Equal("guard", close.Code);
        Assert.DoesNotContain("--override", close.Text, StringComparison.Ordinal);
        Assert.Contains("clock owner", close.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_filing_or_a_hold_is_of_one_clock(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        Assert.Equal("which-clock", (await scene.Bot.SayAsync("lena", "clock filed all --reference OCR-77", incident)).Code);
        Assert.Equal("which-clock", (await scene.Bot.SayAsync("lena", "clock hold all --until 2026-12-10 the FBI asked", incident)).Code);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_hold_of_a_clock_that_never_ran_ends_without_starting_it(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        var scene = new VerbScene(bot);
        var incident = await scene.DeclareAsync();
        var row = await scene.ClockAsync(incident);
        await bot.DoAsync("lena", $"clock hold {row} --until 2026-11-25 the FBI asked", incident);
        await bot.PassAsync(TimeSpan.FromDays(3));
        var clock = await bot.ReadAsync(db => db.Clocks.AsNoTracking().SingleAsync(one => one.RowId == row));
        Assert.Equal((ClockState.NotStarted, null), (clock.State, clock.DueAt));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_moment_outside_every_calendar_is_refused(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        var row = await scene.ClockAsync(incident);
        foreach (var line in new[] { "clock event discovered -9998-01-01", "clock event discovered 0001-01-01", $"clock filed {row} --reference X --at -0500-01-01", $"clock hold {row} --until 9999-12-31 the FBI asked", $"clock hold {row} --until \"9999-12-31 23:59\" the FBI asked" })
        {
            Assert.Equal("bad-moment", (await scene.Bot.SayAsync("lena", line, incident)).Code);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_scope_says_each_thing_once_and_counts_are_numbers(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        Assert.Equal("repeated-name", (await scene.Bot.SayAsync("sam", "scope US-TX=620 TX=60", incident)).Code);
        Assert.Equal("not-a-count", (await scene.Bot.SayAsync("sam", "scope total=many", incident)).Code);
        Assert.Equal("not-a-count", (await scene.Bot.SayAsync("sam", "scope US-CA=-5", incident)).Code);
        Assert.Equal("empty", (await scene.Bot.SayAsync("sam", "fact ransom_paid=", incident)).Code);
        await scene.Bot.DoAsync("sam", "scope total=1,800 US-CA=unknown systems=FS01", incident);
        await scene.Bot.DoAsync("sam", "fact " + string.Join(' ', Enumerable.Range(0, 200).Select(one => $"x-odd_{one}=yes")), incident);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Giving_the_commander_another_part_says_that_nobody_commands(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        await scene.Bot.DoAsync("nora", "ic @sam", incident);
        Assert.Contains("no longer commander", (await scene.Bot.DoAsync("nora", "role scribe @sam", incident)).Text, StringComparison.Ordinal);
        Assert.Contains(await scene.Bot.TimelineAsync(incident), line => line.Contains("no longer commander", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Any_entry_but_an_erasure_can_be_erased_once_and_everything_still_reads(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        await scene.DriveAsync(incident, IncidentState.Review);
        var last = (await scene.Bot.IncidentAsync(incident)).HeadSequence;
        for (var sequence = 1; sequence <= last; sequence++)
        {
            await scene.Bot.DoAsync("lena", $"erase {sequence} it names a patient", incident);
        }

        Assert.Equal("erasure-stays", (await scene.Bot.SayAsync("lena", $"erase {last + 1} hide it", incident)).Code);
        Assert.Equal("already", (await scene.Bot.SayAsync("lena", "erase 1 again", incident)).Code);
        Assert.Equal("no-such-entry", (await scene.Bot.SayAsync("lena", "erase 0 nothing", incident)).Code);
        foreach (var line in new[] { "status", "timeline", "who", "review", "clocks", "task list", "followup list" })
        {
            await scene.Bot.DoAsync("nora", line, incident);
        }

        await scene.Bot.DoAsync("nora", "review post", incident);
        await scene.Bot.VerifyAsync(incident);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_task_is_of_a_stage_and_a_follow_up_is_finished_once(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        Assert.Equal("not-a-stage", (await scene.Bot.SendAsync("nora", new AddTask("late", Stage: IncidentState.Closed), incident)).Code);
        await scene.Bot.DoAsync("nora", "followup done 1", incident);
        Assert.Equal("already", (await scene.Bot.SayAsync("nora", "followup done 1", incident)).Code);
    }
}
