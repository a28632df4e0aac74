using System.Text.Json.Nodes;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Tests.Timeline;

public sealed class CleanTextTests
{
    [Fact]
    public void What_no_database_can_keep_is_replaced()
    {
        // Not a theory: test runners carry their data as UTF-8, which cannot hold a lone surrogate.
        Assert.Equal("plain", CleanText.AtTheDoor("plain"));
        Assert.Equal("a\uFFFDb", CleanText.AtTheDoor("a\0b"));
        Assert.Equal("\uD83D\uDE00", CleanText.AtTheDoor("\uD83D\uDE00"));
        Assert.Equal("\uFFFD", CleanText.AtTheDoor("\uD83D"));
        Assert.Equal("x\uFFFD", CleanText.AtTheDoor("x\uDE00"));
        Assert.Equal("\uFFFD\uFFFD", CleanText.AtTheDoor("\uDE00\uD83D"));
        Assert.Equal("\uFFFD\uD83D\uDE00", CleanText.AtTheDoor("\uD83D\uD83D\uDE00"));
    }

    [Fact]
    public void Texts_and_names_inside_a_body_are_cleaned_too()
    {
        var body = new JsonObject { ["a\0"] = new JsonArray("b\0", 1, true, null, "\uD83D") };
        Assert.Equal("{\"a\uFFFD\":[\"b\uFFFD\",1,true,null,\"\uFFFD\"]}", CanonicalJson.Text(CleanText.AtTheDoor(body)));
    }
}
