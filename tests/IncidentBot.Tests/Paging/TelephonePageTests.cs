using System.Net;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Paging;

/// <summary>Texts and calls by Twilio, answered by people without any account.</summary>
public sealed class TelephonePageTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_text_is_answered_with_its_code_by_somebody_without_an_account(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database);
        await scene.PageAsync("ada");
        var text = Assert.Single(scene.Twilio.Texts);
        Assert.Equal(LadderScene.Ada, text.To);
        Assert.Equal($"You are paged: INC-1 (pearl-plover), P5 informational.\nReply {text.Code} to acknowledge, {text.Code} 2 to pass it on, {text.Code} 3 if you cannot.", text.Body);
        Assert.Contains($"Page 2: sms to Ada Moss: taken by Twilio ({text.Sid})", await scene.Bot.TimelineAsync("INC-1"));

        Assert.Equal("Thank you: you have INC-1 (pearl-plover).", await scene.TextAsync(LadderScene.Ada, $" ack {text.Code}.", "SM1"));
        Assert.Equal(PageState.Acknowledged, (await scene.PageAsync(2)).State);
        Assert.Contains("Ada Moss acknowledged page 2 (ada) by text message", await scene.Bot.TimelineAsync("INC-1"));

        // Twilio tells twice; and what is over stays over.
        Assert.Equal("Thank you: you have INC-1 (pearl-plover).", await scene.TextAsync(LadderScene.Ada, $"ack {text.Code}", "SM1"));
        Assert.Equal("Thank you: you have INC-1 (pearl-plover).", await scene.TextAsync(LadderScene.Ada, text.Code));
        await scene.MinutesAsync(10);
        Assert.Empty(scene.Twilio.Calls);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.StartsWith("Ada Moss acknowledged", StringComparison.Ordinal));
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task A_text_that_is_forged_wrong_or_not_for_that_number_does_nothing()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("ada");
        var code = scene.Twilio.Texts[0].Code;
        var wrong = code == "000000" ? "000001" : "000000";

        // Another number knows the code: silence, for it was never paged.
        Assert.Equal("", await scene.TextAsync(LadderScene.Fay, code));
        Assert.StartsWith("That did not fit a page.", await scene.TextAsync(LadderScene.Ada, "on my way"), StringComparison.Ordinal);
        var (forged, _) = await FakeTwilio.TellAsync(scene.Address, "/twilio/text", new() { ["From"] = LadderScene.Ada, ["Body"] = code, ["MessageSid"] = "SM9" }, FakeTwilio.Sign($"{FakeTwilio.PublicUrl}/twilio/text", new Dictionary<string, string> { ["From"] = LadderScene.Ada }, "another token"));
        Assert.Equal(HttpStatusCode.Forbidden, forged);
        var (foreign, _) = await FakeTwilio.TellAsync(scene.Address, "/twilio/text", new() { ["From"] = LadderScene.Ada, ["Body"] = code, ["MessageSid"] = "SM9", ["AccountSid"] = "AC00000000000000000000000000000000" });
        Assert.Equal(HttpStatusCode.Forbidden, foreign);
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);

        // Five wrong ones, and the right one is void as well.
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.StartsWith("That did not fit", await scene.TextAsync(LadderScene.Ada, wrong), StringComparison.Ordinal);
        }

        Assert.StartsWith("That did not fit", await scene.TextAsync(LadderScene.Ada, code), StringComparison.Ordinal);
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);
    }

    [Theory]
    [InlineData("{0} 2", "INC-1 is passed on to the next person.", "Ada Moss escalated page 2 (ada)")]
    [InlineData("no {0}", "Noted: somebody else is tried for INC-1.", "Ada Moss declined page 2 by text message")]
    public async Task A_text_can_pass_the_page_on_or_say_that_one_cannot(string said, string told, string recorded)
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("ada");
        Assert.Equal(told, await scene.TextAsync(LadderScene.Ada, string.Format(null, said, scene.Twilio.Texts[0].Code)));
        Assert.Contains(recorded, await scene.Bot.TimelineAsync("INC-1"));
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);
    }

    [Fact]
    public async Task Three_days_later_a_text_is_too_old()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("ada");
        var code = scene.Twilio.Texts[0].Code;
        scene.Bot.Time.Advance(TimeSpan.FromDays(3.1));
        Assert.Equal("", await scene.TextAsync(LadderScene.Ada, code));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_telephone_is_answered_by_keys_and_picking_up_is_no_answer(Database database)
    {
        await using var scene = await LadderScene.StartAsync(database);
        await scene.PageAsync("ada");
        await scene.MinutesAsync(1);
        Assert.Empty(scene.Twilio.Calls);
        await scene.MinutesAsync(1);
        var call = Assert.Single(scene.Twilio.Calls);
        Assert.Equal(LadderScene.Ada, call.To);

        // Somebody, or a machine, picks up and presses nothing: asked three times, it hangs up.
        var phone = scene.Phone();
        await phone.PickUpAsync();
        Assert.Equal("You are paged for incident 1, code name pearl plover, severity 5. Press 1 to acknowledge. Press 2 to pass it on to the next person. Press 3 if you cannot.", phone.Heard);
        await phone.PressAsync(null);
        Assert.Equal("Press 1 to acknowledge. Press 2 to pass it on to the next person. Press 3 if you cannot.", phone.Heard);
        await phone.PressAsync("9");
        Assert.StartsWith("Press 1", phone.Heard, StringComparison.Ordinal);
        await phone.PressAsync(null);
        Assert.True(phone.HungUp);
        Assert.StartsWith("No key was pressed, so this does not count as an answer.", phone.Heard, StringComparison.Ordinal);
        await phone.EndAsync("completed");
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);
        Assert.Contains("Page 2: voice to Ada Moss: the call was picked up, which is no acknowledgement", await scene.Bot.TimelineAsync("INC-1"));

        // The next round calls again, and a key acknowledges.
        await scene.MinutesAsync(7);
        phone = scene.Phone(1);
        await phone.PickUpAsync();
        await phone.PressAsync("1");
        Assert.Equal("Thank you. You have incident 1. Goodbye.", phone.Heard);
        Assert.True(phone.HungUp);
        Assert.Contains("Ada Moss acknowledged page 2 (ada) by telephone", await scene.Bot.TimelineAsync("INC-1"));
        Assert.Equal(PageState.Acknowledged, (await scene.PageAsync(2)).State);

        // Whoever picks up the first call late hears that it is over.
        await scene.Phone().PickUpAsync();
        await scene.Bot.VerifyAsync("INC-1");
    }

    [Theory]
    [InlineData("2", "It is passed on to the next person. Thank you. Goodbye.", "Ada Moss escalated page 2 (ada)")]
    [InlineData("3", "Noted. Somebody else is called. Goodbye.", "Ada Moss declined page 2 by telephone")]
    public async Task Keys_two_and_three_pass_it_on_and_decline(string key, string heard, string recorded)
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("ada");
        await scene.MinutesAsync(2);
        var phone = scene.Phone();
        await phone.PickUpAsync();
        await phone.PressAsync(key);
        Assert.Equal(heard, phone.Heard);
        Assert.Contains(recorded, await scene.Bot.TimelineAsync("INC-1"));
    }

    [Fact]
    public async Task A_call_that_somebody_else_could_have_made_up_does_nothing()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("ada");
        await scene.MinutesAsync(2);
        var url = new Uri(scene.Twilio.Calls[0].Fields["Url"]).PathAndQuery;
        Dictionary<string, string> Key(string to) => new() { ["CallSid"] = "CA1", ["To"] = to, ["From"] = FakeTwilio.From, ["Digits"] = "1" };

        Assert.Equal(HttpStatusCode.Forbidden, (await FakeTwilio.TellAsync(scene.Address, url, Key(LadderScene.Ada), "bm90IGEgc2lnbmF0dXJl")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await FakeTwilio.TellAsync(scene.Address, $"{url}&asked=1", Key(LadderScene.Ada), FakeTwilio.Sign($"{FakeTwilio.PublicUrl}{url}", Key(LadderScene.Ada)))).Status);

        // Signed, but for another number, or with a ticket that is none.
        Assert.Contains("was not for this number", (await FakeTwilio.TellAsync(scene.Address, url, Key(LadderScene.Fay))).Body, StringComparison.Ordinal);
        Assert.Contains("was not for this number", (await FakeTwilio.TellAsync(scene.Address, $"{url[..^4]}0000", Key(LadderScene.Ada))).Body, StringComparison.Ordinal);
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);

        // A keypress that is carried twice counts once.
        Assert.Contains("You have incident 1", (await FakeTwilio.TellAsync(scene.Address, url, Key(LadderScene.Ada))).Body, StringComparison.Ordinal);
        Assert.Contains("You have incident 1", (await FakeTwilio.TellAsync(scene.Address, url, Key(LadderScene.Ada))).Body, StringComparison.Ordinal);
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), line => line.StartsWith("Ada Moss acknowledged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(21211, "text refused by Twilio (21211, the number is not valid): call by hand")]
    [InlineData(21610, "text refused by Twilio (21610, they have opted out of texts with STOP): call by hand")]
    public async Task A_text_that_Twilio_refuses_moves_to_the_next_method_at_once(int code, string answer)
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        scene.Twilio.Refuse = sent => sent.Sid.StartsWith("SM", StringComparison.Ordinal) ? (400, code) : null;
        await scene.PageAsync("ada");
        Assert.Single(scene.Twilio.Calls);
        Assert.Contains(await scene.AttemptsAsync(2), one => one.State is AttemptState.Failed && one.Answer == answer);
        Assert.Equal(["0 ada sms", "0 ada voice"], await scene.TriesAsync(2));
    }

    [Fact]
    public async Task While_Twilio_does_not_take_a_text_the_next_method_is_tried_and_the_text_goes_out_later()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        scene.Twilio.Refuse = sent => sent.Sid.StartsWith("SM", StringComparison.Ordinal) ? (503, 20500) : null;
        await scene.PageAsync("ada");
        Assert.Single(scene.Twilio.Calls);
        Assert.Contains("Page 2: sms to Ada Moss is not taken now, and tried again: Twilio: not taken now (503)", await scene.Bot.TimelineAsync("INC-1"));
        scene.Twilio.Refuse = _ => null;
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("repeat", Assert.Single(scene.Twilio.Texts).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_whose_line_broke_is_repeated_once_marked_and_with_the_same_code()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        scene.Twilio.HangUp = sent => scene.Twilio.Texts.Count == 1;
        await scene.PageAsync("ada");
        await scene.Bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal([false, true], scene.Twilio.Texts.Select(one => one.Body.EndsWith("(repeat: an earlier one may have reached you)", StringComparison.Ordinal)));
        Assert.Single(scene.Twilio.Texts.Select(one => one.Code).Distinct());
    }

    [Theory]
    [InlineData("no-answer", "nobody picked up the telephone")]
    [InlineData("busy", "their telephone was busy")]
    [InlineData("failed", "the call did not go through")]
    public async Task When_a_call_reaches_nobody_what_comes_next_comes_at_once(string status, string why)
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        scene.Twilio.Refuse = sent => sent.Sid.StartsWith("SM", StringComparison.Ordinal) ? (400, 21211) : null;
        await scene.PageAsync("ada");
        await scene.Phone().EndAsync(status);
        await scene.Bot.SettleAsync();
        Assert.Contains($"Page 2: Ada Moss: {why}: call by hand", await scene.Bot.TimelineAsync("INC-1"));

        // There is nobody else, and she is not called three times within a minute: the next round begins in its time.
        await scene.MinutesAsync(6);
        Assert.Single(scene.Twilio.Calls);
        await scene.MinutesAsync(1);
        Assert.Equal(2, scene.Twilio.Calls.Count);
        Assert.Equal(PageState.Paging, (await scene.PageAsync(2)).State);
    }

    [Fact]
    public async Task What_the_carrier_says_of_a_text_is_on_the_timeline()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.PageAsync("ada");
        var text = scene.Twilio.Texts[0];
        async Task SayAsync(string status, string? error = null)
        {
            Dictionary<string, string> fields = new() { ["MessageSid"] = text.Sid, ["To"] = text.To, ["From"] = FakeTwilio.From, ["MessageStatus"] = status };
            if (error is not null)
            {
                fields["ErrorCode"] = error;
            }

            Assert.Equal(HttpStatusCode.OK, (await FakeTwilio.TellAsync(scene.Address, new Uri(text.Fields["StatusCallback"]).PathAndQuery, fields)).Status);
            await scene.Bot.SettleAsync();
        }

        await SayAsync("sent");
        await SayAsync("delivered");
        await SayAsync("delivered");
        Assert.Single(await scene.Bot.TimelineAsync("INC-1"), "Page 2: sms to Ada Moss: the text is on their telephone");
        Assert.Empty(scene.Twilio.Calls);
        await SayAsync("undelivered", "30003");
        Assert.Contains("Page 2: Ada Moss: the text did not reach their telephone (30003): call by hand", await scene.Bot.TimelineAsync("INC-1"));
        Assert.Single(scene.Twilio.Calls);
    }

    [Fact]
    public async Task Nothing_of_an_incident_is_in_a_text_or_a_call_and_no_secret_in_the_log()
    {
        await using var scene = await LadderScene.StartAsync(Database.Sqlite);
        await scene.Bot.DoAsync("sam", "page ada the turbine of Tailspin Toys burns", "INC-1");
        await scene.Bot.SettleAsync();
        await scene.MinutesAsync(2);
        var phone = scene.Phone();
        await phone.PickUpAsync();
        foreach (var said in scene.Twilio.Texts.Select(one => one.Body).Append(phone.Heard))
        {
            Assert.All(new[] { "turbine", "Tailspin", "wind tunnel" }, word => Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase));
        }

        var ticket = scene.Twilio.Calls[0].Fields["Url"].Split("ticket=")[1];
        Assert.All(scene.Bot.Logs.Lines, line => Assert.All(new[] { ticket, FakeTwilio.Token, scene.Twilio.Texts[0].Code }, secret => Assert.DoesNotContain(secret, line.Text, StringComparison.Ordinal)));
        var stored = await scene.Bot.ReadAsync(db => db.PageAttempts.Select(one => one.SealedCode).ToListAsync());
        Assert.All(stored.OfType<string>(), one => Assert.DoesNotContain(scene.Twilio.Texts[0].Code, one, StringComparison.Ordinal));
        Assert.Equal(0, await scene.Bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending && effect.Arguments.Contains(ticket))));
    }
}
