using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Plans;

/// <summary>Plans as people ask about them: whom to call, what is missing, what changed, and the file itself.</summary>
public sealed class PlanVerbTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whom_to_call_is_answered_short_and_with_everything_about_one(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        var overview = await bot.DoAsync("sam", "plan show", "INC-1");
        Assert.Equal("Whom to call: Contoso Dental", overview.Card!.Title);
        Assert.Equal(["opened with version 1 of 2026-11-23"], overview.Card.Facts.Select(one => one.Value));
        Assert.Equal(["Escalation, P1 critical", "Roles", "Insurance"], overview.Card.Sections.Select(one => one.Heading));
        Assert.Equal("1. Nora Whitfield +15125550101, Sam Okafor +15125550102, Dana Reyes +15125550110, Lena Park, general counsel +15125550112, for 5m", Plain(overview.Card.Sections[0].Lines[0]));
        Assert.Contains("**legal**: Lena Park, general counsel +15125550112; then Milo Brandt, deputy counsel +493023125011; then Breach desk +12125550120", overview.Card.Sections[1].Lines.Select(Plain));
        Assert.Equal(["Fabrikam Specialty Insurance, policy FSI-CY-2026-00417", "Hotline +12125550130"], overview.Card.Sections[2].Lines.Take(2).Select(Plain));
        Assert.Contains("72 hours", overview.Card.Sections[2].Lines[2].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lena", overview.Card.Fallback, StringComparison.Ordinal);

        var legal = (await bot.DoAsync("sam", "plan show legal", "INC-1")).Card!;
        Assert.Equal(["Lena Park, general counsel (legal)", "Milo Brandt, deputy counsel (legal, deputy 1)", "Breach desk (legal, deputy 2)"], legal.Sections.Select(one => one.Heading));
        Assert.Equal(["Telephone **+15125550112** (voice and sms)", "Mail lena@contoso-dental.example.com", "In the bot as @lena", "Mon-Fri 08:00-18:00, at any hour for severity 1; in America/Chicago it is Mon 21:00 now, outside their hours", "Speaks en"], legal.Sections[0].Lines.Select(Plain));
        Assert.Contains("Mon-Fri 09:00-18:00; in Europe/Berlin it is Tue 04:00 now, outside their hours", legal.Sections[1].Lines.Select(Plain));

        Assert.Equal(["FBI San Antonio field office, cyber squad (law-enforcement)", "Central contact point for cybercrime (law-enforcement)"], await HeadingsAsync(bot, "plan show law-enforcement"));
        Assert.Equal(["Crisis desk (pr)"], await HeadingsAsync(bot, "plan show proseware"));
        Assert.Equal(["Cyber claims desk (insurer)", "Insurance"], await HeadingsAsync(bot, "plan insurance"));
        var nobody = await bot.SayAsync("sam", "plan show the pope", "INC-1");
        Assert.Equal("no-such-contact", nobody.Code);
        Assert.Contains("Roles: incident-manager, technical-lead", Prose.Plain(nobody.Text), StringComparison.Ordinal);

        // Elsewhere it is about no incident, and a severity that nobody asked about is not told.
        var elsewhere = (await bot.DoAsync("sam", "plan show --client contoso-dental")).Card!;
        Assert.Equal(["Roles", "Insurance"], elsewhere.Sections.Select(one => one.Heading));
        Assert.Equal("opened with version 1 of 2026-11-23", (await bot.DoAsync("sam", "plan show INC-1 legal")).Card!.Facts[0].Value);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_incident_says_that_its_plan_is_not_the_newest_any_more(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        Assert.DoesNotContain(await FactsAsync(bot, "INC-1"), one => one.StartsWith("Plan", StringComparison.Ordinal));
        await ChangeAsync(bot, "+15125550112", "+15125550199");
        await bot.DoAsync("sam", "declare another --client contoso-dental");

        Assert.Contains("Plan: opened with version 1; version 2 is newer: `plan diff`", await FactsAsync(bot, "INC-1"));
        Assert.DoesNotContain(await FactsAsync(bot, "INC-2"), one => one.StartsWith("Plan", StringComparison.Ordinal));
        var old = (await bot.DoAsync("sam", "plan show legal", "INC-1")).Card!;
        Assert.Equal("opened with version 1; version 2 of 2026-11-23 is newer", old.Facts[0].Value);
        Assert.Contains("Telephone **+15125550112** (voice and sms)", old.Sections[0].Lines.Select(Plain));
        Assert.Contains("Telephone **+15125550199** (voice and sms)", (await bot.DoAsync("sam", "plan show legal", "INC-2")).Card!.Sections[0].Lines.Select(Plain));
    }

    [Fact]
    public async Task The_card_has_a_button_for_the_numbers_when_pages_are_exhausted_and_call_by_hand_is_all_that_is_left()
    {
        await using var bot = await DeclaredAsync(Database.Sqlite);
        for (var quarter = 0; quarter < 16; quarter++)
        {
            await bot.PassAsync(TimeSpan.FromMinutes(15));
        }

        var card = await CardAsync(bot, "INC-1");
        Assert.Contains("the plan's escalation: nobody acknowledged – call by hand", card.Sections.SelectMany(one => one.Lines).Select(Plain));
        var button = card.Actions.Single(one => one.Label == "Whom to call");
        var verbs = bot.Services.GetRequiredService<VerbCatalogue>();
        Assert.Equal("Whom to call: Contoso Dental", (await bot.SendAsync("evan", verbs.Read(button.Verb, button.Arguments), button.Incident, button.Once)).Card!.Title);

        // No number stands where everybody reads.
        Assert.DoesNotContain("+1512", CardText.For(card).Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(await bot.TimelineAsync("INC-1"), line => line.Contains("+1512", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_missing_and_what_is_wrong_with_the_file_is_said_with_its_place(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        var check = (await bot.DoAsync("nora", "plan check", "INC-1")).Card!;
        Assert.Equal(["Gaps", "Advice"], check.Sections.Select(one => one.Heading));

        // Only the web is set up here.
        Assert.StartsWith("**contacts, northwind-soc, berlin-practice, breach-counsel, fabrikam-claims, tailspin-forensics, litware-response, proseware-pr, fbi-san-antonio, berlin-police, berlin-dpa**: A page reaches nobody here, because none of the methods that are named (mail, pagerduty, voice) is set up in this bot", Plain(check.Sections[0].Lines[0]), StringComparison.Ordinal);
        Assert.Contains("**roles, executive**: Nobody stands in for Evan Castillo; add deputies, such as deputies: [dana].", check.Sections[1].Lines.Select(Plain));

        var line = SamplePlan.LineOf(SamplePlan.Text, "kind: pr\n");
        await ChangeAsync(bot, "kind: pr\n", "kind: press\n");
        var broken = (await bot.DoAsync("nora", "plan check --client contoso-dental")).Card!;
        Assert.Equal("Its file was changed and is not in use until this is mended", broken.Sections[0].Heading);
        Assert.StartsWith($"line {line}: 'press' is no kind of contact", Plain(broken.Sections[0].Lines[0]), StringComparison.Ordinal);
        Assert.Equal("danger", broken.Tone);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Versions_are_listed_and_compared_in_words_of_the_plan(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        Assert.Contains("has one version so far", (await bot.DoAsync("nora", "plan diff --client contoso-dental")).Text, StringComparison.Ordinal);
        var changed = SamplePlan.Text.Replace("    hours: Mon-Fri 07:30-18:00\n", "    hours: Mon-Sat 07:30-18:00\n", StringComparison.Ordinal)
            .Replace("  executive: {contact: evan}\n", "  executive: {contact: evan, deputies: [dana]}\n", StringComparison.Ordinal)
            .Replace("{page: [executive], wait: 30m}", "{page: [executive], wait: 45m}", StringComparison.Ordinal)
            .Replace("amex_accepted: false", "amex_accepted: true", StringComparison.Ordinal)
            .Replace("      - {title: Isolate affected systems, action: isolate, horizon: short, role: technical-lead}\n", "      - {title: Isolate them, action: isolate, role: technical-lead}\n", StringComparison.Ordinal)
            .Replace("  hotline: \"+12125550130\"\n", "  hotline: \"+12125550131\"\n", StringComparison.Ordinal);
        bot.Time.Advance(TimeSpan.FromHours(1));
        await WriteAsync(bot, changed);

        Assert.Equal(
        [
            "**Contoso Dental: from version 1 to version 2**",
            "- Added: **task of other, containment: Isolate them** (action isolate; role technical-lead)",
            "- Removed: **task of other, containment: Isolate affected systems** (action isolate; horizon short; role technical-lead)",
            "- Changed: **contact dana**: hours from Mon-Fri 07:30-18:00 to Mon-Sat 07:30-18:00",
            "- Changed: **role executive**: deputies is now dana",
            "- Changed: **escalation of severity 2**: levels from incident-manager and technical-lead and it-lead for 10m, then ravi and legal for 15m, then executive for 30m to incident-manager and technical-lead and it-lead for 10m, then ravi and legal for 15m, then executive for 45m",
            "- Changed: **legal fact amex_accepted**: value from false to true",
            "- Changed: **insurance**: hotline from +12125550130 to +12125550131",
        ], Lines(await bot.DoAsync("nora", "plan diff", "INC-1")));
        Assert.Contains("- Changed: **legal fact amex_accepted**: value from true to false", Lines(await bot.DoAsync("nora", "plan diff 2 1 --client contoso-dental")));

        // A comment is a version, and says nothing else.
        await WriteAsync(bot, changed + "# the end\n");
        Assert.Equal(["**Contoso Dental: from version 2 to version 3**", "Nothing that the plan says is different; only its layout or its comments are."], Lines(await bot.DoAsync("nora", "plan diff --client contoso-dental")));
        Assert.Equal(
        [
            "**Versions of the plan of Contoso Dental**",
            "- **3** 2026-11-23 22:00 America/Chicago, from the file: 1 line added, 0 removed",
            "- **2** 2026-11-23 22:00 America/Chicago, from the file: 6 lines added, 6 removed",
            "- **1** 2026-11-23 21:00 America/Chicago, from the file (INC-1 was opened with it)",
        ], Lines(await bot.DoAsync("evan", "plan history", "INC-1")));
        Assert.Equal("no-such-version", (await bot.SayAsync("nora", "plan diff 1 9 --client contoso-dental")).Code);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_file_can_be_taken_away_by_who_may_read_it(Database database)
    {
        await using var bot = await Bot.StartAsync(database, listen: true, settings: SignIns.Settings);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental --severity 1");
        await bot.DoAsync("frida", "declare our own --client fabrikam");
        Assert.Contains("`/incidents/INC-1/plan.yaml`", (await bot.DoAsync("sam", "plan export", "INC-1")).Text, StringComparison.Ordinal);
        Assert.Contains("`/plans/contoso-dental/1.yaml`", (await bot.DoAsync("sam", "plan export --client contoso-dental")).Text, StringComparison.Ordinal);
        Assert.Equal("no-such-version", (await bot.SayAsync("sam", "plan export --version 7", "INC-1")).Code);

        foreach (var (handle, may) in new[] { ("sam", true), ("dana", true), ("evan", true), ("lena", true), ("olga", false), ("frida", false) })
        {
            using var visitor = new Visitor(bot.Address);
            await SignIns.AsAsync(bot, visitor, handle);
            foreach (var path in new[] { "/plans/contoso-dental/1.yaml", "/incidents/INC-1/plan.yaml" })
            {
                var text = await visitor.GetAsync(path);
                Assert.Equal((handle, path, may), (handle, path, text == SamplePlan.Text));
                Assert.True(may || visitor.Status is System.Net.HttpStatusCode.NotFound, $"{handle} {path}: {visitor.Status}");
            }

            await visitor.GetAsync("/plans/contoso-dental/2.yaml");
            Assert.Equal(System.Net.HttpStatusCode.NotFound, visitor.Status);
        }

        using var sam = new Visitor(bot.Address);
        await SignIns.AsAsync(bot, sam, "sam");
        var page = await sam.PostAsync("/lines", await sam.GetAsync("/incidents/INC-1"), ("line", "/incident plan export"), ("incident", "INC-1"));
        Assert.Contains("<a href=\"/incidents/INC-1/plan.yaml\" download>", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Another_clients_plan_is_answered_as_one_that_is_not_there(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        await bot.DoAsync("frida", "declare our own --client fabrikam");
        foreach (var verb in new[] { "plan show", "plan show legal", "plan check", "plan history", "plan diff", "plan export" })
        {
            foreach (var handle in new[] { "frida", "fay", "finn", "flo" })
            {
                var there = await bot.SayAsync(handle, $"{verb} --client contoso-dental");
                var nowhere = await bot.SayAsync(handle, $"{verb} --client acme");
                Assert.Equal(("no-such-client", nowhere.Text), (there.Code, there.Text.Replace("contoso-dental", "acme", StringComparison.Ordinal)));
                var room = await bot.SayAsync(handle, verb, "INC-1");
                var missing = await bot.SayAsync(handle, verb, "INC-987654");
                Assert.Equal(("no-such-incident", missing.Text), (room.Code, room.Text.Replace("INC-1 ", "INC-987654 ", StringComparison.Ordinal)));
            }

            Assert.Equal("not-allowed", (await bot.SayAsync("olga", verb, "INC-1")).Code);
        }

        // Naming a client in the room of another's incident is about the one that is named.
        Assert.Equal("no-such-client", (await bot.SayAsync("dana", "plan show --client fabrikam", "INC-1")).Code);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_came_by_a_link_gets_no_plan_whichever_client_they_name(Database database)
    {
        await using var bot = await DeclaredAsync(database);
        await bot.DoAsync("sam", "invitation send lena", "INC-1");
        await bot.DoAsync("sam", "invitation send tailspin-forensics", "INC-1");
        var text = bot.Services.GetRequiredService<VerbText>();
        var only = new IncidentReference(1);

        // Lena has every right of her own, and by the link none of them.
        foreach (var handle in new[] { "lena", "tailspin-forensics" })
        {
            var person = (await bot.PersonAsync(handle)).Id;
            foreach (var verb in new[] { "plan show", "plan show legal", "plan check", "plan history", "plan diff", "plan export", "plan import slug: x" })
            {
                var here = await text.HandleAsync($"link:{handle}:{verb}", person, new VerbLine(verb, []), only, CancellationToken.None, only);
                var named = await text.HandleAsync($"link:{handle}:{verb}:client", person, new VerbLine(verb.Replace("plan ", "plan ", StringComparison.Ordinal) + (verb.Contains("import", StringComparison.Ordinal) ? "" : " --client acme"), []), only, CancellationToken.None, only);
                Assert.Equal(("only-that", here.Text), (here.Code, named.Text));
            }
        }

        var guest = await bot.IncidentAsync("INC-1");
        await using var scope = bot.Services.CreateAsyncScope();
        var standing = await scope.ServiceProvider.GetRequiredService<Standings>().OnAsync((await bot.PersonAsync("tailspin-forensics")).Id, guest, CancellationToken.None);
        Assert.DoesNotContain("Whom to call", bot.Services.GetRequiredService<VerbCatalogue>().For(await CardAsync(bot, "INC-1"), standing).Actions.Select(one => one.Label));
    }

    [Fact]
    public async Task A_confidential_incident_does_not_leak_by_its_plan_and_looking_is_in_the_audit()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("nora", "declare the treasurer's mail --client contoso-dental --confidential --severity 1");
        Assert.Equal("no-such-incident", (await bot.SayAsync("dana", "plan show", "INC-1")).Code);
        await bot.DoAsync("sam", "plan show", "INC-1");
        var sam = (await bot.PersonAsync("sam")).Id;
        Assert.Contains(await bot.ReadAsync(db => db.AuditEntries.Where(one => one.PersonId == sam && one.Kind == AuditKind.ConfidentialRead).Select(one => one.Detail).ToListAsync()), one => one.Contains("plan show", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_form_offers_roles_contacts_and_kinds_in_a_room_and_clients_elsewhere()
    {
        await using var bot = await DeclaredAsync(Database.Sqlite);
        await using var scope = bot.Services.CreateAsyncScope();
        var forms = scope.ServiceProvider.GetRequiredService<FormBook>();
        var sam = (await bot.PersonAsync("sam")).Id;
        var room = await forms.OfAsync(new CardAction("", "plan show", "{}", "INC-1", null, null), sam, CancellationToken.None);
        Assert.Equal(["what"], room.Fields.Select(one => one.Name));
        Assert.Superset(new HashSet<string> { "legal", "fbi-san-antonio", "law-enforcement", "pr" }, room.Fields[0].Options.Select(one => one.Value).ToHashSet());
        Assert.Equal("INC-1", room.Incident);
        var elsewhere = await forms.OfAsync(new CardAction("", "plan show", "{}", "", null, null), sam, CancellationToken.None);
        Assert.Equal(["what", "client"], elsewhere.Fields.Select(one => one.Name));
        Assert.Equal(["contoso-dental"], elsewhere.Fields[1].Options.Select(one => one.Value));
    }

    private static async Task<Bot> DeclaredAsync(Database database)
    {
        var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.SettleAsync();
        return bot;
    }

    private static Task ChangeAsync(Bot bot, string before, string after) => WriteAsync(bot, SamplePlan.Text.Replace(before, after, StringComparison.Ordinal));

    private static async Task WriteAsync(Bot bot, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(bot.Folder, "plans", "contoso-dental.yaml"), text);
        await bot.Services.GetRequiredService<PlanReload>().LoadAsync(CancellationToken.None);
    }

    private static async Task<IReadOnlyList<string>> HeadingsAsync(Bot bot, string line) => [.. (await bot.DoAsync("sam", line, "INC-1")).Card!.Sections.Select(one => one.Heading)];

    private static async Task<IReadOnlyList<string>> FactsAsync(Bot bot, string incident) => [.. (await CardAsync(bot, incident)).Facts.Select(one => $"{one.Name}: {one.Value}")];

    private static async Task<Card> CardAsync(Bot bot, string incident)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IncidentCard>().BuildAsync(await bot.IncidentAsync(incident), CancellationToken.None);
    }

    private static string Plain(CardLine line) => Prose.Plain(line.Text);

    private static IReadOnlyList<string> Lines(Reply reply) => Prose.Plain(reply.Text).Split('\n');
}
