using System.Text.Json.Nodes;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>Draws what people see in Teams, on a phone and on a desktop, light and dark, as pictures beside the other artifacts: the card in every state, what comes privately, the forms, the home, the post-mortem.</summary>
public sealed class TeamsCardPicturesTests
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly TeamsCards cards = new(RenderedCard.Keep([]), new Uri("https://bot.example/incidents/1"));

    private string folder = "";

    private TeamsForms Forms => new(cards, RenderedCard.Keep([]));

    [Fact]
    public async Task What_people_see_in_Teams_fits_on_a_phone()
    {
        var oracle = TeamsCardOracle.Folder();
        Assert.SkipWhen(!File.Exists(Chromium), "Chromium is not installed.");
        folder = Directory.CreateDirectory(Path.Combine(Environment.GetEnvironmentVariable("INCIDENTBOT_ARTIFACTS") ?? Path.GetTempPath(), "teams-pictures")).FullName;
        foreach (var old in Directory.EnumerateFiles(folder))
        {
            File.Delete(old);
        }

        await using var bot = await Bot.StartAsync(Database.Sqlite, sampleOnly: true);
        await IncidentAsync(bot);
        await OddAsync();
        Assert.Matches("(?m)^[0-9]{2,3} pictures, 0 faults$", await TeamsCardOracle.RunAsync(oracle, "draw.mjs", folder));
    }

    private async Task IncidentAsync(Bot bot)
    {
        await FormAsync(bot, "sam", "declare", """{"title":"Ransom note on FS01"}""", "");
        await bot.DoAsync("sam", "declare Ransom note on FS01 & <at>everyone</at> --client contoso-dental --severity 1 --type ransomware");
        await bot.DoAsync("sam", "declare the CFO's mailbox forwards mail --client contoso-dental --confidential");
        await bot.SettleAsync();
        await CardAsync("notice-page", (await bot.InboxAsync("nora")).First(one => one.Kind is NoticeKind.Page).Card);
        await HomeAsync(bot, "nora");
        await bot.DoAsync("sam", "ack 1", "INC-1");
        await bot.DoAsync("sam", "scope systems=FS01,FS02 total=1800 US-TX=1150 US-CA=620", "INC-1");
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.DoAsync("sam", "fact personal_data_affected=true", "INC-1");
        await bot.DoAsync("nora", "ic @sam", "INC-1");
        await StateAsync(bot);
        await FormAsync(bot, "sam", "update");
        await FormAsync(bot, "sam", "scope");
        await FormAsync(bot, "sam", "page");
        await FormAsync(bot, "lena", "clock event");
        await FormAsync(bot, "lena", "clock filed");
        await FormAsync(bot, "nora", "confirm");
        await AgainAsync(bot);
        await DialogAsync("dialog-done", await Forms.DoneAsync(await bot.SayAsync("sam", "severity 2 it is one server", "INC-1"), null, CancellationToken.None));
        await CardAsync("answer-timeline", (await bot.SayAsync("sam", "timeline", "INC-1")).Text);
        foreach (var state in new[] { IncidentState.Containment, IncidentState.Eradication, IncidentState.Recovery, IncidentState.Validation, IncidentState.Review })
        {
            await bot.DoAsync("nora", state is IncidentState.Validation ? "restored --override drawing FS01 and FS02 from the backup of 22 November" : "next --override drawing", "INC-1");
            await StateAsync(bot);
        }

        await bot.PassAsync(TimeSpan.FromDays(1.6));
        await bot.PassAsync(TimeSpan.FromDays(2));
        await CardAsync("notice-reminder", (await bot.InboxAsync("lena")).First(one => one.Kind is NoticeKind.Reminder).Card);
        await HomeAsync(bot, "lena");
        await bot.DoAsync("sam", "lesson worked the backups were offline, so nobody could reach them", "INC-1");
        await bot.DoAsync("sam", "lesson gap nobody knew the number of the insurer at night", "INC-1");
        await PostMortemAsync(bot);
    }

    /// <summary>What nobody hopes for: much of everything, letters from right to left, pictures as letters, marks.</summary>
    private async Task OddAsync()
    {
        await CardAsync("odd-long", new Card($"INC-9 {string.Join(' ', Enumerable.Repeat("a title that goes on", 12))}", "f",
            [new CardFact("State", "triage"), new CardFact("Path", new string('x', 300)), new CardFact("Command", Prose.Code("powershell -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAIABOAGUAdAAuAFcAZQBiAEMAbABpAGUAbgB0ACkA"))],
            [.. Enumerable.Range(1, 30).Select(section => new CardSection($"Section {section}", [.. Enumerable.Range(1, 9).Select(line => new CardLine($"line {line} of the section, with as many words as people write when they are in a hurry and it is late", line == 3 ? new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero) : null, line == 3 ? "danger" : "none"))]))],
            [.. Enumerable.Range(1, 14).Select(one => new CardAction($"Do what is number {one}", "note", "{}", "INC-9", null, null))])
        { Tone = "warning" });
        await CardAsync("odd-letters", new Card("INC-9 تم تشفير الخادم 👩‍👩‍👧‍👦 <at>everyone</at> [x](http://evil.example)", "f",
            [new CardFact("Client", "مستشفى المدينة"), new CardFact("Commander", "Émile 🔥 漢字 שלום"), new CardFact("Typed", "{{DATE(2020-01-01T00:00:00Z)}} *bold* _it_ `code` 1. one")],
            [new CardSection("Summary", [new CardLine("الخوادم معزولة والنسخ الاحتياطية سليمة. FS01 و FS02 خارج الشبكة منذ 03:00."), new CardLine("השרתים מנותקים מהרשת", null, "good"), new CardLine("- a typed list\n1. and a number", null, "danger")])],
            [new CardAction("אישור", "confirm", "{}", "INC-9", null, null) { Primary = true }])
        { Tone = "danger" });
    }

    private async Task CardAsync(string name, Card card) => await WriteAsync(name, CardJson.Write((await cards.RenderAsync(null, card, null, null, CancellationToken.None)).Card));

    private async Task CardAsync(string name, string text) => await WriteAsync(name, CardJson.Write((await cards.RenderAsync(text, null, null, null, CancellationToken.None)).Card));

    private async Task DialogAsync(string name, TeamsDialog dialog) => await WriteAsync(name, CardJson.Write(new { dialog.Title, dialog.Card }));

    private async Task WriteAsync(string name, string json)
    {
        var card = JsonNode.Parse(json)!.AsObject();
        Assert.Empty(TeamsCardRules.Wrong((card["card"] ?? card).DeepClone().AsObject(), inDialog: card["card"] is not null));
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), json);
    }

    private async Task FormAsync(Bot bot, string handle, string verb, string arguments = "{}", string incident = "INC-1")
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var form = await scope.ServiceProvider.GetRequiredService<FormBook>().OfAsync(new CardAction("x", verb, arguments, incident, null, null), (await bot.PersonAsync(handle)).Id, CancellationToken.None);
        await DialogAsync($"form-{verb.Replace(' ', '-')}", await Forms.RenderAsync(form, null, CancellationToken.None));
    }

    private async Task AgainAsync(Bot bot)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var form = await scope.ServiceProvider.GetRequiredService<FormBook>().OfAsync(new CardAction("x", "scope", "{}", "INC-1", null, null), (await bot.PersonAsync("sam")).Id, CancellationToken.None);
        var sent = (await FilledForm.OfAsync(form with { Fields = [.. form.Fields.Select(field => field with { Value = "systems FS01\ntotal=1800" })] })).Sent();
        var refused = Assert.Throws<RefusalException>(() => sent.Arguments(new VerbCatalogue())).Refusal;
        await DialogAsync("form-scope-refused", await Forms.AgainAsync(form, sent, Reply.Of(refused), CancellationToken.None));
        await DialogAsync("dialog-working", Forms.Working(sent));
    }

    private async Task StateAsync(Bot bot)
    {
        await bot.SettleAsync();
        await using var scope = bot.Services.CreateAsyncScope();
        var incident = await bot.IncidentAsync("INC-1");
        await CardAsync($"card-{(int)incident.State}-{incident.State.Kebab()}", await scope.ServiceProvider.GetRequiredService<IncidentCard>().BuildAsync(incident, CancellationToken.None));
    }

    private async Task HomeAsync(Bot bot, string handle)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var home = await scope.ServiceProvider.GetRequiredService<HomeBook>().OfAsync((await bot.PersonAsync(handle)).Id, CancellationToken.None);
        await WriteAsync($"home-{handle}", CardJson.Write((await new TeamsHome(RenderedCard.Keep([])).RenderAsync(home!, null, CancellationToken.None)).Card));
    }

    private async Task PostMortemAsync(Bot bot)
    {
        await bot.DoAsync("nora", "review post", "INC-1");
        await using var scope = bot.Services.CreateAsyncScope();
        var incident = await bot.IncidentAsync("INC-1");
        var posted = await scope.ServiceProvider.GetRequiredService<Core.Data.IncidentDb>().PostMortems.OrderByDescending(one => one.Revision).FirstAsync(one => one.IncidentId == incident.Id);
        await CardAsync("post-mortem", await scope.ServiceProvider.GetRequiredService<PostMortemWriter>().CardAsync(incident, posted, CancellationToken.None));
    }
}
