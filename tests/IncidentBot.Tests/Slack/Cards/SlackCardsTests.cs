using IncidentBot.Core.Chat;
using IncidentBot.Slack.Cards;

namespace IncidentBot.Tests.Slack.Cards;

/// <summary>Cards as Slack shows them: within every limit, and no word of people's more than letters.</summary>
public sealed class SlackCardsTests
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
        var shown = await Rendered.OfAsync("Sam says **hello**\n- one\n- two", card);
        Assert.Empty(shown.Wrong);
        Assert.Equal("code name: triage. Open IncidentBot.", shown.Text);
        Assert.Equal("🔴 INC-1 Ransom note", shown.Header);
        Assert.Equal(
            [
                "Sam says **hello**", "one", "two", "**State: **Triage", "**Commander: **nobody yet: `ic @person`", "**Answer by: **the plan (**⟨2026-11-24 04:00 UTC⟩**)",
                "**Before ****`confirm`**", "name a commander", "❗ GDPR 33(1) **⟨2026-11-27 03:00 UTC⟩**",
            ], shown.Lines);
        Assert.Equal(["Timeline head: abc"], shown.Small);
        Assert.Equal(("0:confirm", "primary", "Confirm incident"), ((string?)shown.Buttons[0]["action_id"], (string?)shown.Buttons[0]["style"], (string?)shown.Buttons[0]["text"]!["text"]));
        Assert.Equal(["rich_text", "header", "rich_text", "rich_text", "context", "actions"], shown.Blocks.Select(one => (string?)one!["type"]));
    }

    [Fact]
    public async Task What_people_typed_becomes_no_mention_link_or_format()
    {
        const string Typed = "<!channel> @here <https://evil.example|bank> *bold* _it_ ~no~ `code` **x** :smile: &amp; <@U1> \\";
        var card = new Card(Typed, Typed, [new CardFact("Title", Typed)], [new CardSection(Typed, [new CardLine(Typed)])], [Action(Typed, "note")]) { Footnote = Prose.Typed(Typed).Markup };
        var shown = await Rendered.OfAsync(Prose.Typed(Typed).Markup, card);
        Assert.Empty(shown.Wrong);
        Assert.Equal(Typed, shown.Header.Replace("\u2060", "", StringComparison.Ordinal));
        Assert.DoesNotContain("<!", shown.Header, StringComparison.Ordinal);
        Assert.Equal([Typed, $"**Title: **{Typed}", $"**{Typed}**", Typed], shown.Lines);
        Assert.Equal([Typed.Replace("<", "<\u2060", StringComparison.Ordinal)], shown.Small);
        Assert.Equal("&lt;!channel&gt; @here &lt;https://evil.example|bank&gt; *bold* _it_ ~no~ `code` **x** :smile: &amp;amp; &lt;@U1&gt; \\", shown.Text);
        Assert.DoesNotContain(shown.Blocks.ToJsonString(), "\"emoji\":true", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instant_is_a_number_and_is_told_in_the_readers_zone()
    {
        var shown = await Rendered.OfAsync(((Prose)$"due {At:yyyy-MM-dd HH:mm} UTC, paged {At:yyyy-MM-dd HH:mm:ss} UTC").Markup, null);
        Assert.Equal([At.ToUnixTimeSeconds(), At.ToUnixTimeSeconds()], shown.Of("date").Select(one => (long)one["timestamp"]!));
        Assert.Equal(["2026-11-24 03:00 UTC", "2026-11-24 03:00:00 UTC"], shown.Of("date").Select(one => (string?)one["fallback"]));

        var typed = await Rendered.OfAsync(Prose.Typed("\\2026-11-24 03:00 UTC").Markup, null);
        Assert.Empty(typed.Of("date"));
    }

    [Fact]
    public async Task A_button_carries_the_verb_the_offered_state_the_once_key_and_the_form_and_reads_back_the_same()
    {
        var action = Action("Restored…", "restored") with { OfferedState = "Recovery", Once = "k1", Form = "restored" };
        var shown = await Rendered.OfAsync(null, new Card("t", "f", [], [], [action]));
        var read = SlackButton.Read((string?)shown.Buttons[0]["value"], "Restored…")!;
        Assert.Equal(action, read.Action);
        Assert.Empty(shown.Stored);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a:")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{\"v\":\"note\"}")]
    [InlineData("{\"v\":1,\"a\":2}")]
    public void A_value_that_is_not_ours_is_none(string? value) => Assert.Null(SlackButton.Read(value, "x"));

    [Fact]
    public async Task An_action_that_is_too_long_is_kept_and_the_button_carries_its_id()
    {
        var fits = Action("a", "note");
        var most = 2000 - ((string)(await Rendered.OfAsync(null, new Card("t", "f", [], [], [fits with { Arguments = "" }]))).Buttons[0]["value"]!).Length;
        var (whole, over) = (fits with { Arguments = new string('x', most) }, fits with { Arguments = new string('x', most + 1) });
        var shown = await Rendered.OfAsync(null, new Card("t", "f", [], [], [whole, over]));
        Assert.Empty(shown.Wrong);
        Assert.Equal([over], shown.Stored);
        Assert.Equal(("id-1", null), SlackButton.Read((string?)shown.Buttons[1]["value"], "a") is { } read ? (read.Stored, read.Action) : default);
        Assert.Equal(whole, SlackButton.Read((string?)shown.Buttons[0]["value"], "a")!.Action);
    }

    [Fact]
    public async Task Many_buttons_go_in_rows_of_twenty_five()
    {
        var shown = await Rendered.OfAsync(null, new Card("t", "f", [], [], [.. Enumerable.Range(0, 60).Select(one => Action($"B{one}", "note"))]));
        Assert.Empty(shown.Wrong);
        Assert.Equal([25, 25, 10], shown.Of("actions").Select(row => row["elements"]!.AsArray().Count));
        Assert.Equal(60, shown.Buttons.Select(one => (string?)one["action_id"]).Distinct().Count());
    }

    [Fact]
    public async Task What_does_not_fit_is_cut_and_the_message_says_where_the_rest_is()
    {
        var lines = Enumerable.Range(0, 400).Select(one => new CardLine($"line {one} {new string('x', 100)}")).ToList();
        var shown = await Rendered.OfAsync(null, new Card("t", "f", [], [new CardSection("Lines", lines)], [Action("Go", "note")]));
        Assert.Empty(shown.Wrong);
        Assert.StartsWith("line 0 ", shown.Lines[1], StringComparison.Ordinal);
        Assert.EndsWith("…", shown.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(["This is not all. The rest is in the web room."], shown.Small);
        Assert.Single(shown.Buttons);
    }

    [Fact]
    public async Task More_sections_than_blocks_are_cut_and_the_buttons_stay()
    {
        var sections = Enumerable.Range(0, 100).Select(one => new CardSection($"S{one}", [new CardLine("x")])).ToList();
        var shown = await Rendered.OfAsync("text", new Card("t", "f", [new CardFact("a", "b")], sections, [Action("Go", "note")]) { Footnote = "small" });
        Assert.Empty(shown.Wrong);
        Assert.InRange(shown.Blocks.Count, 40, 50);
        Assert.Equal(["small", "This is not all. The rest is in the web room."], shown.Small);
        Assert.Single(shown.Buttons);
    }

    [Fact]
    public async Task A_long_line_is_cut_and_does_not_push_out_the_next()
    {
        var shown = await Rendered.OfAsync(null, new Card("t", "f", [new CardFact("Long", new string('x', 5000)), new CardFact("Next", "here")], [], []));
        Assert.Equal(3000, shown.Lines[0].Replace("*", "", StringComparison.Ordinal).Length);
        Assert.Equal("**Next: **here", shown.Lines[1]);
        Assert.Equal(["This is not all. The rest is in the web room."], shown.Small);
    }

    [Fact]
    public async Task A_title_is_cut_between_letters_as_people_see_them()
    {
        var shown = await Rendered.OfAsync(null, new Card(string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 40)), "f", [], [], []));
        Assert.Empty(shown.Wrong);
        Assert.EndsWith("👩‍👩‍👧‍👦…", shown.Header, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_turn_the_direction_of_others_are_taken_out()
    {
        var shown = await Rendered.OfAsync(Prose.Typed("a\u202Eb\u2066c").Markup, new Card("x\u202Ey", "f\u202E", [], [], []));
        Assert.Equal(("xy", "abc", "f"), (shown.Header, shown.Lines[0], shown.Text));
    }

    [Fact]
    public async Task An_answer_without_a_card_tells_a_lock_screen_nothing_of_itself()
    {
        var shown = await Rendered.OfAsync("Contoso's **backups** are gone", null);
        Assert.Equal("IncidentBot answered. Open Slack to read it.", shown.Text);
        Assert.Equal("RED FOX: there is news.", (await Rendered.OfAsync("x", null, "RED FOX: there is news.")).Text);
    }

    [Fact]
    public async Task Typed_lines_stay_lines()
    {
        var shown = await Rendered.OfAsync(null, new Card("t", "f", [new CardFact("Fact", "one\ntwo")], [new CardSection("Said", [new CardLine("one\n- two\n\nthree", At, "good")])], []));
        Assert.Equal(["**Fact: **one two", "**Said**", "✅ one", "- two", "three **⟨2026-11-24 03:00 UTC⟩**"], shown.Lines);
    }

    [Fact]
    public void Plain_words_for_topics_and_titles_have_no_marks()
    {
        Assert.Equal("a b\n• c *d*", SlackText.Plain(((Prose)$"**a** `b`\n- c {"*d*"}").Markup, 100));
        Assert.Equal("a b • c", SlackText.OneLine("**a** `b`\n- c", 100));
        Assert.Equal("a…", SlackText.OneLine("abc", 2));
        Assert.Equal("&lt;!here&gt; &amp;…", SlackText.Escaped("<!here> & more", 10));
    }

    private static CardAction Action(string label, string verb) => new(label, verb, "{\"text\":\"x\"}", "INC-1", null, null);
}
