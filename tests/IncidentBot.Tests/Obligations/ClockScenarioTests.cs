using IncidentBot.Core.Chat;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Obligations;

/// <summary>The clocks of one incident at Contoso Dental, from the declaration to the filing. Due instants are counted by hand.</summary>
public sealed class ClockScenarioTests
{
    private const string Gdpr = "eu-gdpr-33-1-authority";
    private const string Hhs = "us-hipaa-408-hhs-500";

    /// <summary>03:30 in Berlin on 24 November 2026; 72 hours later is 02:30 UTC on the 27th.</summary>
    private const string Aware = "clock event controller-became-aware 2026-11-24 03:30 --zone Europe/Berlin";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_declaration_asks_and_recorded_events_start_the_clocks_with_the_right_dates(Database database)
    {
        await using var bot = await StartAsync(database);
        var asked = (await bot.DoAsync("lena", "clocks", "INC-1")).Text;
        Assert.Contains("GDPR Art. 33(1): notify the supervisory authority** – not started, may apply", asked, StringComparison.Ordinal);
        Assert.Contains("Is personal data affected?", asked, StringComparison.Ordinal);
        Assert.DoesNotContain(await ClocksAsync(bot), clock => clock.DueAt is not null);

        await bot.DoAsync("sam", "scope total=1800 US-TX=1150 US-CA=620 US-NY=30", "INC-1");
        await bot.DoAsync("sam", "fact unsecured_phi_affected=true us_state_personal_information_affected=true", "INC-1");
        await bot.DoAsync("lena", Aware, "INC-1");
        await bot.DoAsync("lena", "clock event discovered 2026-11-23", "INC-1");
        await bot.DoAsync("lena", "clock event discovered-or-notified 2026-11-23 12:00", "INC-1");
        await bot.DoAsync("lena", "clock event determined-breach-occurred 2026-11-23", "INC-1");

        await DueAsync(bot, Gdpr, "2026-11-27T02:30:00Z");
        await DueAsync(bot, "us-hipaa-404-individuals", "2027-01-23T05:59:59Z");
        await DueAsync(bot, Hhs, "2027-01-23T05:59:59Z");
        await DueAsync(bot, "us-tx-individuals", "2027-01-23T05:59:59Z");
        await DueAsync(bot, "us-tx-ag", "2026-12-24T05:59:59Z");
        await DueAsync(bot, "us-ca-residents", "2026-12-24T07:59:59Z");
        await DueAsync(bot, "us-ny-residents", "2026-12-24T04:59:59Z");
        await bot.SettleAsync();
        Assert.Contains("INC-1 GDPR Art. 33(1): remind at 50 %", bot.Jobs.Labels);
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reminders_come_at_half_a_quarter_and_a_tenth_at_due_and_every_four_hours_until_one_acknowledges(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.SettleAsync();
        foreach (var (minutes, label) in new[] { (2160, "50 %"), (3240, "25 %"), (3888, "10 %"), (4320, "due"), (4560, "4 h overdue"), (4800, "8 h overdue") })
        {
            await UntilAsync(bot, Bot.Start.AddMinutes(minutes).AddSeconds(-1));
            var before = (await RemindersAsync(bot)).Count;
            await UntilAsync(bot, Bot.Start.AddMinutes(minutes));
            var said = await RemindersAsync(bot);
            Assert.Equal(before + 1, said.Count);
            Assert.StartsWith($"Reminder ({label}) of GDPR Art. 33(1), due 2026-11-27 04:00:00 Europe/Berlin, to Lena Park, Milo Brandt", said[^1], StringComparison.Ordinal);
            Assert.DoesNotContain("late", said[^1], StringComparison.Ordinal);
        }

        Assert.Equal(ClockState.Missed, (await ClockAsync(bot, Gdpr)).State);
        Assert.Single(await bot.TimelineAsync("INC-1"), text => text == "GDPR Art. 33(1) is past due and not filed");
        Assert.Equal(6, (await InboxAsync(bot, "milo")).Count);

        var notice = (await InboxAsync(bot, "milo"))[^1].Card.Actions[0];
        var seen = await bot.SendAsync("milo", bot.Services.GetRequiredService<VerbCatalogue>().Read(notice.Verb, notice.Arguments), notice.Incident, notice.Once);
        Assert.False(seen.Refused, seen.Text);
        Assert.Empty(await InboxAsync(bot, "milo"));
        Assert.Empty(await InboxAsync(bot, "lena"));
        await bot.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(6, (await RemindersAsync(bot)).Count);
        Assert.Equal("nothing-to-acknowledge", (await bot.SayAsync("lena", "clock ack", "INC-1")).Code);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task After_downtime_only_the_most_urgent_reminder_is_sent_once_and_says_that_it_is_late(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        bot.Time.Advance(TimeSpan.FromHours(74));
        await bot.SettleAsync();
        var said = Assert.Single(await RemindersAsync(bot));
        Assert.StartsWith("Reminder (due)", said, StringComparison.Ordinal);
        Assert.EndsWith(", 120 minutes late (planned for 2026-11-27 03:00 UTC)", said, StringComparison.Ordinal);
        Assert.Single(await InboxAsync(bot, "lena"));
        await UntilAsync(bot, Bot.Start.AddHours(76));
        Assert.StartsWith("Reminder (4 h overdue)", (await RemindersAsync(bot))[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_filing_in_time_is_met_a_later_one_met_late_and_both_end_the_reminders(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", Aware, "INC-1");
        await bot.DoAsync("lena", "clock event discovered 2026-09-01", "INC-1");
        await bot.SettleAsync();
        Assert.Equal(ClockState.Missed, (await ClockAsync(bot, Hhs)).State);
        await UntilAsync(bot, Bot.Start.AddHours(80));
        Assert.Contains("met,", (await bot.DoAsync("lena", $"clock filed {Gdpr} --reference BlnBDI-4711 --at \"2026-11-26 10:00\"", "INC-1")).Text, StringComparison.Ordinal);
        Assert.Contains("met late", (await bot.DoAsync("lena", $"clock filed {Hhs} --reference OCR-77", "INC-1")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await InboxAsync(bot, "lena"), notice => notice.Card.Title.Contains("GDPR Art. 33(1)", StringComparison.Ordinal));
        Assert.Equal("clock-decided", (await bot.SayAsync("lena", $"clock filed {Gdpr} --reference again", "INC-1")).Code);
        Assert.Equal("not-allowed", (await bot.SayAsync("sam", "clock filed us-ny-residents --reference mine", "INC-1")).Code);
        Assert.Equal("which-clock", (await bot.SayAsync("lena", "clock filed all --reference everything", "INC-1")).Code);
        Assert.Equal("which-clock", (await bot.SayAsync("lena", "clock hold all --until 2026-12-10 wait", "INC-1")).Code);
        await bot.DoAsync("lena", "clock not-required all counsel said so", "INC-1");
        var said = (await RemindersAsync(bot)).Count;
        await bot.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(said, (await RemindersAsync(bot)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_chained_clock_runs_from_what_was_really_sent(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "scope total=1800 US-CA=620 US-NY=30", "INC-1");
        await bot.DoAsync("lena", "clock event discovered-or-notified 2026-11-20", "INC-1");
        Assert.Null((await ClockAsync(bot, "us-ca-ag")).DueAt);
        await bot.DoAsync("lena", "clock filed us-ca-residents --reference letters --at \"2026-11-22 12:00\"", "INC-1");
        await DueAsync(bot, "us-ca-ag", "2026-12-08T07:59:59Z");
        await bot.DoAsync("lena", $"clock filed {Hhs} --reference OCR-77 --at \"2026-11-23 12:00\"", "INC-1");

        // Five business days after Monday 23 November, of which Thanksgiving on the 26th is none.
        await DueAsync(bot, "us-ny-ag-hipaa-5bd", "2026-12-02T04:59:59Z");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_hold_is_silent_and_when_it_is_over_the_clock_runs_again_from_what_was_recorded_meanwhile(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.DoAsync("lena", $"clock hold {Gdpr} --until 2026-11-26T03:00:00Z the police asked in writing", "INC-1");
        await bot.DoAsync("lena", $"clock hold {Hhs} --until 2026-11-25T03:00:00Z wait for forensics", "INC-1");
        await bot.DoAsync("lena", "clock event controller-became-aware 2026-11-23T21:00:00Z --reason \"the mail was older\"", "INC-1");
        Assert.Equal(ClockState.Held, (await ClockAsync(bot, Gdpr)).State);
        await UntilAsync(bot, Bot.Start.AddHours(47));
        Assert.Empty(await RemindersAsync(bot));
        Assert.Equal(ClockState.NotStarted, (await ClockAsync(bot, Hhs)).State);

        await UntilAsync(bot, Bot.Start.AddHours(48));
        await DueAsync(bot, Gdpr, "2026-11-26T21:00:00Z");
        Assert.Contains("The hold of GDPR Art. 33(1) is over; it runs again", await bot.TimelineAsync("INC-1"));
        var told = Assert.Single(await RemindersAsync(bot));
        Assert.StartsWith("Reminder (hold over) of GDPR Art. 33(1)", told, StringComparison.Ordinal);
        Assert.DoesNotContain("late", told, StringComparison.Ordinal);
        Assert.Single(await InboxAsync(bot, "lena"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_running_clock_runs_on_when_a_fact_says_otherwise_and_a_contradiction_is_asked(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", Aware, "INC-1");
        await bot.DoAsync("sam", "fact risk_to_individuals=unlikely", "INC-1");
        await DueAsync(bot, Gdpr, "2026-11-27T02:30:00Z");
        Assert.Contains("It no longer seems to apply", (await bot.DoAsync("lena", "clocks", "INC-1")).Text, StringComparison.Ordinal);

        await bot.DoAsync("sam", "fact us_state_personal_information_affected=false", "INC-1");
        var asked = await bot.SayAsync("nora", "clock event determined-breach-occurred 2026-11-23", "INC-1");
        Assert.Equal("contradiction", asked.Code);
        Assert.Contains("Which is right?", asked.Text, StringComparison.Ordinal);
        Assert.Equal("counsel-only", (await bot.SayAsync("nora", "clock event determined-breach-occurred 2026-11-23 --override", "INC-1")).Code);
        await bot.DoAsync("lena", "clock event determined-breach-occurred 2026-11-23 --override", "INC-1");
        await DueAsync(bot, "us-tx-ag", "2026-12-24T05:59:59Z");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_merge_takes_the_earliest_trigger_and_revives_what_was_not_required_before(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare the same beacon --client contoso-dental");
        await bot.DoAsync("lena", "clock event controller-became-aware 2026-11-23T20:00:00Z", "INC-2");
        await bot.DoAsync("lena", $"clock not-required {Hhs} no patient data", "INC-2");
        await bot.DoAsync("lena", "clock event controller-became-aware 2026-11-22T10:00:00Z", "INC-1");
        await bot.DoAsync("lena", "clock event discovered 2026-11-20", "INC-1");
        await bot.SettleAsync();
        await bot.DoAsync("nora", "merge INC-2 the same attacker", "INC-1");
        await bot.SettleAsync();

        await DueAsync(bot, Gdpr, "2026-11-25T10:00:00Z", "INC-2");
        await DueAsync(bot, Hhs, "2027-01-20T05:59:59Z", "INC-2");
        Assert.Equal("merged", (await bot.SayAsync("lena", "clock event discovered 2026-11-19", "INC-1")).Code);
        Assert.Equal("merged", (await bot.SayAsync("sam", "fact personal_data_affected=true", "INC-1")).Code);
        await bot.PassAsync(TimeSpan.FromDays(4));
        Assert.DoesNotContain(await RemindersAsync(bot), text => text.Contains("INC-1", StringComparison.Ordinal));
        Assert.All(await InboxAsync(bot, "lena"), notice => Assert.All(notice.Card.Actions, action => Assert.Equal("INC-2", action.Incident)));
        await bot.VerifyAsync("INC-1");
        await bot.VerifyAsync("INC-2");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_reminder_that_waits_when_its_incident_is_merged_is_acknowledged_in_the_survivor(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare another beacon --client contoso-dental");
        await bot.DoAsync("sam", "fact personal_data_affected=false", "INC-2");
        await bot.ReadAsync(db => db.Clocks.Where(clock => clock.RowId == Gdpr && clock.Number > 0 && db.Incidents.Any(one => one.Number == 2 && one.Id == clock.IncidentId)).ExecuteDeleteAsync());
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.PassAsync(TimeSpan.FromHours(37));
        var notice = Assert.Single(await InboxAsync(bot, "lena"));
        Assert.Equal("INC-1", notice.Card.Actions[0].Incident);
        await bot.DoAsync("nora", "merge INC-2 the same", "INC-1");
        var action = Assert.Single(await InboxAsync(bot, "lena")).Card.Actions[0];
        var seen = await bot.SendAsync("lena", bot.Services.GetRequiredService<VerbCatalogue>().Read(action.Verb, action.Arguments), action.Incident, action.Once);
        Assert.False(seen.Refused, seen.Text);
        Assert.Empty(await InboxAsync(bot, "lena"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task No_incident_is_dismissed_while_a_clock_runs_nor_closed_while_one_is_undecided_and_unowned(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", Aware, "INC-1");
        Assert.Equal("guard", (await bot.SayAsync("nora", "dismiss false-positive --override the client insists", "INC-1")).Code);
        for (var step = 0; step < 5; step++)
        {
            await bot.DoAsync("nora", "next --override the client insists", "INC-1");
        }

        var refused = await bot.SayAsync("nora", "close --override the client insists", "INC-1");
        Assert.Contains("every clock must be decided or have a named legal owner", refused.Text, StringComparison.Ordinal);
        Assert.Equal("not-legal", (await bot.SayAsync("lena", "clock owner all @evan", "INC-1")).Code);
        await bot.DoAsync("lena", "clock owner all @milo", "INC-1");
        await bot.DoAsync("nora", "close --override the client insists", "INC-1");

        // The duty outlives the incident.
        await UntilAsync(bot, Bot.Start.AddHours(73));
        Assert.Equal(ClockState.Missed, (await ClockAsync(bot, Gdpr)).State);
        Assert.NotEmpty(await InboxAsync(bot, "milo"));

        await bot.DoAsync("sam", "declare another --client contoso-dental");
        await bot.DoAsync("lena", Aware, "INC-2");
        await bot.DoAsync("lena", "clock not-required all confirmed false alarm", "INC-2");
        await bot.DoAsync("nora", "dismiss false-positive", "INC-2");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_latest_date_that_may_be_argued_is_for_counsel_alone(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", Aware, "INC-1");
        await bot.SettleAsync();
        const string latest = "2026-11-27 04:00:00 Europe/Berlin";
        Assert.Contains(latest, (await bot.DoAsync("lena", "clocks", "INC-1")).Text, StringComparison.Ordinal);
        foreach (var who in new[] { "nora", "sam", "evan", "dana" })
        {
            Assert.DoesNotContain(latest, (await bot.DoAsync(who, "clocks", "INC-1")).Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(await bot.TimelineAsync("INC-1"), text => text.Contains(latest, StringComparison.Ordinal));
        Assert.DoesNotContain(await bot.ReadAsync(db => db.RoomPosts.AsNoTracking().ToListAsync()), post => System.Text.Json.JsonSerializer.Serialize(post.Card).Contains(latest, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("clock event discovered -0044-03-15")]
    [InlineData("clock event discovered 0001-01-01")]
    [InlineData("clock event discovered 0001-01-01T00:00+18:00")]
    [InlineData("clock hold 1 --until 9999-12-31T23:59-18:00 for ever")]
    [InlineData("clock hold 1 --until 9999-12-31 for ever")]
    public async Task A_year_that_cannot_be_meant_is_refused_in_words(string line)
    {
        await using var bot = await StartAsync(Database.Sqlite);
        Assert.Equal("bad-moment", (await bot.SayAsync("lena", line, "INC-1")).Code);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_clock_that_cannot_be_reminded_of_holds_up_no_other(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.DoAsync("sam", "declare another --client contoso-dental");
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-2");
        await bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE \"Clocks\" SET \"Notes\" = 'null' WHERE \"IncidentId\" = (SELECT \"Id\" FROM \"Incidents\" WHERE \"Number\" = 1)"));
        await UntilAsync(bot, Bot.Start.AddHours(36));
        Assert.Single(await InboxAsync(bot, "lena"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_fact_never_takes_the_date_of_a_stage_that_follows_a_filing_away(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "fact regulated_as.nis2-essential=true", "INC-1");
        await bot.DoAsync("lena", "clock event became-aware-significant-incident 2026-11-22T08:00:00Z", "INC-1");
        await bot.DoAsync("lena", "clock filed eu-nis2-23-notification --reference CSIRT-9 --at 2026-11-23T09:00:00Z", "INC-1");
        await DueAsync(bot, "eu-nis2-23-final", "2026-12-23T22:59:59Z");

        var said = await bot.DoAsync("sam", "fact incident_ongoing_at_due=true", "INC-1");
        Assert.DoesNotContain("no longer runs", said.Text, StringComparison.Ordinal);
        await DueAsync(bot, "eu-nis2-23-final", "2026-12-23T22:59:59Z");
        Assert.Contains((await ClockAsync(bot, "eu-nis2-23-final")).Notes, note => note.Contains("`clock event incident-handled`", StringComparison.Ordinal));

        bot.Time.Advance(TimeSpan.FromDays(40));
        await bot.DoAsync("lena", "clock event incident-handled 2027-01-02", "INC-1");
        await DueAsync(bot, "eu-nis2-23-final", "2027-02-02T22:59:59Z");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_filing_that_was_a_mistake_is_taken_back_and_reminders_begin_again(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await UntilAsync(bot, Bot.Start.AddHours(73));
        await bot.DoAsync("lena", "clock ack", "INC-1");
        await bot.DoAsync("lena", $"clock filed {Gdpr} --reference WRONG-1", "INC-1");
        var before = (await RemindersAsync(bot)).Count;
        await bot.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal("not-allowed", (await bot.SayAsync("nora", $"clock reopen {Gdpr} another client", "INC-1")).Code);

        Assert.Contains("past", (await bot.DoAsync("lena", $"clock reopen {Gdpr} filed for another client", "INC-1")).Text, StringComparison.Ordinal);
        var clock = await ClockAsync(bot, Gdpr);
        Assert.Equal((ClockState.Missed, Bot.Start.AddHours(72), null, null), (clock.State, clock.DueAt!.Value, clock.FiledAt, clock.Reference));
        Assert.Contains("Lena Park reopened GDPR Art. 33(1), which was met late: filed for another client", await bot.TimelineAsync("INC-1"));
        Assert.Contains(await bot.TimelineAsync("INC-1"), text => text.Contains("WRONG-1", StringComparison.Ordinal));
        Assert.Equal("not-decided", (await bot.SayAsync("lena", $"clock reopen {Gdpr} again", "INC-1")).Code);

        await bot.SettleAsync();
        var said = await RemindersAsync(bot);
        Assert.Equal(before + 1, said.Count);
        Assert.StartsWith("Reminder (due) of GDPR Art. 33(1)", said[^1], StringComparison.Ordinal);
        Assert.Contains("minutes late", said[^1], StringComparison.Ordinal);
        Assert.Single(await InboxAsync(bot, "lena"));
        await UntilAsync(bot, Bot.Start.AddHours(76));
        Assert.StartsWith("Reminder (4 h overdue)", (await RemindersAsync(bot))[^1], StringComparison.Ordinal);

        await bot.DoAsync("lena", $"clock filed {Gdpr} --reference RIGHT-1", "INC-1");
        Assert.Equal("RIGHT-1", (await ClockAsync(bot, Gdpr)).Reference);
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_follows_a_filing_follows_when_it_is_taken_back_and_filed_again(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "fact regulated_as.nis2-essential=true", "INC-1");
        await bot.DoAsync("lena", "clock event became-aware-significant-incident 2026-11-22T08:00:00Z", "INC-1");
        const string filed = "clock filed eu-nis2-23-notification --reference CSIRT-9 --at";
        await bot.DoAsync("lena", $"{filed} 2026-11-22T09:00:00Z", "INC-1");
        await DueAsync(bot, "eu-nis2-23-final", "2026-12-22T22:59:59Z");

        await bot.DoAsync("lena", "clock reopen eu-nis2-23-notification the portal lost it", "INC-1");
        var final = await ClockAsync(bot, "eu-nis2-23-final");
        Assert.Equal(ClockState.Projected, final.State);
        Assert.Equal(ClockState.Running, (await ClockAsync(bot, "eu-nis2-23-notification")).State);

        await bot.DoAsync("lena", $"{filed} 2026-11-23T09:00:00Z", "INC-1");
        await DueAsync(bot, "eu-nis2-23-final", "2026-12-23T22:59:59Z");
        await bot.DoAsync("sam", "declare the same beacon --client contoso-dental");
        await bot.DoAsync("nora", "merge INC-2 the same attacker", "INC-1");
        await DueAsync(bot, "eu-nis2-23-final", "2026-12-23T22:59:59Z", "INC-2");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Not_required_and_a_hold_are_taken_back(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        foreach (var decision in new[] { $"clock not-required {Gdpr} nobody is affected", $"clock hold {Gdpr} --until 2026-12-10 the police asked" })
        {
            await bot.DoAsync("lena", decision, "INC-1");
            await bot.DoAsync("lena", $"clock reopen {Gdpr} a mistake", "INC-1");
            await DueAsync(bot, Gdpr, "2026-11-27T03:00:00Z");
            Assert.Null((await ClockAsync(bot, Gdpr)).HeldUntil);
        }

        await UntilAsync(bot, Bot.Start.AddHours(36));
        Assert.StartsWith("Reminder (50 %)", Assert.Single(await RemindersAsync(bot)), StringComparison.Ordinal);
    }

    /// <summary>INC-1 of severity 5, so that nobody of legal is paged besides.</summary>
    private static async Task<Bot> StartAsync(Database database)
    {
        var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 5");
        return bot;
    }

    private static async Task UntilAsync(Bot bot, DateTimeOffset at) => await bot.PassAsync(at - bot.Time.GetUtcNow());

    private static async Task<List<Clock>> ClocksAsync(Bot bot, string incident = "INC-1")
    {
        var id = (await bot.IncidentAsync(incident)).Id;
        return await bot.ReadAsync(db => db.Clocks.AsNoTracking().Where(clock => clock.IncidentId == id).ToListAsync());
    }

    private static async Task<Clock> ClockAsync(Bot bot, string row, string incident = "INC-1") => (await ClocksAsync(bot, incident)).Single(clock => clock.RowId == row);

    private static async Task DueAsync(Bot bot, string row, string due, string incident = "INC-1")
    {
        var clock = await ClockAsync(bot, row, incident);
        Assert.Equal((row, ClockState.Running, DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture)), (row, clock.State, clock.DueAt));
    }

    private static async Task<List<string>> RemindersAsync(Bot bot) => [.. (await bot.TimelineAsync("INC-1")).Where(text => text.StartsWith("Reminder (", StringComparison.Ordinal))];

    private static async Task<List<Notice>> InboxAsync(Bot bot, string who) => [.. (await bot.InboxAsync(who)).Where(notice => notice.Kind is NoticeKind.Reminder)];
}
