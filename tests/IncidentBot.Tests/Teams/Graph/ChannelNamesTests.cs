using CsCheck;
using IncidentBot.Teams.Graph;

namespace IncidentBot.Tests.Teams.Graph;

/// <summary>Whatever an incident is called, its channel gets a name that Teams takes.</summary>
public sealed class ChannelNamesTests
{
    [Theory]
    [InlineData("inc-42-contoso-dental", "inc-42-contoso-dental")]
    [InlineData("  INC-42: ransom note, \"FS01\"  ", "INC-42- ransom note- -FS01")]
    [InlineData("__.hidden.", "hidden")]
    [InlineData("a..b", "a.b")]
    [InlineData("AUX", "incident")]
    [InlineData("lpt7", "incident")]
    [InlineData("desktop.ini", "incident")]
    [InlineData("my _vti_ share", "incident")]
    [InlineData("~#%&*{}+/\\:<>?|'\",", "incident")]
    [InlineData("", "incident")]
    [InlineData("line\r\nbreak\tand\u00a0more", "line break and more")]
    public void Each_becomes_the_nearest(string wanted, string name) => Assert.Equal(name, ChannelNames.Of(wanted));

    [Fact]
    public void A_long_name_keeps_its_ending_and_whole_letters()
    {
        Assert.Equal(new string('x', 48) + "-2", ChannelNames.Of(new string('x', 60), "-2"));
        Assert.Equal(new string('x', 49), ChannelNames.Of(new string('x', 49) + "😀"));
        Assert.Equal("con-2", ChannelNames.Of("con", "-2"));
    }

    [Fact]
    public void Any_text_gives_a_good_name()
    {
        Gen.String.Sample(wanted =>
        {
            var name = ChannelNames.Of(wanted);
            Assert.InRange(name.Length, 1, 50);
            Assert.DoesNotContain(name, letter => "~#%&*{}+/\\:<>?|'\",".Contains(letter, StringComparison.Ordinal) || char.IsControl(letter));
            Assert.DoesNotContain("..", name, StringComparison.Ordinal);
            Assert.DoesNotContain(name[0], "_. ");
            Assert.DoesNotContain(name[^1], ". ");
            Assert.True(ChannelNames.IsGood(name), name);
        });
        Gen.String.Sample(wanted => Assert.False(ChannelNames.Topic(wanted) is { Length: 0 or > 250 } || ChannelNames.Topic(wanted).Contains(':', StringComparison.Ordinal)));
    }
}
