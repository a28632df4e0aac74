using CsCheck;
using IncidentBot.Teams.Connector;

namespace IncidentBot.Tests.Teams.Connector;

/// <summary>An address survives the column that it is kept in.</summary>
public sealed class TeamsAddressTests
{
    private static readonly string[] Awkward = ["|", "%7C", "%25", "a|b", "19:x@thread.tacv2;messageid=1"];

    [Fact]
    public void Written_and_read_it_is_the_same()
    {
        var text = Gen.OneOf(Gen.String, Gen.Int[0, 4].Select(at => Awkward[at])).Where(one => one.Length > 0);
        var maybe = Gen.OneOf(text.Select(one => (string?)one), Gen.Const((string?)null));
        Gen.Select(Gen.Enum<ConversationKind>(), Gen.Select(text, text, text, text), Gen.Select(maybe, maybe, maybe, maybe)).Sample((kind, must, may) =>
        {
            var address = new TeamsAddress(kind, must.Item1, must.Item2, must.Item3, must.Item4) { RootMessageId = may.Item1, TeamThreadId = may.Item2, TeamGroupId = may.Item3, ChannelId = may.Item4 };
            Assert.Equal(address, TeamsAddress.Parse(address.ToString()));
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("C0123")]
    [InlineData("x|t|b|s|c")]
    [InlineData("p|t|b|s")]
    [InlineData("p|t||s|c")]
    [InlineData("p|t|b|s|c|1|2|3|4|5")]
    public void What_is_none_is_none(string? text) => Assert.Null(TeamsAddress.Parse(text));

    [Fact]
    public void It_is_short() => Assert.Equal("p|t|28:b|https://smba.trafficmanager.net/emea/|a:1", new TeamsAddress(ConversationKind.Personal, "t", "28:b", "https://smba.trafficmanager.net/emea/", "a:1").ToString());
}
