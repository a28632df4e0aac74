using IncidentBot.Core.Operations;
using IncidentBot.Core.Plans;
using IncidentBot.Paging.PagerDuty;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Paging;

/// <summary>Who is on call for a role is what PagerDuty's schedule says.</summary>
public sealed class PagerDutyScheduleTests
{
    private const string Schedule = "PI7DH85";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_is_on_call_there_is_paged_first_then_the_contact_and_the_deputies(Database database)
    {
        await using var scene = await Scene.StartAsync(database);
        scene.Duty(Schedule, "BEN@tailspin.example.com", -2, 1);
        scene.Duty(Schedule, "eve@tailspin.example.com", 1, 9);
        scene.Duty("POTHER1", "eve@tailspin.example.com", -9, 9);
        Assert.Equal((1, null), await scene.Schedules.AskAsync(CancellationToken.None));
        Assert.Equal(["ben", "ada", "dot"], await scene.LadderAsync());
        Assert.Contains("desk, on call until 2026-11-24 04:00 UTC", await scene.WordsAsync(), StringComparison.Ordinal);

        // The hand-over is known before it comes.
        scene.Bot.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["eve", "ada", "dot"], await scene.LadderAsync());

        // An override that is made there counts with the next look.
        scene.PagerDuty.Duties.Clear();
        scene.Duty(Schedule, "ben@tailspin.example.com", null, null);
        await scene.Schedules.AskAsync(CancellationToken.None);
        Assert.Equal(["ben", "ada", "dot"], await scene.LadderAsync());
        Assert.Contains("(desk, on call)", await scene.WordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_does_not_answer_what_it_said_last_counts_and_after_it_the_contact()
    {
        await using var scene = await Scene.StartAsync();
        scene.Duty(Schedule, "ben@tailspin.example.com", -2, 40);
        await scene.Schedules.AskAsync(CancellationToken.None);
        foreach (var status in new[] { 401, 429, 500 })
        {
            scene.PagerDuty.Refuse = () => status;
            Assert.NotNull((await scene.Schedules.AskAsync(CancellationToken.None)).Wrong);
        }

        scene.Bot.Time.Advance(TimeSpan.FromHours(39));
        Assert.Equal(["ben", "ada", "dot"], await scene.LadderAsync());
        scene.Bot.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["ada", "dot"], await scene.LadderAsync());
        Assert.Contains("desk; it is not known which contact is on call by PagerDuty's schedule PI7DH85", await scene.WordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_no_contact_of_the_plan_is_neither_paged_nor_named()
    {
        await using var scene = await Scene.StartAsync();
        scene.Duty(Schedule, "zoe@another-client.example.com", -2, 9);
        await scene.Schedules.AskAsync(CancellationToken.None);
        Assert.Equal(["ada", "dot"], await scene.LadderAsync());
        Assert.DoesNotContain("zoe", await scene.WordsAsync(), StringComparison.OrdinalIgnoreCase);

        // The check of the plan tells, until one of its contacts has duty.
        const string Told = "No contact is known to be on call by PagerDuty's schedule PI7DH85, so Ada Moss is called first";
        Assert.Contains(Told, await CheckAsync(), StringComparison.Ordinal);
        scene.Duty(Schedule, "ben@tailspin.example.com", -2, 9);
        await scene.Schedules.AskAsync(CancellationToken.None);
        Assert.DoesNotContain(Told, await CheckAsync(), StringComparison.Ordinal);

        async Task<string> CheckAsync() => string.Join('\n', (await scene.Bot.DoAsync("sam", "plan check --client tailspin")).Card!.Sections.SelectMany(section => section.Lines).Select(line => line.Text));
    }

    [Fact]
    public async Task A_schedule_that_is_not_there_takes_nothing_from_the_others()
    {
        await using var scene = await Scene.StartAsync(more: $"\n  night: {{contact: cho, on_call: {{pagerduty: {FakePagerDuty.NoSchedule}}}}}");
        scene.Duty(Schedule, "ben@tailspin.example.com", -2, 9);
        Assert.Equal((2, "PagerDuty refused (404)"), await scene.Schedules.AskAsync(CancellationToken.None));
        Assert.Equal(["ben", "ada", "dot"], await scene.LadderAsync());
    }

    [Fact]
    public async Task More_turns_than_one_page_holds_are_read_to_the_end()
    {
        await using var scene = await Scene.StartAsync();
        for (var n = 0; n < 230; n++)
        {
            scene.Duty(Schedule, "eve@tailspin.example.com", n / 10.0, (n + 1) / 10.0);
        }

        scene.Duty(Schedule, "ben@tailspin.example.com", 23, 24);
        await scene.Schedules.AskAsync(CancellationToken.None);
        Assert.Equal(3, scene.PagerDuty.Asked);
        Assert.Equal("eve", (await scene.LadderAsync())[0]);
        scene.Bot.Time.Advance(TimeSpan.FromHours(23.5));
        Assert.Equal("ben", (await scene.LadderAsync())[0]);
    }

    [Fact]
    public async Task The_doctor_says_whether_the_key_is_taken()
    {
        await using var scene = await Scene.StartAsync();
        var examiner = scene.Bot.Services.GetServices<IExaminer>().OfType<PagerDutyExaminer>().Single();
        Assert.Equal(Health.Good, (await examiner.ExamineAsync(CancellationToken.None)).Single().Health);
        scene.PagerDuty.Refuse = () => 401;
        var refused = (await examiner.ExamineAsync(CancellationToken.None)).Single();
        Assert.Equal(Health.Bad, refused.Health);
        Assert.StartsWith("PagerDuty does not take our key. Compare `Paging:PagerDuty:ApiToken`", refused.Words.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(FakePagerDuty.ApiToken, refused.Words.Markup, StringComparison.Ordinal);
    }

    /// <summary>Tailspin Toys, whose desk has its turns in PagerDuty.</summary>
    private sealed class Scene(Bot bot, FakePagerDuty pagerDuty, string plans) : IAsyncDisposable
    {
        public Bot Bot => bot;

        public FakePagerDuty PagerDuty => pagerDuty;

        public PagerDutySchedules Schedules => bot.Services.GetRequiredService<PagerDutySchedules>();

        public static async Task<Scene> StartAsync(Database database = Database.Sqlite, string more = "")
        {
            var pagerDuty = await FakePagerDuty.StartAsync();
            var plans = Directory.CreateTempSubdirectory("incidentbot-plans").FullName;
            await File.WriteAllTextAsync(Path.Combine(plans, "tailspin.yaml"), LadderScene.Plan.Replace("deputies: [dot]}", $"deputies: [dot], on_call: {{pagerduty: {Schedule}}}}}{more}", StringComparison.Ordinal));
            return new Scene(await Bot.StartAsync(database, settings: ["--PlansFolder", plans, .. pagerDuty.ScheduleSettings]), pagerDuty, plans);
        }

        /// <summary>Hours from now; null for ever.</summary>
        public void Duty(string schedule, string mail, double? from, double? until) =>
            pagerDuty.Duties.Enqueue((schedule, mail, from is { } first ? bot.Time.GetUtcNow().AddHours(first) : null, until is { } last ? bot.Time.GetUtcNow().AddHours(last) : null));

        /// <summary>Who would be tried for the desk, in order.</summary>
        public async Task<IReadOnlyList<string>> LadderAsync() => (await PlanAsync()).FindRole("desk")!.Holders(bot.Time.GetUtcNow());

        public async Task<string> WordsAsync()
        {
            await using var scope = bot.Services.CreateAsyncScope();
            var client = await scope.ServiceProvider.GetRequiredService<Core.Data.IncidentDb>().Organisations.SingleAsync(one => one.Slug == "tailspin");
            var edition = await scope.ServiceProvider.GetRequiredService<PlanBook>().EditionAsync(client, null, CancellationToken.None);
            return string.Join('\n', new WhomToCall(edition!, bot.Time.GetUtcNow()).About("desk")!.Sections.Select(section => section.Heading));
        }

        public async ValueTask DisposeAsync()
        {
            await bot.DisposeAsync();
            await pagerDuty.DisposeAsync();
            Directory.Delete(plans, recursive: true);
        }

        private async Task<Plan> PlanAsync()
        {
            await using var scope = bot.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<PlanBook>().LatestOfAllAsync(CancellationToken.None))!.Single(plan => plan.Slug == "tailspin");
        }
    }
}
