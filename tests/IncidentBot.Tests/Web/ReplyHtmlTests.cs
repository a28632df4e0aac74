using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Web;

namespace IncidentBot.Tests.Web;

/// <summary>The bot's own formatting is formatted; what people typed is shown letter by letter.</summary>
public sealed partial class ReplyHtmlTests
{
    [Fact]
    public void The_bots_own_marks_are_bold_code_and_lists() =>
        Assert.Equal("<strong>INC-1</strong> now<br><ul><li><code>clocks</code> next</li></ul>", Html($"**{"INC-1"}** now\n- `clocks` next"));

    [Fact]
    public void A_mark_that_people_typed_is_a_letter()
    {
        Assert.Equal("<strong>**not** `code` \\*</strong><br>", Html($"**{"**not** `code` \\*"}**"));
        Assert.Equal("- no list<br>", Html($"{"- no list"}"));
        Assert.Equal("&lt;!channel&gt; &lt;b&gt;<br>", Html($"{"<!channel> <b>"}"));
        Assert.Equal("2026-11-24 03:00 UTC<br>", Html($"{"2026-11-24 03:00"} UTC"));
    }

    [Fact]
    public void Nothing_said_shows_nothing() => Assert.Equal("", ReplyHtml.Render(""));

    [Fact]
    public void An_instant_carries_its_own_time_for_the_readers_zone() =>
        Assert.Equal("at <time datetime=\"2026-11-24T03:00:00Z\" title=\"2026-11-24 03:00:00 UTC\">2026-11-24 03:00 UTC</time>.<br>", Html($"at {new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero):yyyy-MM-dd HH:mm} UTC."));

    [Fact]
    public void A_hash_is_short_until_it_is_opened_and_then_whole()
    {
        var hash = new string('a', 32) + new string('7', 32);
        var html = Html($"12, `{hash}`");
        Assert.Contains($"<summary title=\"{hash}\">{hash[..12]}…</summary>", html, StringComparison.Ordinal);
        Assert.Contains($"<code>{hash}</code>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_that_people_typed_comes_out_as_it_went_in() =>
        Gen.Char["*`\\-<>&\"' a\u00e9{}[]0\u20ac\n\r\u2028\u0085"].Array[1, 30].Select(letters => new string(letters)).Sample(typed =>
        {
            foreach (var html in new[] { Html($"{typed}"), Html($"x **{typed.Replace('\n', ' ')}** `clocks`\n{typed}").Split("</code><br>")[1], ReplyHtml.Render(new CardLine(typed).Text), ReplyHtml.Render(Reply.Of(new Refusal("x", $"{typed}")).Text) })
            {
                Assert.Equal(typed, WebUtility.HtmlDecode(Break().Replace(html, "\n"))[..^1]);
            }

            Assert.Equal(typed, Prose.Plain(Prose.Typed(typed).Markup));
        }, iter: 5_000);

    private static string Html(Prose prose) => ReplyHtml.Render(prose.Markup);

    [GeneratedRegex("<br>")]
    private static partial Regex Break();
}
