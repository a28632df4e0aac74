using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>The cards of an incident as it runs, drawn for Teams: the incident's own, a page, a legal reminder, an update.</summary>
public sealed class RealTeamsCardTests
{
    [Fact]
    public async Task The_cards_of_a_whole_incident_fit_into_Teams_and_lose_nothing()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, sampleOnly: true);
        await bot.DoAsync("sam", "declare Ransom note on FS01 & <at>everyone</at> --client contoso-dental --severity 1 --type ransomware");
        await bot.SettleAsync();
        await ShownAsync((await bot.InboxAsync("nora")).First(one => one.Kind is NoticeKind.Page).Card);
        await bot.DoAsync("sam", "ack 1", "INC-1");
        await bot.DoAsync("sam", "scope systems=FS01,FS02 accounts=svc-backup data=patient-records total=1800 US-TX=1150 US-CA=620 US-NY=30", "INC-1");
        await bot.DoAsync("lena", "clock event controller-became-aware now", "INC-1");
        await bot.DoAsync("sam", "fact personal_data_affected=true unsecured_phi_affected=true", "INC-1");
        await bot.DoAsync("sam", "summary FS01 and FS02 show ransom notes since 02:40. *Backups* look untouched; `svc-backup` signed in from an address that nobody knows.", "INC-1");
        await bot.SettleAsync();
        await ShownAsync(await CardAsync(bot));

        await bot.DoAsync("nora", "ic @sam", "INC-1");
        await bot.DoAsync("sam", "update FS01 and FS02 are off the network, the backups are untouched --next 04:00 --to all", "INC-1");
        await bot.SettleAsync();
        await ShownAsync((await bot.InboxAsync("lena")).First(one => one.Kind is NoticeKind.Update).Card);
        await bot.PassAsync(TimeSpan.FromDays(1.6));
        await bot.SettleAsync();
        await ShownAsync((await bot.InboxAsync("lena")).First(one => one.Kind is NoticeKind.Reminder).Card);
        await ShownAsync(await CardAsync(bot));
    }

    private static async Task ShownAsync(Card card)
    {
        var shown = await RenderedCard.OfAsync(null, card);
        Assert.Empty(shown.Wrong);
        Assert.DoesNotContain(shown.Letters, one => one.Contains("not all", StringComparison.Ordinal));
        Assert.Empty(shown.Stored);
        Assert.Equal(card.Actions, Enumerable.Range(0, shown.Buttons.Count).Select(at => shown.Press(at)!.Action! with { Primary = card.Actions[at].Primary }));
        Assert.DoesNotContain("Contoso", $"{shown.Summary}{shown.Card["fallbackText"]}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("FS01", $"{shown.Summary}{shown.Card["fallbackText"]}", StringComparison.Ordinal);
        Assert.Equal(1 + card.Facts.Count + card.Sections.Sum(one => one.Lines.Count + 1) + (card.Footnote is null ? 0 : 1), shown.Lines.Count);
    }

    private static async Task<Card> CardAsync(Bot bot)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IncidentCard>().BuildAsync(await bot.IncidentAsync("INC-1"), CancellationToken.None);
    }
}
