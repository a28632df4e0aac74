using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>Cards as Teams shows them: within every limit, and no word of people's more than letters.</summary>
public sealed class TeamsCardsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_card_has_its_title_facts_sections_small_print_and_buttons()
    {
        var card = new Card("INC-1 Ransom note", "code name: triage. Open IncidentBot.",
            [new CardFact("State", "Triage"), new CardFact("Commander", Prose.Own("nobody yet: `ic @person`")), new CardFact("Answer by", "the plan", At.AddHours(1))],
            [new CardSection(Prose.Own("Before `confirm`"), [new CardLine(Prose.Own("name a commander"), null, "warning"), new CardLine("GDPR 33(1)", At.AddHours(72), "danger")])],
            [Action("Confirm incident", "confirm") with { Primary = true }])
        {
            Footnote = Prose.Own("Timeline head: `abc`").Markup,
            Tone = "danger",
        };
        var shown = await RenderedCard.OfAsync("Sam says **hello**\n- one\n- two", card);
        Assert.Empty(shown.Wrong);
        Assert.Equal("code name: triage. Open IncidentBot.", shown.Summary);
        Assert.Equal("code name: triage. Open IncidentBot.", (string?)shown.Card["fallbackText"]);
        Assert.Equal(
            [
                "Sam says **hello**", "• one", "• two", "**🔴 INC-1 Ransom note**", "**State: **Triage", "**Commander: **nobody yet: `ic @person`",
                "**Answer by: **the plan, **{{DATE(2026-11-24T04:00:00Z,SHORT)}} {{TIME(2026-11-24T04:00:00Z)}} your time** (2026-11-24 04:00 UTC)", "**Before ****`confirm`**", "• name a commander",
                "• ❗ GDPR 33(1) **{{DATE(2026-11-27T03:00:00Z,SHORT)}} {{TIME(2026-11-27T03:00:00Z)}}** (2026-11-27 03:00 UTC)", "Timeline head: abc",
            ], shown.Lines);
        Assert.Equal("attention", (string?)Assert.Single(shown.Of("Container"))["style"]);
        Assert.Equal(("press", "positive", "Confirm incident"), ((string?)shown.Buttons[0]["verb"], (string?)shown.Buttons[0]["style"], (string?)shown.Buttons[0]["title"]));
        Assert.True(JsonNode.DeepEquals(shown.Buttons[0]["data"], shown.Buttons[0]["fallback"]!["data"]));
    }

    [Theory]
    [InlineData("[x](http://evil.example)")]
    [InlineData("<at>everyone</at> and <at id=\"1\">x</at>")]
    [InlineData("{{DATE(2020-01-01T00:00:00Z)}} {{TIME(2020-01-01T00:00:00Z)}} {{DATE(2020-01-01T00:00:00Z,SHORT)}} {{{{date(2020-01-01T00:00:00Z)}}}}")]
    [InlineData("*bold* **x** _it_ ~~no~~ `code` # head > said 1. one - two | a | \\ <b>b</b> &amp; ${x}")]
    [InlineData("1. one")]
    [InlineData("- two")]
    public async Task What_people_typed_becomes_no_mention_link_function_or_format(string typed)
    {
        var card = new Card(typed, typed, [new CardFact("Title", typed)], [new CardSection(typed, [new CardLine(typed)])], [Action(typed, "note")]) { Footnote = Prose.Typed(typed).Markup };
        var shown = await RenderedCard.OfAsync(Prose.Typed(typed).Markup, card);
        Assert.Empty(shown.Wrong);
        Assert.Equal([typed, typed, $"Title: {typed}", typed, typed, typed], shown.Letters);
        Assert.Empty(shown.Of("TextBlock"));
        Assert.Empty(shown.Of("FactSet"));
        Assert.DoesNotMatch("[{]{2}(?i:DATE|TIME)|</?at\\b", shown.Card.ToJsonString(RenderedCard.Relaxed).Replace("\\", "", StringComparison.Ordinal).Split("\"data\"")[0]);
        Assert.DoesNotMatch("[{]{2}(?i:DATE|TIME)|</?at\\b", shown.Summary);
        Assert.Null(shown.Card["msteams"]!["entities"]);
    }

    [Fact]
    public async Task An_instant_is_filled_in_by_the_client_exactly_as_it_asks_and_stands_beside_UTC()
    {
        var shown = await RenderedCard.OfAsync(((Prose)$"due {At:yyyy-MM-dd HH:mm} UTC, paged {At:yyyy-MM-dd HH:mm:ss} UTC").Markup, null);
        Assert.Equal(["due {{DATE(2026-11-24T03:00:00Z,SHORT)}} {{TIME(2026-11-24T03:00:00Z)}} (2026-11-24 03:00 UTC), paged {{DATE(2026-11-24T03:00:00Z,SHORT)}} {{TIME(2026-11-24T03:00:00Z)}} (2026-11-24 03:00:00 UTC)"], shown.Lines);
        Assert.Equal(["\\2026-11-24 03:00 UTC"], (await RenderedCard.OfAsync(Prose.Typed("\\2026-11-24 03:00 UTC").Markup, null)).Lines);
    }

    [Fact]
    public async Task A_button_carries_the_verb_the_offered_state_and_the_once_key_and_reads_back_the_same()
    {
        var action = Action("Contained", "contained") with { OfferedState = "Containment", Once = "k1", Arguments = "{\"at\":\"2026-11-24T03:00:00Z\"}" };
        var shown = await RenderedCard.OfAsync(null, new Card("t", "f", [], [], [action]));
        Assert.Equal(action, shown.Press(0)!.Action);
        Assert.Empty(shown.Stored);
    }

    [Fact]
    public async Task A_button_that_opens_a_form_asks_for_a_dialog()
    {
        var action = Action("Restored…", "restored") with { OfferedState = "Recovery", Once = "k1", Form = "restored" };
        var shown = await RenderedCard.OfAsync(null, new Card("t", "f", [], [], [action]));
        Assert.Empty(shown.Wrong);
        Assert.Equal(("Action.Submit", "task/fetch"), ((string?)shown.Buttons[0]["type"], (string?)shown.Buttons[0]["data"]!["msteams"]!["type"]));
        Assert.Equal(action, shown.Press(0)!.Action);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"incidentbot\":1}")]
    [InlineData("{\"incidentbot\":{\"press\":null}}")]
    [InlineData("{\"incidentbot\":{\"press\":{\"v\":\"note\"}}}")]
    [InlineData("{\"incidentbot\":{\"press\":{\"v\":1,\"a\":2}}}")]
    [InlineData("{\"incidentbot\":{\"kept\":\"\"}}")]
    [InlineData("{\"incidentbot\":{\"kept\":7}}")]
    [InlineData("{\"v\":\"note\",\"a\":\"{}\"}")]
    public void Data_that_is_not_ours_is_none(string data)
    {
        var sent = JsonDocument.Parse(data).RootElement;
        Assert.Null(TeamsButton.Read(sent));
        Assert.Null(TeamsSubmission.Read(sent));
        Assert.Null(CardRefresh.Read(sent));
    }

    [Fact]
    public async Task An_action_that_is_too_long_is_kept_and_the_button_carries_its_id()
    {
        var (whole, over) = (Action("a", "note") with { Arguments = new string('x', 1500) }, Action("b", "note") with { Arguments = new string('x', 2001) });
        var shown = await RenderedCard.OfAsync(null, new Card("t", "f", [], [], [whole, over]));
        Assert.Empty(shown.Wrong);
        Assert.Equal([over], shown.Stored);
        Assert.Equal(whole, shown.Press(0)!.Action);
        Assert.Equal(($"{1:D36}", null), shown.Press(1) is { } read ? (read.Stored, read.Action) : default);
    }

    [Fact]
    public async Task Of_many_long_actions_the_longest_are_kept_until_all_buttons_fit()
    {
        var actions = Enumerable.Range(0, 30).Select(one => Action($"B{one}", "note") with { Arguments = new string('x', one * 30) }).ToList();
        var shown = await RenderedCard.OfAsync(null, new Card("t", "f", [], [new CardSection("h", [.. Enumerable.Range(0, 300).Select(one => new CardLine($"line {one} of many"))])], actions));
        Assert.Empty(shown.Wrong);
        Assert.Equal(30, shown.Buttons.Count);
        Assert.InRange(shown.Stored.Count, 1, 29);
        Assert.Equal(actions.OrderByDescending(one => one.Arguments.Length).Take(shown.Stored.Count).Select(one => one.Label).Order(), shown.Stored.Select(one => one.Label).Order());
    }

    [Fact]
    public async Task Up_to_six_buttons_stand_below_the_card_and_more_go_in_rows_of_six()
    {
        Card With(int buttons) => new("t", "f", [], [], [.. Enumerable.Range(0, buttons).Select(one => Action($"B{one}", "note"))]);
        var few = await RenderedCard.OfAsync(null, With(6));
        Assert.Equal(6, few.Card["actions"]!.AsArray().Count);
        var many = await RenderedCard.OfAsync(null, With(14));
        Assert.Empty(many.Wrong);
        Assert.Null(many.Card["actions"]);
        Assert.Equal([6, 6, 2], many.Of("ActionSet").Select(row => row["actions"]!.AsArray().Count));
        Assert.Equal(Enumerable.Range(0, 14).Select(one => $"B{one}"), many.Buttons.Select(one => (string?)one["title"]));
        var most = await RenderedCard.OfAsync(null, With(50));
        Assert.Empty(most.Wrong);
        Assert.Equal(40, most.Buttons.Count);
        Assert.Equal("This is not all. The rest is in the web room.", most.Letters[^1]);
    }

    [Fact]
    public async Task What_does_not_fit_is_cut_and_the_card_says_where_the_rest_is()
    {
        var lines = Enumerable.Range(0, 400).Select(one => new CardLine($"line {one} {new string('x', 100)}")).ToList();
        var card = new Card("t", "f", [], [new CardSection("Lines", lines)], [Action("Go", "note")]);
        var shown = await RenderedCard.OfAsync(null, card, web: new Uri("https://bot.example/incidents/1"));
        Assert.Empty(shown.Wrong);
        Assert.StartsWith("• line 0 ", shown.Letters[2], StringComparison.Ordinal);
        Assert.Equal("This is not all. The rest is in the web room.", shown.Letters[^1]);
        Assert.Equal("https://bot.example/incidents/1", (string?)shown.Of("Action.OpenUrl").Single()["url"]);
        Assert.Single(shown.Buttons);
        Assert.InRange(CardJson.Write(shown.Card).Length, 24_000, 25_000);
        Assert.Empty((await RenderedCard.OfAsync(null, card, web: new Uri("javascript:alert(1)"))).Of("Action.OpenUrl"));
    }

    [Fact]
    public async Task A_long_line_is_cut_and_does_not_push_out_the_next()
    {
        var shown = await RenderedCard.OfAsync(null, new Card("t", "f", [new CardFact("Long", new string('x', 5000)), new CardFact("Next", "here")], [], []));
        Assert.InRange(shown.Letters[1].Length, 2990, 3010);
        Assert.EndsWith("…", shown.Letters[1], StringComparison.Ordinal);
        Assert.Equal(["Next: here", "This is not all. The rest is in the web room."], shown.Letters.Skip(2));
    }

    [Fact]
    public async Task A_card_renews_itself_for_sixty_people_at_most()
    {
        var refresh = new CardRefresh("INC-1", [.. Enumerable.Range(0, 80).Select(one => $"29:{one:D100}")]);
        var shown = await RenderedCard.OfAsync(null, new Card("t", "f", [], [new CardSection("h", [.. Enumerable.Range(0, 900).Select(one => new CardLine($"line {one}"))])], []), refresh: refresh);
        Assert.Empty(shown.Wrong);
        Assert.Equal(60, shown.Card["refresh"]!["userIds"]!.AsArray().Count);
        Assert.Equal("INC-1", CardRefresh.Read(JsonDocument.Parse(shown.Card["refresh"]!["action"]!["data"]!.ToJsonString()).RootElement));
    }

    [Fact]
    public async Task A_title_is_cut_between_letters_as_people_see_them()
    {
        var shown = await RenderedCard.OfAsync(null, new Card(string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 40)), "f", [], [], []));
        Assert.Empty(shown.Wrong);
        Assert.EndsWith("👩‍👩‍👧‍👦…", shown.Letters[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_turn_the_direction_of_others_are_taken_out()
    {
        var shown = await RenderedCard.OfAsync(Prose.Typed("a\u202Eb\u2066c").Markup, new Card("x\u202Ey", "f\u202E", [], [], []));
        Assert.Equal(("xy", "abc", "f"), (shown.Letters[1], shown.Letters[0], shown.Summary));
    }

    [Fact]
    public async Task Words_written_from_right_to_left_keep_to_themselves_and_ours_to_theirs()
    {
        var shown = await RenderedCard.OfAsync(null, new Card("t", "f", [new CardFact("Client", "מרפאה FS01"), new CardFact("Commander", "Sam")], [], []));
        Assert.Equal(["**Client: **\u2068מרפאה FS01\u2069", "**Commander: **Sam"], shown.Lines.Skip(1));
    }

    [Fact]
    public async Task An_answer_without_a_card_tells_a_lock_screen_nothing_of_itself()
    {
        var shown = await RenderedCard.OfAsync("Contoso's **backups** are gone", null);
        Assert.Equal(("IncidentBot answered. Open Teams to read it.", "IncidentBot answered. Open Teams to read it."), (shown.Summary, (string?)shown.Card["fallbackText"]));
        Assert.Equal("RED FOX: there is news.", (await RenderedCard.OfAsync("x", null, "RED FOX: there is news.")).Summary);
    }

    [Fact]
    public async Task Typed_lines_stay_lines()
    {
        var shown = await RenderedCard.OfAsync("one\n\ntwo", new Card("t", "f", [new CardFact("Fact", "one\ntwo")], [new CardSection("Said", [new CardLine("one\n- two\n\nthree", At, "good")])], []));
        Assert.Equal(["one", "two", "t", "Fact: one two", "Said", "• ✅ one", "• - two", "• three {{DATE(2026-11-24T03:00:00Z,SHORT)}} {{TIME(2026-11-24T03:00:00Z)}} (2026-11-24 03:00 UTC)"], shown.Letters);
        Assert.Equal("Medium", (string?)shown.Body[1]!["spacing"]);
    }

    private static CardAction Action(string label, string verb) => new(label, verb, "{\"text\":\"x\"}", "INC-1", null, null);
}
