using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Plans;

/// <summary>A plan that is sent in: checked as a file is, written into its file, and the next version with its author.</summary>
public sealed class PlanVerbImportTests
{
    private static readonly string Changed = SamplePlan.Text.Replace("grants: [member]              # runs Contoso's own IT", "grants: [responder]", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_good_plan_is_the_next_version_with_its_author_and_the_file_says_the_same(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");
        var reply = await bot.DoAsync("nora", $"plan import {Changed}");
        Assert.Contains("The plan of Contoso Dental is now version 2: 1 line added, 1 removed. contoso-dental.yaml was written.", Core.Chat.Prose.Plain(reply.Text), StringComparison.Ordinal);
        Assert.Equal(Changed, await File.ReadAllTextAsync(FileOf(bot)));
        Assert.Equal(["contoso-dental.yaml", "fabrikam.yaml"], Directory.GetFiles(Path.Combine(bot.Folder, "plans")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([GrantRole.Responder], await GrantsAsync(bot, "dana"));

        // The folder is looked at afterwards and finds nothing new.
        await ReloadAsync(bot);
        var nora = (await bot.PersonAsync("nora")).Id;
        var client = await bot.ReadAsync(db => db.Organisations.SingleAsync(one => one.Slug == "contoso-dental"));
        var versions = await bot.ReadAsync(db => db.PlanVersions.AsNoTracking().Where(one => one.OrganisationId == client.Id).OrderBy(one => one.Number).ToListAsync());
        Assert.Equal([(null, PlanOrigin.File), (nora, PlanOrigin.Web)], versions.Select(one => (one.By, one.Origin)));
        Assert.Contains("by Nora Whitfield in the web room: 1 line added, 1 removed", (await bot.DoAsync("nora", "plan history")).Text, StringComparison.Ordinal);

        // Open incidents keep theirs, and a second import goes on from the first at once.
        Assert.Equal(versions[0].Id, (await bot.IncidentAsync("INC-1")).PlanVersionId);
        Assert.Contains("is now version 3", (await bot.DoAsync("nora", $"plan import {SamplePlan.Text}")).Text, StringComparison.Ordinal);
        Assert.Contains("word for word", (await bot.DoAsync("nora", $"plan import {SamplePlan.Text}")).Text, StringComparison.Ordinal);
        Assert.Equal([GrantRole.Member], await GrantsAsync(bot, "dana"));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_looks_at_the_folder_meanwhile_does_not_become_its_author(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        using var stop = new CancellationTokenSource();
        var looks = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await ReloadAsync(bot);
            }
        });
        for (var number = 2; number <= 8; number++)
        {
            Assert.Contains($"is now version {number}", (await bot.DoAsync("nora", $"plan import {SamplePlan.Text}# {number}\n")).Text, StringComparison.Ordinal);
        }

        await stop.CancelAsync();
        await looks;
        var nora = (await bot.PersonAsync("nora")).Id;
        Assert.Equal(7, await bot.ReadAsync(db => db.PlanVersions.CountAsync(one => one.By == nora)));
        Assert.Equal(9, await bot.ReadAsync(db => db.PlanVersions.CountAsync()));
        Assert.EndsWith("# 8\n", await File.ReadAllTextAsync(FileOf(bot)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("```yaml\n{0}```")]
    [InlineData("\n{0}\n\n")]
    public async Task What_a_chat_makes_of_a_pasted_file_is_taken_off(string around)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        var pasted = around.Replace("{0}", Changed, StringComparison.Ordinal).Replace("    ", "\u00A0\u00A0\u00A0\u00A0", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal("", await CodeAsync(bot, "nora", pasted));
        Assert.Equal(Changed, await File.ReadAllTextAsync(FileOf(bot)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Every_mistake_is_answered_with_its_line_and_nothing_is_changed(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        var broken = SamplePlan.Text.Replace("kind: pr\n", "kind: press\n", StringComparison.Ordinal).Replace("wait: 1h}", "wait: long}", StringComparison.Ordinal);
        var reply = await bot.SayAsync("nora", $"plan import {broken}");
        Assert.Equal(("plan-problems", "text"), (reply.Code, reply.Field));
        Assert.Equal(
        [
            "Nothing was changed: the plan has 2 mistakes.",
            $"- line {SamplePlan.LineOf(broken, "kind: press")}: 'press' is no kind of contact; use one of internal, legal, pr, msp, insurer, law-enforcement, regulator, vendor.",
            $"- line {SamplePlan.LineOf(broken, "wait: long")}: 'long' is no duration; write 5m, 1h30m or 2d, more than nothing and at most 7d.",
        ], Core.Chat.Prose.Plain(reply.Text).Split('\n'));
        await UnchangedAsync(bot);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Only_who_manages_the_client_may_and_others_are_answered_as_if_it_were_not_there(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        foreach (var handle in new[] { "sam", "lena", "evan", "dana", "olga" })
        {
            Assert.Equal((handle, "not-allowed"), (handle, await CodeAsync(bot, handle, Changed)));
        }

        // Frida manages Fabrikam. A new client is the operator's.
        var theirs = await bot.SayAsync("frida", $"plan import {Changed}");
        var nobodys = await bot.SayAsync("frida", $"plan import {Changed.Replace("slug: contoso-dental", "slug: acme", StringComparison.Ordinal)}");
        Assert.Equal(("no-such-client", nobodys.Text), (theirs.Code, theirs.Text.Replace("contoso-dental", "acme", StringComparison.Ordinal)));
        Assert.Contains("the plan of a new client is put into the folder of plans by the operator", theirs.Text, StringComparison.Ordinal);
        await UnchangedAsync(bot);
    }

    /// <summary>What is put in place of what in Fabrikam's plan by its own incident manager, whom no provider employs; and what is answered.</summary>
    public static TheoryData<string, string, string> Beyond => new()
    {
        { "provider: {slug: northwind, name: Northwind Managed Security}", "provider: {slug: southwind, name: Southwind}", "The provider stays Northwind Managed Security (northwind): the operator changes it in the file." },
        { "grants: [incident-manager, responder]", "grants: [incident-manager, responder, operator]", "@frida cannot be made an operator from here: the operator changes it in the file." },
        { "grants: [incident-manager, responder]", "grants: [incident-manager, responder, legal]", "@frida can get the grant legal only from somebody who has it, or in the file." },
        { "name: Fay Vogel, employer: client", "name: Fay Vogel, slack: U0FRIDA1, employer: client", "The account of @fay in Slack or Teams is changed by the operator in the file, or by themselves with link." },
        { "people:\n", "people:\n  - {handle: eve, name: Eve Mallory, employer: provider, grants: [responder]}\n", "@eve would be one of Northwind Managed Security's people, and those are added by somebody who works there." },
        { "protocols:\n", "legal: {set_by: fay, set_on: 2026-11-01, facts: {gdpr_in_scope: false}}\nprotocols:\n", "What stands under legal is counsel's: somebody with the grant legal imports a plan that changes it, or the operator changes it in the file." },
        { "{handle: flo, name: Flo Neumann,", "{handle: dana, name: Flo Neumann,", "The handle 'dana' is somebody else's already; give Flo Neumann another." },
        { "  - {handle: flo, name: Flo Neumann, employer: client, grants: [member]}\n", "  - {handle: olga, name: Olga Lindqvist, employer: client, grants: [member]}\n", "The handle 'olga' is somebody else's already; give Olga Lindqvist another." },
    };

    [Theory]
    [MemberData(nameof(Beyond))]
    public async Task Nobody_gives_themselves_by_a_plan_what_the_folder_alone_may_give(string before, string after, string sentence)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        var file = Path.Combine(bot.Folder, "plans", "fabrikam.yaml");
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains(before, text, StringComparison.Ordinal);
        var reply = await bot.SayAsync("frida", $"plan import {text.Replace(before, after, StringComparison.Ordinal)}");
        Assert.True(reply.Code is "out-of-bounds" or "plan-problems", $"{reply.Code}: {reply.Text}");
        Assert.Contains(sentence, Core.Chat.Prose.Plain(reply.Text).Replace("`", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(file));
        await UnchangedAsync(bot);
        Assert.False(await bot.ReadAsync(db => db.People.AnyAsync(one => one.Handle == "eve")));
    }

    [Fact]
    public async Task What_somebody_wrote_into_the_file_by_hand_is_not_written_over()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        var byHand = SamplePlan.Text.Replace("kind: pr\n", "kind: press\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync(FileOf(bot), byHand);
        var reply = await bot.SayAsync("nora", $"plan import {Changed}");
        Assert.Equal("plan-file-changed", reply.Code);
        Assert.Contains("contoso-dental.yaml was changed by hand and does not say what version 1 says", reply.Text, StringComparison.Ordinal);
        Assert.Equal(byHand, await File.ReadAllTextAsync(FileOf(bot)));
        Assert.Equal(2, await bot.ReadAsync(db => db.PlanVersions.CountAsync()));

        File.Delete(FileOf(bot));
        await ReloadAsync(bot);
        Assert.Equal("no-plan-file", await CodeAsync(bot, "nora", Changed));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Where_the_file_cannot_be_written_nothing_is_changed_and_the_way_out_is_said(Database database)
    {
        await using var bot = await Bot.StartAsync(database);

        // So long a name leaves no room for the one that is written beside it. Whoever runs the tests may write everywhere, so permissions say nothing.
        var file = Path.Combine(bot.Folder, "plans", $"{new string('a', 240)}.yaml");
        File.Move(FileOf(bot), file);
        await ReloadAsync(bot);
        var reply = await bot.SayAsync("nora", $"plan import {Changed}");
        Assert.Equal("plan-not-written", reply.Code);
        Assert.Contains("Ask the operator to let the account that runs the bot write in the folder of plans, or to save this text there by hand.", reply.Text, StringComparison.Ordinal);
        Assert.Equal(SamplePlan.Text, await File.ReadAllTextAsync(file));
        Assert.Equal(2, await bot.ReadAsync(db => db.PlanVersions.CountAsync()));
        Assert.Equal([GrantRole.Member], await GrantsAsync(bot, "dana"));
    }

    [Fact]
    public async Task In_the_web_room_the_whole_file_is_pasted_into_a_form()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, settings: SignIns.Settings);
        using var nora = new Visitor(bot.Address);
        await SignIns.AsAsync(bot, nora, "nora");
        var form = await nora.GetAsync("/fill-in/plan%20import");
        Assert.Contains("<textarea name=\"text\" required rows=\"24\" maxlength=\"60000\"", form, StringComparison.Ordinal);
        var answer = await nora.PostAsync("/forms/plan%20import", form, ("text", Changed.Replace("\n", "\r\n", StringComparison.Ordinal)), ("key", "one"));
        Assert.Contains("is now version 2", answer, StringComparison.Ordinal);
        Assert.Equal(Changed, await File.ReadAllTextAsync(FileOf(bot)));
    }

    [Fact]
    public async Task A_plan_that_is_too_long_is_refused_as_such()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        Assert.Equal("too-long", await CodeAsync(bot, "nora", SamplePlan.Text + new string('#', ImportPlan.Longest)));
        Assert.Equal("too-long", (await bot.SayAsync("nora", $"nonsense {new string('x', 5000)}")).Code);
    }

    private static async Task<string> CodeAsync(Bot bot, string handle, string text) => (await bot.SayAsync(handle, $"plan import {text}")).Code ?? "";

    private static string FileOf(Bot bot) => Path.Combine(bot.Folder, "plans", "contoso-dental.yaml");

    private static Task ReloadAsync(Bot bot) => bot.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);

    private static async Task UnchangedAsync(Bot bot)
    {
        Assert.Equal(SamplePlan.Text, await File.ReadAllTextAsync(FileOf(bot)));
        Assert.Equal(2, await bot.ReadAsync(db => db.PlanVersions.CountAsync()));
        await ReloadAsync(bot);
        Assert.Equal(2, await bot.ReadAsync(db => db.PlanVersions.CountAsync()));
        Assert.Empty(bot.Services.GetRequiredService<PlanReload>().Problems);
    }

    private static async Task<List<GrantRole>> GrantsAsync(Bot bot, string handle)
    {
        var person = (await bot.PersonAsync(handle)).Id;
        return await bot.ReadAsync(db => db.Grants.Where(grant => grant.PersonId == person).Select(grant => grant.Role).ToListAsync());
    }
}
