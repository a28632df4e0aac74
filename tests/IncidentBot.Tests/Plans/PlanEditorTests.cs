using IncidentBot.Core.Plans;
using IncidentBot.Core.Plans.Editing;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Slack;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Plans;

/// <summary>A contact or a part of the plan is changed by a verb: the plan is the next version, its file says the same, and what is wrong is said beside its field.</summary>
public sealed class PlanEditorTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_contact_is_changed_added_and_taken_out_and_the_file_keeps_everything_else(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");
        Assert.Contains("**lena** of Contoso Dental is changed: hours. The plan is version 2 now.", (await bot.DoAsync("nora", "contact save lena --hours \"Mon-Fri 09:00-17:00\"")).Text, StringComparison.Ordinal);
        Assert.Equal(SamplePlan.With("hours: Mon-Fri 08:00-18:00, at any hour for severity 1", "hours: Mon-Fri 09:00-17:00"), await FileAsync(bot));

        // What is not said stays; none takes out.
        await bot.DoAsync("nora", "contact save lena --methods \"web; sms +15125550112 after 2m; mail lena@contoso-dental.example.com after 1h hours Mon-Fri 08:00-18:00\" --zone none");
        var lena = (await PlanAsync(bot)).FindContact("lena")!;
        Assert.Equal(["web", "sms +15125550112 after 2m", "mail lena@contoso-dental.example.com after 1h hours Mon-Fri 08:00-18:00"], PlanEditor.ContactOf(await LatestAsync(bot), "lena")!.Methods.Select(one => one.ToString()));
        Assert.Equal((TimeSpan.FromHours(1), "America/Chicago", "lena"), (lena.Methods[2].After, lena.Zone, lena.Person));

        Assert.Contains("is in the plan of Contoso Dental now, version 4", (await bot.DoAsync("nora", "contact save harbour-police --name \"Harbour police: night desk\" --kind law-enforcement --methods \"voice +15125550999\" --languages \"en, de\"")).Text, StringComparison.Ordinal);
        Assert.Equal(["en", "de"], (await PlanAsync(bot)).FindContact("harbour-police")!.Languages);
        Assert.Contains("is out of the plan of Contoso Dental, version 5 now", (await bot.DoAsync("nora", "contact remove harbour-police")).Text, StringComparison.Ordinal);
        Assert.Contains("says that of lena already", (await bot.DoAsync("nora", "contact save lena --zone none")).Text, StringComparison.Ordinal);

        // Every version has its author, the folder finds nothing new, and what was open keeps its plan.
        Assert.Equal([PlanOrigin.File, PlanOrigin.Web, PlanOrigin.Web, PlanOrigin.Web, PlanOrigin.Web], await bot.ReadAsync(db => db.PlanVersions.Where(one => db.Organisations.Any(client => client.Id == one.OrganisationId && client.Slug == "contoso-dental")).OrderBy(one => one.Number).Select(one => one.Origin).ToListAsync()));
        Assert.Equal((await LatestAsync(bot)).Text, await FileAsync(bot));
        var opened = (await bot.IncidentAsync("INC-1")).PlanVersionId;
        Assert.Equal(1, await bot.ReadAsync(db => db.PlanVersions.Where(one => one.Id == opened).Select(one => one.Number).SingleAsync()));
        Assert.Equal(SamplePlan.Text.Split('\n').Where(line => line.Contains('#', StringComparison.Ordinal)), (await FileAsync(bot)).Split('\n').Where(line => line.Contains('#', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("contact save lena --kind press", "plan-problems", "kind", "'press' is no kind of contact")]
    [InlineData("contact save lena --methods \"sms 0151\"", "plan-problems", "methods", "0151")]
    [InlineData("contact save lena --methods \"pigeon north\"", "plan-problems", "methods", "'pigeon' is no kind of method")]
    [InlineData("contact save lena --methods none", "plan-problems", "contact", "methods")]
    [InlineData("contact save lena --zone Europe/Bonn", "plan-problems", "zone", "Europe/Bonn")]
    [InlineData("contact save lena --person nobody", "plan-problems", "person", "There is no person 'nobody'")]
    [InlineData("contact save Not_a_Key --name x --kind pr --methods \"voice +15125550101\"", "plan-problems", "contact", "lower-case letters")]
    [InlineData("contact save lena --new --name x --kind pr --methods \"voice +15125550101\"", "contact-taken", "contact", "Lena Park")]
    [InlineData("contact remove lena", "plan-problems", null, "roles: There is no contact 'lena'")]
    [InlineData("contact remove nobody", "no-such-contact", "contact", "contact save")]
    [InlineData("plan section weather weather: bad", "no-such-section", "section", "insurance")]
    [InlineData("plan section slug slug: other", "no-such-section", "section", "insurance")]
    [InlineData("plan section insurance roles: {}", "other-section", "text", "insurance:")]
    [InlineData("plan section insurance insurance: {}\nroles: {}", "other-section", "text", "insurance:")]
    [InlineData("plan section insurance insurance:\n  insurer: [", "plan-problems", "text", "")]
    [InlineData("plan section insurance insurance:\n  insurer: Fabrikam\n  policy: 17\n  contact: nobody", "plan-problems", "text", "line 4: There is no contact 'nobody'")]
    [InlineData("plan section roles none", "plan-problems", null, "'roles'")]
    [InlineData("plan section legal legal: {set_by: lena, set_on: 2026-10-14, entity_zone: America/Chicago}", "out-of-bounds", "text", "counsel")]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_is_changed(string line, string code, string? field, string words)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        var reply = await bot.SayAsync("nora", line);
        Assert.Equal((code, field), (reply.Code, reply.Field));
        Assert.Contains(words, Core.Chat.Prose.Plain(reply.Text), StringComparison.Ordinal);
        Assert.Equal(SamplePlan.Text, await FileAsync(bot));
        Assert.Equal(1, await bot.ReadAsync(db => db.PlanVersions.CountAsync(one => db.Organisations.Any(client => client.Id == one.OrganisationId && client.Slug == "contoso-dental"))));
    }

    [Fact]
    public async Task Who_saw_an_older_version_may_change_what_is_still_as_they_saw_it()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("nora", "contact save lena --hours \"Mon-Fri 09:00-17:00\" --version 1");
        await bot.DoAsync("nora", "contact save milo --hours \"Mon-Fri 09:00-17:00\" --version 1");
        Assert.Equal("plan-changed-meanwhile", (await bot.SayAsync("nora", "contact save lena --hours \"Mon-Fri 10:00-16:00\" --version 1")).Code);
        Assert.Equal("plan-changed-meanwhile", (await bot.SayAsync("nora", "plan section contacts --version 1 contacts: []")).Code);
        await bot.DoAsync("nora", "plan section verify_contacts verify_contacts: 30d");
        Assert.Equal(30, (await PlanAsync(bot)).VerifyEvery);
        await bot.DoAsync("nora", "plan section verify_contacts none");
        Assert.Null((await PlanAsync(bot)).VerifyEvery);
        Assert.Contains("was changed by hand", Core.Chat.Prose.Plain((await ByHandAsync(bot)).Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pagerduty", "Northwind after hours")]
    [InlineData("webhook", "https://hooks.example.com/a;b")]
    public async Task An_address_that_a_line_cannot_say_stays_as_it_is_and_is_not_changed_by_halves(string kind, string address)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        var whole = SamplePlan.With("{kind: pagerduty, address: northwind-soc}", $"{{kind: {kind}, address: \"{address}\"}}");
        await bot.DoAsync("nora", $"plan import {whole}");
        var soc = PlanEditor.ContactOf(await LatestAsync(bot), "northwind-soc")!;
        Assert.Equal(2, soc.Methods.Count);
        Assert.Null((await bot.SendAsync("nora", soc.ToVerb(2, "contoso-dental") with { Name = "The night desk" }, null)).Code);
        Assert.Equal((kind, address), (await PlanAsync(bot)).FindContact("northwind-soc")!.Methods[0] is var method ? (method.Kind, method.Address) : default);
        Assert.Equal("not-piecewise", (await bot.SayAsync("nora", "contact save northwind-soc --methods \"voice +15125550104\"")).Code);
    }

    [Fact]
    public async Task A_copy_of_the_folder_that_was_not_written_to_undoes_nothing()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("nora", "contact save lena --hours \"Mon-Fri 09:00-17:00\"");
        await bot.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);
        await File.WriteAllTextAsync(PathOf(bot), SamplePlan.Text);
        await bot.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);
        Assert.Equal(2, (await LatestAsync(bot)).Number);
        Assert.Contains("the file says what version 1 said", Assert.Single(bot.Services.GetRequiredService<PlanReload>().Problems), StringComparison.Ordinal);

        // Whoever means it changes a word.
        await File.WriteAllTextAsync(PathOf(bot), SamplePlan.Text + "# meant\n");
        await bot.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);
        Assert.Equal((3, PlanOrigin.File), await LatestAsync(bot) is var latest ? (latest.Number, latest.Origin) : default);
    }

    [Fact]
    public async Task In_a_chat_a_contact_that_was_looked_up_has_a_button_with_its_form_filled_in()
    {
        await using var scene = await SlackBot.StartAsync(Database.Sqlite, sampleOnly: false);
        var nora = scene.Slack.As("nora");
        await nora.CommandAsync(scene.General, "/incident", "plan show lena --client contoso-dental");
        await nora.PressAsync(nora.Ephemerals[^1], "Change…");
        var form = Assert.Single(nora.Views);
        Assert.Contains("\"initial_value\":\"Mon-Fri 08:00-18:00, at any hour for severity 1\"", form.Content.ToJsonString(), StringComparison.Ordinal);

        // An emptied field is taken out, and the others are sent back as they stood.
        var sent = await nora.SubmitAsync(form, SlackFormTests.Filled(form, ("hours", "")));
        Assert.True(sent.Acknowledged, sent.ToString());
        var lena = PlanFile.Parse("latest", await FileAsync(scene.Bot)).Plan!.FindContact("lena")!;
        Assert.Null(lena.Hours);
        Assert.Equal(4, lena.Methods.Count);
    }

    private static async Task<Core.Verbs.Reply> ByHandAsync(Bot bot)
    {
        await File.AppendAllTextAsync(PathOf(bot), "# by hand\n");
        return await bot.SayAsync("nora", "contact save lena --hours \"Mon-Fri 11:00-12:00\"");
    }

    private static string PathOf(Bot bot) => Path.Combine(bot.Folder, "plans", "contoso-dental.yaml");

    private static Task<string> FileAsync(Bot bot) => File.ReadAllTextAsync(PathOf(bot));

    private static async Task<PlanVersion> LatestAsync(Bot bot) =>
        await bot.ReadAsync(db => db.PlanVersions.AsNoTracking().Where(one => db.Organisations.Any(client => client.Id == one.OrganisationId && client.Slug == "contoso-dental")).OrderByDescending(one => one.Number).FirstAsync());

    private static async Task<Plan> PlanAsync(Bot bot) => PlanFile.Parse("latest", (await LatestAsync(bot)).Text).Plan!;
}
