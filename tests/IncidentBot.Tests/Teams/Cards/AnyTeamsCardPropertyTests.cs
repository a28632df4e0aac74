using CsCheck;
using IncidentBot.Core.Chat;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>Whatever people type, wherever it stands: Teams takes the card, and nothing in it is a mention, a link, a function or a format that was not ours.</summary>
public sealed class AnyTeamsCardPropertyTests
{
    private static readonly string[] Hostile =
    [
        "<at>everyone</at>", "<at>", "</at>", "<AT id=1>", "{{DATE(2020-01-01T00:00:00Z)}}", "{{TIME(2020-01-01T00:00:00Z)}}", "{{", "DATE(", "{", "}}", "{{{DATE(2020-01-01T00:00:00Z,SHORT)}}}", "[x](http://evil.example)", "[", "](", ")",
        "https://evil.example", "@everyone", "*b*", "_i_", "~~s~~", "`c`", "```pre```", "**b**", "> quote", "# head", "1. item", "- item", "\n- item", "\n1) item", "&", "&lt;b&gt;", "<b>", "<", ">", "|", "${x}", "\\2026-11-24 03:00 UTC", "\\", "\u202E",
        "\u200B", "\u2060", "\n", "\r\n", "\u2028", "\t", "\0", "\u0001", "👩‍👩‍👧‍👦", "é́́", "\uD83D", "\uDE00", "{}", "\"", "xxxxxxxxxx", "שלום", "漢字",
    ];

    internal static readonly Gen<string> Typed = Gen.Frequency((30, Gen.OneOf(Gen.OneOf(Hostile), Gen.Char.Array[0, 6].Select(units => new string(units))).Array[0, 8].Select(string.Concat)), (1, Gen.Int[0, 6000].Select(length => new string('x', length))), (1, Gen.Int[0, 6000].Select(length => new string('漢', length))));

    private static readonly Gen<DateTimeOffset?> Until = Gen.OneOf(Gen.Const((DateTimeOffset?)null), Gen.Int[0, 2_000_000_000].Select(seconds => (DateTimeOffset?)DateTimeOffset.FromUnixTimeSeconds(seconds)));

    private static readonly Gen<CardLine> Line = Gen.Select(Typed, Until, Gen.OneOf("none", "good", "warning", "danger", "?"), (typed, until, tone) => new CardLine(typed, until, tone));

    private static readonly Gen<CardAction> Action = Gen.Select(Typed, Typed, Typed, Typed, Gen.Bool, (label, arguments, state, once, form) => new CardAction(label, "note", arguments, "INC-1", state, once) { Form = form ? "note" : null });

    internal static readonly Gen<Card> Any = Gen.Select(Gen.Select(Typed, Typed, Typed), Gen.Select(Typed, Typed, Until, (name, value, until) => new CardFact(name, value, until)).Array[0, 12],
        Gen.Select(Typed, Line.Array[0, 12], (heading, lines) => new CardSection(heading, lines)).Array[0, 40], Action.Array[0, 45], Gen.OneOf("none", "good", "warning", "danger", "?"),
        (words, facts, sections, actions, tone) => new Card(words.Item1, words.Item2, facts, sections, actions) { Footnote = Prose.Typed(words.Item3).Markup, Tone = tone });

    [Fact]
    public void Any_card_fits_and_holds_nothing_that_was_not_ours() => Gen.Select(Typed, Any, Gen.Int[0, 70]).Sample((said, card, users) =>
    {
        var shown = RenderedCard.OfAsync(Prose.Typed(said).Markup, card, null, users == 0 ? null : new CardRefresh("INC-1", [.. Enumerable.Range(0, users).Select(one => $"29:{one:D80}")])).GetAwaiter().GetResult();
        Assert.Empty(shown.Wrong);

        // All words are people's, so what is filled in by the client is a due date, what is bold is a title, a fact's name, a heading or a due date, and nothing is code.
        Assert.All(shown.Runs, one => Assert.Null(one["fontType"]));
        var functions = shown.Runs.Where(one => System.Text.RegularExpressions.Regex.IsMatch((string)one["text"]!, "\\{\\{\\s*(DATE|TIME)", System.Text.RegularExpressions.RegexOptions.IgnoreCase)).ToList();
        Assert.All(functions, one => Assert.Matches(@"^\{\{DATE\([0-9T:-]{19}Z,SHORT\)\}\} \{\{TIME\([0-9T:-]{19}Z\)\}\}( your time)?$", (string)one["text"]!));
        Assert.InRange(functions.Count, 0, card.Facts.Count(one => one.Until is not null) + card.Sections.Sum(one => one.Lines.Count(line => line.Until is not null)));
        Assert.DoesNotMatch("(?i)</?at\\b", string.Concat(shown.Runs.Select(one => (string)one["text"]!).Concat(shown.Buttons.Select(one => (string)one["title"]!)).Append(shown.Summary)));
        Assert.InRange(shown.Summary.Length, 1, 400);
        Assert.Equal(Math.Min(40, card.Actions.Count), shown.Buttons.Count);
        for (var at = 0; at < shown.Buttons.Count; at++)
        {
            Assert.True(shown.Press(at) is { Stored: not null } or { Action: not null });
        }
    }, iter: 100);

    [Fact]
    public void Short_words_come_through_letter_by_letter() => Typed.Where(typed => typed.Length < 200 && !typed.Contains('\u2060', StringComparison.Ordinal)).Sample(typed =>
    {
        var shown = RenderedCard.OfAsync(null, new Card("t", "f", [], [new CardSection("h", [new CardLine(typed), new CardLine("last"), new CardLine("one")])], [])).GetAwaiter().GetResult();
        Assert.Equal(["t", "h", .. typed.Split('\n').Select(Sent).Where(line => line.Length > 0).Append("last").Append("one").Select(line => $"• {line}")], shown.Letters);
    }, iter: 1_000);

    [Fact]
    public void A_cut_is_never_longer_and_never_splits_a_letter() => Gen.Select(Typed, Gen.Int[2, 50]).Sample((typed, most) =>
    {
        var (cut, small) = (PlainLetters.Cut(typed, most), TeamsLetters.CutToSize(typed, most));
        Assert.InRange(cut.Length, 0, most);
        Assert.InRange(TeamsLetters.Size(small), 0, most);
        foreach (var shorter in new[] { cut, small }.Where(one => one != typed && one.Length > 0))
        {
            Assert.EndsWith("…", shorter, StringComparison.Ordinal);
            Assert.StartsWith(shorter[..^1], typed, StringComparison.Ordinal);
            Assert.False(shorter.Length > 1 && char.IsHighSurrogate(shorter[^2]) && char.IsLowSurrogate(typed[shorter.Length - 1]));
        }
    }, iter: 2_000);

    /// <summary>As JSON sends it, half of a letter becomes the sign for what cannot be read.</summary>
    private static string Sent(string line) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(PlainLetters.Clean(line)));
}
