using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using IncidentBot.Core.Chat;
using IncidentBot.Host.Web;

namespace IncidentBot.Tests.Slack.Cards;

/// <summary>Whatever people type, wherever it stands: Slack takes the blocks, and nothing in them is a mention, a link or a format that was not ours.</summary>
public sealed partial class AnyCardPropertyTests
{
    private static readonly string[] Hostile =
    [
        "<!channel>", "<!here|x>", "<!subteam^S1>", "<@U0001>", "<#C1>", "<https://evil.example|bank>", "https://evil.example", "@here", "@channel", "#general", "*b*", "_i_", "~s~", "`c`", "```pre```", "**b**", "> quote",
        "- item", "\n- item", "&", "&lt;!channel&gt;", "<", ">", "|", "<!date^0^{date}|x>", "\\2026-11-24 03:00 UTC", "\\", ":smile:", "\u202E", "\u200B", "\n", "\r\n", "\u2028", "\t", "\0", "\u0001", "👩‍👩‍👧‍👦", "é́́", "\uD83D", "\uDE00", "a:", "{}", "\"", "xxxxxxxxxx",
    ];

    private static readonly Gen<string> Typed = Gen.Frequency((30, Gen.OneOf(Gen.OneOf(Hostile), Gen.Char.Array[0, 6].Select(units => new string(units))).Array[0, 8].Select(string.Concat)), (1, Gen.Int[0, 6000].Select(length => new string('x', length))));

    private static readonly Gen<DateTimeOffset?> Until = Gen.OneOf(Gen.Const((DateTimeOffset?)null), Gen.Int[0, 2_000_000_000].Select(seconds => (DateTimeOffset?)DateTimeOffset.FromUnixTimeSeconds(seconds)));

    private static readonly Gen<CardLine> Line = Gen.Select(Typed, Until, Gen.OneOf("none", "good", "warning", "danger", "?"), (typed, until, tone) => new CardLine(typed, until, tone));

    private static readonly Gen<CardAction> Action = Gen.Select(Typed, Typed, Typed, Typed, (label, arguments, state, once) => new CardAction(label, "note", arguments, "INC-1", state, once));

    private static readonly Gen<Card> Any = Gen.Select(Gen.Select(Typed, Typed, Typed), Gen.Select(Typed, Typed, Until, (name, value, until) => new CardFact(name, value, until)).Array[0, 12],
        Gen.Select(Typed, Line.Array[0, 12], (heading, lines) => new CardSection(heading, lines)).Array[0, 60], Action.Array[0, 60],
        (words, facts, sections, actions) => new Card(words.Item1, words.Item2, facts, sections, actions) { Footnote = Prose.Typed(words.Item3).Markup });

    [Fact]
    public void Any_card_fits_and_holds_nothing_that_was_not_ours() => Gen.Select(Typed, Any).Sample((said, card) =>
    {
        var shown = Rendered.OfAsync(Prose.Typed(said).Markup, card).GetAwaiter().GetResult();
        Assert.Empty(shown.Wrong);
        string[] known = ["rich_text", "rich_text_section", "rich_text_list", "text", "date", "header", "plain_text", "context", "actions", "button"];
        Assert.All(SlackFake.World.SlackMessage.Below(shown.Blocks).Where(one => one["type"] is not null), one => Assert.Contains((string)one["type"]!, known));

        // All words are people's, so what is bold is a fact's name, a heading or a due date, and nothing is code.
        Assert.All(shown.Of("text"), one => Assert.Null(one["style"]?["code"]));
        Assert.All(shown.Of("date"), one => Assert.NotNull(one["style"]));
        Assert.InRange(shown.Of("date").Count, 0, card.Facts.Count(one => one.Until is not null) + card.Sections.Sum(one => one.Lines.Count(line => line.Until is not null)));
        Assert.All(shown.Of("plain_text"), one => Assert.DoesNotMatch(Mark(), (string)one["text"]!));
        Assert.DoesNotMatch(Unescaped(), shown.Text);
        Assert.InRange(WebUtility.HtmlDecode(shown.Text).Length, 1, 300);
        Assert.Equal(card.Actions.Count, shown.Buttons.Count);
    }, iter: 300);

    [Fact]
    public void Short_words_come_through_letter_by_letter() => Typed.Where(typed => typed.Length < 200).Sample(typed =>
    {
        var shown = Rendered.OfAsync(null, new Card("t", "f", [], [new CardSection("h", [new CardLine(typed), new CardLine("last"), new CardLine("one")])], [])).GetAwaiter().GetResult();
        var expected = typed.Split('\n').Select(Sent).Where(line => line.Length > 0).Append("last").Append("one");
        Assert.Equal(expected, shown.Of("rich_text_list").SelectMany(list => list["elements"]!.AsArray()).Select(section => string.Concat(section!["elements"]!.AsArray().Select(piece => (string?)piece!["text"]))));
    }, iter: 2_000);

    [Fact]
    public void The_same_words_are_read_here_and_on_the_web() => Gen.OneOf(Gen.OneOf(Hostile), Gen.OneOf("**", "`", "\\", "- ", "\n", "\\2026-11-24 03:00 UTC", "x", "ab ")).Array[0, 14].Select(string.Concat).Where(one => !one.Any(letter => char.IsSurrogate(letter) || letter == '\u2028' || (char.IsControl(letter) && letter != '\n'))).Sample(markup =>
    {
        var web = WebUtility.HtmlDecode(Tag().Replace(ReplyHtml.Render(markup), ""));
        var here = string.Concat(ProseReader.Read(markup).SelectMany(line => line.Pieces).Select(piece => piece.Text));
        Assert.Equal(web, here);
    }, iter: 5_000);

    [Fact]
    public void A_cut_is_never_longer_and_never_splits_a_letter() => Gen.Select(Typed, Gen.Int[2, 50]).Sample((typed, most) =>
    {
        var cut = PlainLetters.Cut(typed, most);
        Assert.InRange(cut.Length, 0, most);
        if (cut != typed)
        {
            Assert.EndsWith("…", cut, StringComparison.Ordinal);
            Assert.StartsWith(cut[..^1], typed, StringComparison.Ordinal);
            Assert.False(cut.Length > 1 && char.IsHighSurrogate(cut[^2]) && char.IsLowSurrogate(typed[cut.Length - 1]));
        }
    }, iter: 5_000);

    /// <summary>As JSON sends it: half of a letter becomes the sign for what cannot be read.</summary>
    private static string Sent(string line) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(PlainLetters.Clean(line)));

    [GeneratedRegex("[<>]|&(?!amp;|lt;|gt;)")]
    private static partial Regex Unescaped();

    [GeneratedRegex("<[!@#h]")]
    private static partial Regex Mark();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
