using IncidentBot.Core.Chat;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.PostMortems;

/// <summary>A gap in the plan that a review found is a proposed change of the plan until somebody settles it.</summary>
public sealed class GapTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_gap_waits_at_the_plan_until_the_manager_settles_it(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");
        Assert.Contains("gap settle 1", (await bot.DoAsync("sam", "lesson gap nobody knew the lab", "INC-1")).Text, StringComparison.Ordinal);
        Assert.Contains("gap settle 2", (await bot.DoAsync("sam", "lesson gap the hotline is old", "INC-1")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("gap settle", (await bot.DoAsync("sam", "lesson worked the backups", "INC-1")).Text, StringComparison.Ordinal);
        Assert.Equal(["INC-1 gap 1: nobody knew the lab", "INC-1 gap 2: the hotline is old"], await ProposedAsync(bot, "nora"));

        Assert.Equal("not-allowed", (await bot.SayAsync("sam", "gap settle 1 done", "INC-1")).Code);
        Assert.Equal("no-such-gap", (await bot.SayAsync("nora", "gap settle 3 done", "INC-1")).Code);
        await bot.DoAsync("nora", "gap settle 1 the lab is a contact now", "INC-1");
        Assert.NotNull((await bot.SayAsync("nora", "gap settle 1 again", "INC-1")).Code);
        Assert.Equal(["INC-1 gap 2: the hotline is old"], await ProposedAsync(bot, "nora"));
        Assert.Contains(await bot.TimelineAsync("INC-1"), line => line.Contains("settled gap 1 (nobody knew the lab): the lab is a contact now", StringComparison.Ordinal));
        Assert.Contains("nobody knew the lab (settled: the lab is a contact now)", (await bot.DoAsync("nora", "review", "INC-1")).Text, StringComparison.Ordinal);
        await bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task What_a_confidential_incident_found_is_shown_to_those_who_see_it()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare insider --client contoso-dental --confidential");
        await bot.DoAsync("sam", "lesson gap no contact in human resources", "INC-1");
        Assert.Single(await ProposedAsync(bot, "nora"));
        Assert.Empty(await ProposedAsync(bot, "dana"));
        Assert.Equal("no-such-incident", (await bot.SayAsync("dana", "gap settle 1 done", "INC-1")).Code);
    }

    [Fact]
    public async Task Chat_is_told_nothing_of_what_is_out_of_band_and_merged_gaps_get_numbers_of_their_own()
    {
        await using var scene = await Slack.SlackBot.StartAsync(Database.Sqlite);
        var bot = scene.Bot;
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");
        await bot.DoAsync("sam", "lesson gap the attacker reads mail", "INC-1");
        Assert.Contains("the attacker reads mail", await scene.TypeAsync(scene.Slack.As("nora"), scene.Slack.Workspace.User("nora"), scene.General, "plan check --client contoso-dental"), StringComparison.Ordinal);
        await bot.DoAsync("nora", "out-of-band --silent the workspace is watched", "INC-1");
        Assert.DoesNotContain("the attacker reads mail", await scene.TypeAsync(scene.Slack.As("nora"), scene.Slack.Workspace.User("nora"), scene.General, "plan check --client contoso-dental"), StringComparison.Ordinal);
        Assert.Single(await ProposedAsync(bot, "nora"));

        await bot.DoAsync("nora", "in-band", "INC-1");
        await bot.DoAsync("sam", "declare the same again --client contoso-dental");
        await bot.DoAsync("sam", "lesson gap nobody knew the lab", "INC-2");
        await bot.DoAsync("nora", "merge INC-2", "INC-1");
        Assert.Equal(["INC-2 gap 1: nobody knew the lab", "INC-2 gap 2: the attacker reads mail"], await ProposedAsync(bot, "nora"));
    }

    private static async Task<IReadOnlyList<string>> ProposedAsync(Bot bot, string who) =>
        [.. (await bot.DoAsync(who, "plan check --client contoso-dental")).Card!.Sections.Where(one => one.Heading == "Proposed by reviews").SelectMany(one => one.Lines).Select(line => Prose.Plain(line.Text).Replace("**", "", StringComparison.Ordinal))];
}
