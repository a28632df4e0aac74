using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using IncidentBot.Core.Chat;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>What the bot says without a card: well-formed, and nothing in it that was not ours.</summary>
public sealed partial class TeamsCardTextTests
{
    [Fact]
    public void Bold_code_and_lists_are_marked_and_lines_stay_lines()
    {
        var said = TeamsText.Message("**a** `b`\nnext\n- one\n- two\nlast");
        Assert.Equal(("<strong>a</strong> <code>b</code><br/>next<ul><li>one</li></ul><ul><li>two</li></ul>last", "xml"), (said.Text, said.TextFormat));
        Assert.Null(said.Entities);
    }

    [Fact]
    public void A_mention_is_said_beside_the_text_and_a_typed_one_is_letters()
    {
        var said = TeamsText.Message(Prose.Typed("<at>everyone</at> & {{DATE(2020-01-01T00:00:00Z)}}").Markup, new Mentioned("29:1", "Sam <at>"));
        Assert.Equal("<at>Sam &lt;at&gt;</at> &lt;at&gt;everyone&lt;/at&gt; &amp; {{DATE(2020-01-01T00:00:00Z)}}", said.Text);
        var entity = Assert.Single(said.Entities!);
        Assert.Equal(("mention", "<at>Sam &lt;at&gt;</at>", "29:1", "Sam <at>"), (entity.Type, entity.Text, entity.Mentioned.Id, entity.Mentioned.Name));
    }

    [Fact]
    public void Whatever_is_typed_is_read_off_it_again_and_it_fits() => AnyTeamsCardPropertyTests.Typed.Sample(typed =>
    {
        var said = TeamsText.Message(Prose.Typed(typed).Markup);
        Assert.InRange(CardJson.Size(said), 0, 25_000);
        if (typed.Length < 2000 && !typed.Any(letter => char.IsSurrogate(letter) || letter > '\uFFFD'))
        {
            Assert.Equal(TeamsLetters.Clean(typed), string.Concat(XElement.Parse($"<m>{said.Text}</m>", LoadOptions.PreserveWhitespace).DescendantNodes().Select(node => node is XText text ? text.Value : node is XElement { Name.LocalName: "br" } ? "\n" : "")));
        }
    }, iter: 2_000);

    [Fact]
    public void What_does_not_fit_is_left_out_line_by_line_and_the_message_says_so()
    {
        var said = TeamsText.Message(string.Join('\n', Enumerable.Range(0, 1000).Select(one => $"- line {one} & more words than one would read")));
        Assert.InRange(CardJson.Size(said), 24_000, 25_000);
        Assert.EndsWith("</ul><br/>This is not all. The rest is in the web room.", said.Text, StringComparison.Ordinal);
        Assert.Equal(Opened().Count(said.Text), Closed().Count(said.Text));
    }

    [Fact]
    public void Plain_words_for_titles_have_no_marks() => Assert.Equal("a b\n• c *d*", TeamsText.Plain(((Prose)$"**a** `b`\n- c {"*d*"}").Markup));

    [GeneratedRegex("<ul><li>")]
    private static partial Regex Opened();

    [GeneratedRegex("</li></ul>")]
    private static partial Regex Closed();
}
