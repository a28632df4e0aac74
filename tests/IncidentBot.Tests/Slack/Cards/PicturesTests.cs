using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Blocks;
using IncidentBot.Slack.Cards;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Slack.Cards;

/// <summary>Draws what people see in Slack, on a phone and on a desktop, as pictures beside the other artifacts: the card in every state, what comes privately, the forms, the home, a digest's line.</summary>
public sealed class PicturesTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task What_people_see_in_Slack_fits_on_a_phone()
    {
        var oracle = SlackOracle.Folder();
        Assert.SkipWhen(!File.Exists(Chromium), "Chromium is not installed.");
        var folder = Directory.CreateDirectory(Path.Combine(Environment.GetEnvironmentVariable("INCIDENTBOT_ARTIFACTS") ?? Path.GetTempPath(), "slack-pictures")).FullName;
        foreach (var old in Directory.EnumerateFiles(folder))
        {
            File.Delete(old);
        }

        await using var bot = await Bot.StartAsync(Database.Sqlite, sampleOnly: true);
        await ShowAsync(bot, folder);
        var said = await SlackOracle.RunAsync(oracle, "draw.mjs", folder);
        Assert.Matches("(?m)^[0-9]{2} pictures, 0 faults$", said);
    }

    private static async Task ShowAsync(Bot bot, string folder)
    {
        Task<string> Keep(CardAction action, CancellationToken cancel) => Task.FromResult("kept");
        var cards = new SlackCards(Keep);

        async Task CardAsync(string name, Card card)
        {
            var shown = await cards.RenderAsync(null, card, null, CancellationToken.None);
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), SlackJson.Write(new { shown.Text, shown.Blocks }));
        }

        async Task ViewAsync(string name, ViewDefinition view) => await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), SlackJson.Write(view));

        async Task FormAsync(string handle, string verb, string arguments = "{}", string incident = "INC-1")
        {
            await using var scope = bot.Services.CreateAsyncScope();
            var form = await scope.ServiceProvider.GetRequiredService<FormBook>().OfAsync(new CardAction("x", verb, arguments, incident, null, null), (await bot.PersonAsync(handle)).Id, CancellationToken.None);
            await ViewAsync($"form-{verb.Replace(' ', '-')}", await new SlackForms(cards, Keep).RenderAsync(form, "C1", CancellationToken.None));
        }

        async Task IncidentAsync()
        {
            await bot.SettleAsync();
            await using var scope = bot.Services.CreateAsyncScope();
            var incident = await bot.IncidentAsync("INC-1");
            await CardAsync($"card-{(int)incident.State}-{incident.State.Kebab()}", await scope.ServiceProvider.GetRequiredService<IncidentCard>().BuildAsync(incident, CancellationToken.None));
        }

        async Task HomeAsync(string handle)
        {
            await using var scope = bot.Services.CreateAsyncScope();
            await ViewAsync($"home-{handle}", await new HomeView(Keep).RenderAsync((await scope.ServiceProvider.GetRequiredService<HomeBook>().OfAsync((await bot.PersonAsync(handle)).Id, CancellationToken.None))!, CancellationToken.None));
        }

        async Task DigestAsync(bool own)
        {
            await using var scope = bot.Services.CreateAsyncScope();
            await CardAsync($"digest-{(own ? "client" : "provider")}", await scope.ServiceProvider.GetRequiredService<DigestLine>().BuildAsync(await bot.IncidentAsync("INC-1"), own, CancellationToken.None));
        }

        await FormAsync("sam", "declare", """{"title":"Ransom note on FS01"}""", "");
        await bot.DoAsync("sam", "declare Ransom note on FS01 & <!channel> --client contoso-dental --severity 1 --type ransomware");
        await bot.DoAsync("sam", "declare the CFO's mailbox forwards mail --client contoso-dental --confidential");
        await bot.SettleAsync();
        await CardAsync("notice-page", (await bot.InboxAsync("nora")).First(one => one.Kind is NoticeKind.Page).Card);
        await HomeAsync("nora");
        await bot.DoAsync("sam", "ack 1", "INC-1");
        await bot.DoAsync("sam", "scope systems=FS01,FS02 total=1800 US-TX=1150 US-CA=620", "INC-1");
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.DoAsync("sam", "fact personal_data_affected=true", "INC-1");
        await bot.DoAsync("nora", "ic @sam", "INC-1");
        await IncidentAsync();
        await FormAsync("sam", "update");
        await FormAsync("sam", "scope");
        await FormAsync("sam", "page");
        await FormAsync("lena", "clock event");
        await FormAsync("lena", "clock filed");
        await FormAsync("nora", "confirm");
        await ViewAsync("view-loading", SlackForms.Loading());
        await ViewAsync("view-done", await new SlackForms(cards, Keep).DoneAsync(await bot.SayAsync("sam", "severity 2 it is one server", "INC-1"), null, CancellationToken.None));
        await DigestAsync(own: false);
        await DigestAsync(own: true);
        foreach (var state in new[] { IncidentState.Containment, IncidentState.Eradication, IncidentState.Recovery, IncidentState.Validation, IncidentState.Review })
        {
            await bot.DoAsync("nora", state is IncidentState.Validation ? "restored --override drawing FS01 and FS02 from the backup of 22 November" : "next --override drawing", "INC-1");
            Assert.Equal(state, (await bot.IncidentAsync("INC-1")).State);
            await IncidentAsync();
        }

        await bot.PassAsync(TimeSpan.FromDays(1.6));
        await bot.PassAsync(TimeSpan.FromDays(2));
        await CardAsync("notice-reminder", (await bot.InboxAsync("lena")).First(one => one.Kind is NoticeKind.Reminder).Card);
        await HomeAsync("lena");
    }
}
