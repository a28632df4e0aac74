using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Tests.Paging;

/// <summary>Pages of the sample plan, minute by minute.</summary>
public sealed class PagingScenarioTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_role_climbs_through_its_deputies_minute_by_minute_until_somebody_must_call_by_hand(Database database)
    {
        await using var bot = await QuietAsync(database);
        await bot.DoAsync("sam", "page technical-lead please join", "INC-1");
        await bot.SettleAsync();
        Assert.Equal(["Page 1: trying Sam Okafor by web (level 1, round 1)"], await TriesAsync(bot));
        Assert.Contains(bot.Jobs.Labels, label => label == "INC-1 page 1 (technical-lead): next after level 1");

        await bot.PassAsync(TimeSpan.FromMinutes(4.99));
        Assert.Single(await TriesAsync(bot));
        await bot.PassAsync(TimeSpan.FromMinutes(0.01));
        Assert.Equal("Page 1: trying Ravi Menon by web (level 2, round 1)", (await TriesAsync(bot))[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(
            ["Page 1: no channel that is set up here reaches Northwind SOC, on-call engineer: call by hand", "Page 1: trying Sam Okafor by web (level 1, round 2)"],
            (await TriesAsync(bot))[^2..]);
        for (var five = 0; five < 4; five++)
        {
            Assert.True((await PageAsync(bot)).Open);
            await bot.PassAsync(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(PageState.Exhausted, (await PageAsync(bot)).State);
        Assert.Equal(Bot.Start.AddMinutes(30), (await PageAsync(bot)).EndedAt);
        Assert.Contains(await CardLinesAsync(bot, "INC-1", "Pages"), line => line == "technical-lead: nobody acknowledged – call by hand");
        await bot.PassAsync(TimeSpan.FromHours(5));
        Assert.Equal(9, (await TriesAsync(bot)).Count);
        Assert.DoesNotContain(bot.Jobs.Labels, label => label.Contains("page 1", StringComparison.Ordinal));

        // Whoever wakes up after that still has it.
        await bot.DoAsync("ravi", "ack 1", "INC-1");
        Assert.Contains(await CardLinesAsync(bot, "INC-1", "Pages"), line => line == "technical-lead: Ravi Menon has it");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_acknowledgement_stops_the_page_settles_the_other_notices_and_a_second_one_says_who_has_it(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.SettleAsync();
        foreach (var who in new[] { "nora", "sam", "dana", "lena" })
        {
            Assert.Single(await bot.InboxAsync(who), notice => notice.Kind is NoticeKind.Page);
        }

        Assert.Equal("Dana Reyes has it: page 1 of INC-1 stops.", (await PressAsync(bot, "dana", "Acknowledge")).Text);
        var second = await PressAsync(bot, "nora", "Acknowledge", settled: true);
        Assert.Equal("page-over", second.Code);
        Assert.Contains("Dana Reyes has it", second.Text, StringComparison.Ordinal);
        foreach (var who in new[] { "nora", "sam", "dana", "lena" })
        {
            Assert.Empty(await bot.InboxAsync(who));
        }

        await bot.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(4, (await TriesAsync(bot)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Everybody_of_a_level_answers_for_themselves_and_when_all_decline_it_climbs_at_once(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.SettleAsync();
        foreach (var who in new[] { "nora", "sam", "dana" })
        {
            Assert.False((await PressAsync(bot, who, "Decline")).Refused);
            Assert.Equal(4, (await TriesAsync(bot)).Count);
        }

        Assert.False((await PressAsync(bot, "lena", "Decline")).Refused);
        Assert.Equal(4, await bot.ReadAsync(db => db.PageAttempts.CountAsync(attempt => attempt.State == AttemptState.Declined)));
        Assert.Equal(7, (await TriesAsync(bot)).Count);
        await bot.SettleAsync();
        Assert.Single(await bot.InboxAsync("evan"));
        Assert.Empty(await bot.InboxAsync("lena"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_contact_that_nothing_here_reaches_is_passed_at_once_and_shown(Database database)
    {
        await using var bot = await QuietAsync(database);
        var reply = await bot.DoAsync("sam", "page insurer", "INC-1");
        Assert.Contains("Call by hand", reply.Text, StringComparison.Ordinal);
        Assert.Equal(PageState.Exhausted, (await PageAsync(bot)).State);
        Assert.Contains(await CardLinesAsync(bot, "INC-1", "Pages"), line => line == "insurer: nobody acknowledged – call by hand");
        await bot.DoAsync("sam", "page communications", "INC-1");
        Assert.Equal("Page 2: trying Evan Castillo by web (level 2, round 1)", (await TriesAsync(bot))[^1]);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_worse_severity_pages_again_but_not_for_an_incident_that_is_over(Database database)
    {
        await using var bot = await QuietAsync(database);
        await bot.DoAsync("sam", "severity 1 the backups are encrypted too", "INC-1");
        await bot.SettleAsync();
        Assert.Single(await bot.InboxAsync("lena"));
        await bot.DoAsync("nora", "severity 4 less than feared", "INC-1");
        Assert.Equal(1, await bot.ReadAsync(db => db.Pages.CountAsync()));

        await bot.DoAsync("nora", "dismiss false-positive a drill nobody told us of", "INC-1");
        Assert.Equal(PageState.Stopped, (await PageAsync(bot)).State);
        Assert.Empty(await bot.InboxAsync("lena"));
        Assert.Equal("over", (await bot.SayAsync("nora", "severity 1 as it should have been", "INC-1")).Code);
        await bot.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(1, await bot.ReadAsync(db => db.Pages.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_merge_moves_the_page_and_the_button_on_the_old_notice_answers_in_the_survivor(Database database)
    {
        await using var bot = await QuietAsync(database);
        await bot.DoAsync("sam", "declare the same beacon --client contoso-dental --severity 2");
        await bot.DoAsync("sam", "page legal please join", "INC-1");
        await bot.SettleAsync();
        var stale = Assert.Single(await bot.InboxAsync("lena"));
        await bot.DoAsync("nora", "merge INC-2 the same attacker", "INC-1");
        await bot.SettleAsync();

        // The button as it was drawn before says where to go; the notice in the inbox goes there.
        var old = await PressAsync(bot, "lena", stale.Card.Actions.Single(action => action.Label == "Acknowledge"));
        Assert.Equal("merged", old.Code);
        Assert.Contains("INC-2", old.Text, StringComparison.Ordinal);
        Assert.Equal("Lena Park has it: page 2 of INC-2 stops.", (await PressAsync(bot, "lena", "Acknowledge")).Text);
        Assert.Empty(await bot.InboxAsync("lena"));
        await bot.PassAsync(TimeSpan.FromHours(2));
        Assert.Empty(await bot.InboxAsync("milo"));
        await bot.VerifyAsync("INC-1");
        await bot.VerifyAsync("INC-2");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_ten_hours_of_downtime_the_page_goes_on_at_once_and_says_that_it_is_late(Database database)
    {
        await using var bot = await QuietAsync(database);
        await bot.DoAsync("sam", "page legal please join", "INC-1");
        await bot.SettleAsync();
        await bot.PassAsync(TimeSpan.FromHours(10));
        Assert.Contains("Page 1 goes on 595 minutes late", await bot.TimelineAsync("INC-1"));
        Assert.Equal("Page 1: trying Milo Brandt, deputy counsel by web (level 2, round 1)", (await TriesAsync(bot))[^1]);
        Assert.Single(await bot.InboxAsync("milo"));
        Assert.Equal(Bot.Start.AddHours(10).AddMinutes(5), (await PageAsync(bot)).NextAt);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_page_that_cannot_go_on_holds_up_no_other(Database database)
    {
        await using var bot = await QuietAsync(database);
        await bot.DoAsync("sam", "page technical-lead first", "INC-1");
        await bot.DoAsync("sam", "page legal second", "INC-1");
        await bot.SettleAsync();
        await bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE \"Pages\" SET \"Ladder\" = 'null' WHERE \"Number\" = 1"));
        await bot.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(await bot.InboxAsync("milo"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Many_that_are_due_together_go_on_once_each_however_many_look_and_whoever_holds_an_incident(Database database)
    {
        const int Many = 60;
        await using var bot = await Bot.StartAsync(database);
        for (var number = 0; number < Many; number++)
        {
            await bot.DoAsync("sam", $"declare printer {number} smokes --client contoso-dental --severity 3");
        }

        await bot.SettleAsync();
        bot.Time.Advance(TimeSpan.FromMinutes(31));
        var escalator = bot.Services.GetRequiredService<PageEscalator>();
        var looks = Enumerable.Range(0, 4).Select(_ => Task.Run(() => escalator.DrainAsync(CancellationToken.None)));
        var notes = Enumerable.Range(1, Many).Select(number => Task.Run(() => bot.DoAsync("sam", "note it smokes on", $"INC-{number}")));
        await Task.WhenAll(looks.Cast<Task>().Concat(notes));
        await bot.SettleAsync();
        Assert.All(await bot.ReadAsync(db => db.Pages.AsNoTracking().ToListAsync()), page => Assert.Equal(1, page.Level));
        var tries = await bot.ReadAsync(db => db.PageAttempts.AsNoTracking().ToListAsync());
        Assert.All(tries.GroupBy(one => (one.PageId, one.Level, one.Round, one.Contact, one.Place)), same => Assert.Single(same));
        Assert.All(tries.GroupBy(one => one.PageId), page => Assert.Equal(2, page.Select(one => one.Level).Distinct().Count()));
        var notices = await bot.ReadAsync(db => db.Notices.AsNoTracking().Where(one => one.Kind == NoticeKind.Page).Select(one => one.Key).ToListAsync());
        Assert.Equal(tries.Where(one => one.Method == "web" && one.Place != PageAttempt.Nowhere).Select(one => $"page:{one.Id}").Order(StringComparer.Ordinal), notices.Order(StringComparer.Ordinal));
        await bot.VerifyAsync("INC-1");
        await bot.VerifyAsync($"INC-{Many}");
    }

    /// <summary>INC-1 of severity 5, whose first page is acknowledged before the clock starts: what follows is the test's own.</summary>
    private static async Task<Bot> QuietAsync(Database database)
    {
        var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare printer smokes --client contoso-dental --severity 5");
        await bot.ReadAsync(async db =>
        {
            await db.PageAttempts.ExecuteDeleteAsync();
            await db.Pages.ExecuteDeleteAsync();
            return await db.Notices.ExecuteDeleteAsync();
        });
        return bot;
    }

    private static Task<Page> PageAsync(Bot bot) => bot.ReadAsync(db => db.Pages.AsNoTracking().OrderBy(page => page.Number).FirstAsync());

    /// <summary>Every try of a page by the timeline, without the one of the declaration that <see cref="QuietAsync"/> took back.</summary>
    private static async Task<List<string>> TriesAsync(Bot bot)
    {
        var tries = (await bot.TimelineAsync("INC-1")).Where(text => text.StartsWith("Page", StringComparison.Ordinal) && (text.Contains("trying", StringComparison.Ordinal) || text.Contains("no channel", StringComparison.Ordinal))).ToList();
        return (await bot.IncidentAsync("INC-1")).Title == "printer smokes" ? tries[1..] : tries;
    }

    private static async Task<IReadOnlyList<string>> CardLinesAsync(Bot bot, string incident, string heading)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var card = await scope.ServiceProvider.GetRequiredService<IncidentCard>().BuildAsync(await bot.IncidentAsync(incident), CancellationToken.None);
        return [.. card.Sections.Where(section => section.Heading == heading).SelectMany(section => section.Lines).Select(line => line.Text)];
    }

    /// <summary>Presses a button of the page that somebody has, or had, in their inbox.</summary>
    private static async Task<Reply> PressAsync(Bot bot, string who, string label, bool settled = false)
    {
        var person = (await bot.PersonAsync(who)).Id;
        var notice = await bot.ReadAsync(db => db.Notices.AsNoTracking().SingleAsync(one => one.PersonId == person && one.Kind == NoticeKind.Page && one.SettledAt != null == settled));
        return await PressAsync(bot, who, notice.Card.Actions.Single(action => action.Label == label));
    }

    private static Task<Reply> PressAsync(Bot bot, string who, CardAction action) =>
        bot.SendAsync(who, bot.Services.GetRequiredService<VerbCatalogue>().Read(action.Verb, action.Arguments), action.Incident, action.Once);
}
