using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Paging;

/// <summary>The link of a mail shows, and only its form acts.</summary>
public sealed class MailLinkTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_has_no_account_acknowledges_by_the_link_of_a_mail_and_a_scanner_that_follows_it_does_nothing(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database);
        await scene.PageAsync("eve");
        var mail = Assert.Single(scene.Mail.Mails);
        Assert.Equal("INC-1 pearl-plover: you are paged", mail.Message.Subject);
        var link = new Uri(scene.Link(LadderScene.Eve)).PathAndQuery;

        // A scanner follows every link of the mail, and of what it finds there, and heads, and posts without having been there.
        using (var scanner = new Visitor(scene.Address))
        {
            for (var look = 0; look < 3; look++)
            {
                Assert.Contains("I have it", await scanner.GetAsync(link), StringComparison.Ordinal);
            }
        }

        using (var blind = new HttpClient { BaseAddress = scene.Address })
        {
            using var head = await blind.SendAsync(new HttpRequestMessage(HttpMethod.Head, link));
            using var post = await blind.PostAsync(link, new FormUrlEncodedContent([new("answer", "Acknowledge")]));
        }

        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);

        using var eve = new Visitor(scene.Address);
        var shown = await eve.GetAsync(link);
        Assert.Contains("INC-1", shown, StringComparison.Ordinal);
        Assert.All(new[] { "wind tunnel", "Tailspin", "Eve Stahl" }, word => Assert.DoesNotContain(word, shown, StringComparison.Ordinal));
        Assert.Contains("Thank you: INC-1 (pearl-plover) is yours", await eve.PostAsync(link, shown, ("answer", "Acknowledge")), StringComparison.Ordinal);
        Assert.Equal(PageState.Acknowledged, (await scene.PageAsync(2)).State);
        Assert.Contains("Eve Stahl acknowledged page 2 (eve) by the link in a mail", await scene.Bot.TimelineAsync("INC-1"));

        // Again, and later.
        await eve.PostAsync(link, shown, ("answer", "Acknowledge"));
        Assert.Contains("You have it", await eve.GetAsync(link), StringComparison.Ordinal);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.StartsWith("Eve Stahl acknowledged", StringComparison.Ordinal));

        // That is all it is good for.
        Assert.DoesNotContain("wind tunnel", await eve.GetAsync("/incidents/INC-1"), StringComparison.Ordinal);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, eve.Status);
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task A_link_passes_on_or_declines_as_well()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("eve");
        using var eve = new Visitor(scene.Address);
        var link = new Uri(scene.Link(LadderScene.Eve)).PathAndQuery;
        Assert.Contains("Somebody else is tried for INC-1.", await eve.PostAsync(link, await eve.GetAsync(link), ("answer", "Decline")), StringComparison.Ordinal);
        Assert.Contains("Eve Stahl declined page 2 by the link in a mail", await scene.Bot.TimelineAsync("INC-1"));

        await scene.Bot.SettleAsync();

        // She said that she cannot, so she is left alone; there is nobody else, and the page ends when her time is up.
        await scene.MinutesAsync(6);
        Assert.Single(scene.Mail.Mails);
        Assert.Equal(PageState.Exhausted, (await scene.PageAsync(2)).State);
        Assert.Contains("Nobody else is left", await eve.PostAsync(link, await eve.GetAsync(link), ("answer", "Escalate")), StringComparison.Ordinal);

        await scene.PageAsync("eve");
        var second = new Uri(scene.Link(LadderScene.Eve)).PathAndQuery;
        Assert.Contains("passed on to the next person", await eve.PostAsync(second, await eve.GetAsync(second), ("answer", "Escalate")), StringComparison.Ordinal);
        Assert.Contains("Eve Stahl escalated page 3 (eve)", await scene.Bot.TimelineAsync("INC-1"));
    }

    [Fact]
    public async Task A_link_that_is_forged_old_or_answered_by_others_does_nothing_and_says_so()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("eve");
        using var visitor = new Visitor(scene.Address);
        var link = new Uri(scene.Link(LadderScene.Eve)).PathAndQuery;
        var before = await scene.Bot.TimelineAsync("INC-1");
        foreach (var forged in new[] { "/page", "/page?ticket=", "/page?ticket=abc", $"{link[..^2]}00", $"{link}00", $"/page?ticket={new string('f', 5000)}", "/page?ticket=%00" })
        {
            Assert.Contains("This link is not good any more", await visitor.GetAsync(forged), StringComparison.Ordinal);
            Assert.Contains("This link is not good any more", await visitor.PostAsync(forged, await visitor.GetAsync(link), ("answer", "Acknowledge")), StringComparison.Ordinal);
        }

        foreach (var nonsense in new[] { "", "7", "Everything", "-1" })
        {
            Assert.Contains("I have it", await visitor.PostAsync(link, await visitor.GetAsync(link), ("answer", nonsense)), StringComparison.Ordinal);
        }

        // Words in the address make nothing true.
        Assert.Contains("You are paged", await visitor.GetAsync($"{link}&outcome=Acknowledged"), StringComparison.Ordinal);
        Assert.Equal(before, await scene.Bot.TimelineAsync("INC-1"));

        await scene.Bot.DoAsync("sam", "ack 2", "INC-1");
        Assert.Contains("somebody has it already", await visitor.GetAsync(link), StringComparison.Ordinal);
        scene.Bot.Time.Advance(TimeSpan.FromDays(3.1));
        Assert.Contains("This link is not good any more", await visitor.GetAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_does_nothing_but_answer_its_page()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("eve");
        var attempt = (await scene.AttemptsAsync(2))[0].Id;
        foreach (var verb in new Core.Verbs.IVerb[] { new Core.Incidents.AddNote("hello"), new Core.Incidents.ConfirmIncident(), new Core.Paging.StartPage("ada"), new Core.Find.ShowStatus() })
        {
            var reply = await scene.Bot.Services.GetRequiredService<Core.Verbs.VerbRouter>().HandleAsync(new Core.Verbs.VerbRequest($"x:{verb.GetType().Name}", null, verb, new Core.Incidents.IncidentReference(1)) { Answers = attempt }, CancellationToken.None);
            Assert.Equal("not-allowed", reply.Code);
        }

        // Nor another page, or another incident's.
        await scene.Bot.DoAsync("sam", "declare elsewhere --client tailspin --severity 5");
        var other = await scene.Bot.Services.GetRequiredService<Core.Verbs.VerbRouter>().HandleAsync(new Core.Verbs.VerbRequest("x:other", null, new AcknowledgePage(1), new Core.Incidents.IncidentReference(2)) { Answers = attempt }, CancellationToken.None);
        Assert.Equal("no-such-incident", other.Code);
        var third = await scene.Bot.Services.GetRequiredService<Core.Verbs.VerbRouter>().HandleAsync(new Core.Verbs.VerbRequest("x:third", null, new AcknowledgePage(1), new Core.Incidents.IncidentReference(1)) { Answers = attempt }, CancellationToken.None);
        Assert.Equal("only-your-own", third.Code);
    }
}
