using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Paging;

/// <summary>A whole ladder: six contacts on three levels, by methods that fail one after the other.</summary>
public sealed class LadderTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Methods_have_their_turns_and_levels_their_time_until_the_last_contact_has_it(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database, severity: 1);
        await scene.MinutesAsync(17);
        Assert.Equal(
        [
            "0 ada sms", "0 ben mail", "2 ada voice", "3 ben sms",
            "10 cho web", "10 soc pagerduty", "14 cho voice",

            // At four in the morning Fay takes no texts: the telephone is what is left, and rings at once.
            "15 eve mail", "15 fay voice",
        ], await scene.TriesAsync());
        Assert.Single(scene.PagerDuty.Ringing);
        await new Telephone(scene.Address, scene.Twilio.Calls.Single(call => call.To == LadderScene.Fay)).PickAndPressAsync("1");
        await scene.Bot.SettleAsync();
        Assert.Equal(PageState.Acknowledged, (await scene.PageAsync(1)).State);
        Assert.Empty(scene.PagerDuty.Ringing);
        await scene.MinutesAsync(30);
        Assert.Equal(9, (await scene.TriesAsync()).Count);
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task When_every_method_fails_in_turn_the_right_person_still_has_it_at_the_right_minute(Database database)
    {
        // No text and no mail goes out but Eve's, no telephone is picked up, and PagerDuty refuses.
        await using var scene = await LadderScene.StartAsync(database, severity: 5);
        scene.Twilio.Refuse = sent => sent.Sid.StartsWith("SM", StringComparison.Ordinal) ? (400, 21610) : null;
        scene.Mail.Recipient = to => to == LadderScene.Eve ? null : SmtpServer.Protocol.SmtpReplyCode.MailboxUnavailable;
        scene.PagerDuty.Refuse = () => 400;
        await scene.Bot.DoAsync("sam", "severity 1", "INC-1");
        await scene.Bot.SettleAsync();

        // Ada's text and Ben's mail and text are refused: what comes next comes at once. Her telephone rings.
        Assert.Equal(["0 ada sms", "0 ada voice", "0 ben mail", "0 ben sms"], (await scene.TriesAsync(2)).Order(StringComparer.Ordinal));
        await scene.Phone().EndAsync("no-answer");
        await scene.Bot.SettleAsync();

        // Nobody of the first level is left, so the second begins: Cho has it in the inbox, and her telephone's turn is in four minutes.
        Assert.Contains("0 cho web", await scene.TriesAsync(2));
        Assert.DoesNotContain(await scene.TriesAsync(2), one => one.EndsWith("cho voice", StringComparison.Ordinal));
        await scene.MinutesAsync(4);
        Assert.Contains("4 cho voice", await scene.TriesAsync(2));
        await scene.Phone(1).EndAsync("busy");
        await scene.MinutesAsync(1);

        // The third: Fay's telephone does not go through either, and Eve reads her mail.
        Assert.Contains("5 eve mail", await scene.TriesAsync(2));
        Assert.Contains("5 fay voice", await scene.TriesAsync(2));
        await scene.Phone(2).EndAsync("failed");
        await scene.MinutesAsync(2);
        using var eve = new Visitor(scene.Address);
        var link = new Uri(scene.Link(LadderScene.Eve)).PathAndQuery;
        await eve.PostAsync(link, await eve.GetAsync(link), ("answer", "Acknowledge"));
        Assert.Equal(PageState.Acknowledged, (await scene.PageAsync(2)).State);
        Assert.Contains("Eve Stahl acknowledged page 2 (the plan's escalation) by the link in a mail", await scene.Bot.TimelineAsync("INC-1"));
        await scene.MinutesAsync(60);
        Assert.Equal(9, (await scene.TriesAsync(2)).Count);
        Assert.All(await scene.AttemptsAsync(2), one => Assert.False(one.State is AttemptState.Queued, $"{one.Contact} {one.Method}"));
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task When_nobody_answers_in_any_round_the_card_says_to_call_by_hand(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database, severity: 1);
        await scene.MinutesAsync(61);
        var page = await scene.PageAsync(1);
        Assert.Equal((PageState.Exhausted, 27), (page.State, (await scene.TriesAsync()).Count));
        Assert.Contains(await scene.Bot.TimelineAsync("INC-1"), line => line.StartsWith("Nobody acknowledged page 1", StringComparison.Ordinal));

        // Whoever reads the text then has it all the same.
        var text = scene.Twilio.Texts.Last(one => one.To == LadderScene.Ada);
        Assert.StartsWith("Thank you", await scene.TextAsync(LadderScene.Ada, text.Code), StringComparison.Ordinal);
        Assert.Equal(PageState.Acknowledged, (await scene.PageAsync(1)).State);
    }

    [Fact]
    public async Task In_working_hours_a_text_goes_first_and_the_telephone_has_its_turn()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.Bot.PassAsync(TimeSpan.FromHours(6));
        await scene.PageAsync("fay");
        await scene.MinutesAsync(2);
        Assert.Equal(["360 fay sms", "361 fay voice"], await scene.TriesAsync(2));
    }

    [Fact]
    public async Task What_somebody_has_is_handed_over_when_the_other_acknowledges_and_not_before()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        Assert.Equal("nothing-to-hand-over", (await scene.Bot.SayAsync("cho", "hand-over ada", "INC-1")).Code);
        Assert.Equal("Paging ada (page 2) to take over from you. You have it until somebody acknowledges.", (await scene.Bot.DoAsync("sam", "hand-over ada my shift ends", "INC-1")).Text);
        await scene.Bot.SettleAsync();
        Assert.Equal((PageState.Acknowledged, PageState.Paging), ((await scene.PageAsync(1)).State, (await scene.PageAsync(2)).State));
        await scene.TextAsync(LadderScene.Ada, scene.Twilio.Texts[0].Code);
        Assert.Equal(["Sam Okafor hands page 1 (the plan's escalation) over to ada", "Ada Moss acknowledged page 2 (ada) by text message"],
            (await scene.Bot.TimelineAsync("INC-1")).Where(line => line.Contains("hands page", StringComparison.Ordinal) || line.StartsWith("Ada Moss ack", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_deputy_whom_nothing_reaches_makes_no_round_come_sooner()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        scene.Twilio.Refuse = sent => sent.Sid.StartsWith("SM", StringComparison.Ordinal) ? (400, 21211) : null;
        await scene.PageAsync("desk");
        await scene.Phone().EndAsync("busy");
        await scene.Bot.SettleAsync();
        Assert.Single(scene.Twilio.Calls);
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);
        await scene.MinutesAsync(6);
        Assert.Single(scene.Twilio.Calls);
        await scene.MinutesAsync(1);
        Assert.Equal(2, scene.Twilio.Calls.Count);
    }

    [Fact]
    public async Task Who_declines_is_left_alone_and_the_others_of_the_level_go_on()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite, severity: 1);
        await scene.TextAsync(LadderScene.Ada, $"no {scene.Twilio.Texts[0].Code}");
        await scene.MinutesAsync(4);
        Assert.Equal(["0 ada sms", "0 ben mail", "3 ben sms"], await scene.TriesAsync());
    }
}
