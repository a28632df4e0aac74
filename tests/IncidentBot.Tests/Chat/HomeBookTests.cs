using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Cards;
using IncidentBot.SlackFake.BlockKit;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Chat;

/// <summary>Somebody's home and the lines of a digest: what waits, and no more than its reader may see.</summary>
public sealed class HomeBookTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_home_shows_what_waits_and_what_its_reader_can_see(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware");
        await bot.DoAsync("sam", "declare secret mail --client contoso-dental --confidential --severity 2");
        await bot.DoAsync("frida", "declare odd mail --client fabrikam");
        await bot.SettleAsync();

        var home = await HomeAsync(bot, "nora");
        Assert.Equal(["INC-1", "INC-2"], home.Incidents.Select(one => one.Reference.ToString()));
        Assert.Equal(((string?)null, (await bot.IncidentAsync("INC-2")).CodeName), (home.Incidents[1].Client, home.Incidents[1].Name));
        Assert.NotEmpty(home.Pages);
        Assert.Equal(["Acknowledge", "Decline", "Escalate now"], home.Pages[0].Card.Actions.Select(one => one.Label));
        Assert.NotNull(home.Declare);
        var view = await ViewAsync(home);
        Assert.DoesNotContain("secret", view.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("You are paged", view.ToJsonString(), StringComparison.Ordinal);

        await bot.DoAsync("nora", "ack 1", "INC-1");
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.DoAsync("sam", "fact personal_data_affected=true", "INC-1");
        await bot.PassAsync(TimeSpan.FromDays(1.6));
        await bot.PassAsync(TimeSpan.FromDays(3));
        var legal = await HomeAsync(bot, "lena");
        Assert.NotEmpty(legal.Reminders);
        Assert.Equal(["I have seen it", "Record filing…"], legal.Reminders[0].Card.Actions.Select(one => one.Label));
        Assert.Equal(legal.Reminders.Count, legal.Reminders.Select(one => one.Card.Title).Distinct().Count());
        await ViewAsync(legal);

        Assert.Equal(["INC-1"], (await HomeAsync(bot, "dana")).Incidents.Select(one => one.Reference.ToString()));
        Assert.Equal(["INC-3"], (await HomeAsync(bot, "frida")).Incidents.Select(one => one.Reference.ToString()));
        Assert.Empty(new BlockRules().View(JsonNode.Parse(SlackJson.Write(HomeView.Stranger()))!.AsObject(), "home"));
    }

    [Fact]
    public async Task A_home_that_is_too_full_says_what_is_cut()
    {
        var card = new Card(new string('t', 500), "f", [], [], [.. Enumerable.Range(0, 25).Select(at => new CardAction($"{at}{new string('l', 90)}", "note", $$"""{"text":"{{new string('a', 2500)}}"}""", "INC-1", null, null))]);
        var notices = Enumerable.Range(0, 10).Select(_ => new HomeNotice(Core.Id<Notice>.New(), new IncidentReference(1), card, Bot.Start)).ToList();
        var incidents = Enumerable.Range(1, 25).Select(at => new HomeIncident(new IncidentReference(at), new string('n', 200), new string('c', 200), Severity.High, IncidentState.Triage, Bot.Start, false, true)).ToList();
        var view = await ViewAsync(new Home("n", null, notices, notices.ConvertAll(one => one with { Notice = Core.Id<Notice>.New() }), incidents) { MorePages = 3, MoreReminders = 4, MoreIncidents = 5 });
        Assert.Contains("And 3 more", view.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("And 5 more", view.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_line_of_a_digest_says_title_and_client_only_in_the_clients_own_workspace(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.DoAsync("sam", "declare secret mail --client contoso-dental --confidential");
        var line = await LineAsync(bot, "INC-1", own: false);
        Assert.Equal($"INC-1 {(await bot.IncidentAsync("INC-1")).CodeName}", line.Title);
        Assert.Equal(["triage", "P1 critical", "nobody"], line.Facts.Take(3).Select(one => one.Value));
        Assert.Empty(line.Actions);
        Assert.DoesNotContain("FS01", System.Text.Json.JsonSerializer.Serialize(line), StringComparison.Ordinal);
        Assert.DoesNotContain("Contoso", System.Text.Json.JsonSerializer.Serialize(line), StringComparison.Ordinal);
        await bot.DoAsync("nora", "ic @sam", "INC-1");
        Assert.Equal((await bot.PersonAsync("sam")).Name, (await LineAsync(bot, "INC-1", own: false)).Facts.Single(one => one.Name == "Commander").Value);
        Assert.Equal(["Title", "Client"], (await LineAsync(bot, "INC-1", own: true)).Facts.Take(2).Select(one => one.Name));
        Assert.DoesNotContain("secret", System.Text.Json.JsonSerializer.Serialize(await LineAsync(bot, "INC-2", own: true)), StringComparison.Ordinal);
    }

    private static async Task<Card> LineAsync(Bot bot, string incident, bool own)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DigestLine>().BuildAsync(await bot.IncidentAsync(incident), own, CancellationToken.None);
    }

    private static async Task<Home> HomeAsync(Bot bot, string handle)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<HomeBook>().OfAsync((await bot.PersonAsync(handle)).Id, CancellationToken.None))!;
    }

    private static async Task<JsonObject> ViewAsync(Home home)
    {
        var view = JsonNode.Parse(SlackJson.Write(await new HomeView((_, _) => Task.FromResult("id")).RenderAsync(home, CancellationToken.None)))!.AsObject();
        Assert.Empty(new BlockRules().View(view, "home"));
        return view;
    }
}
