using System.Text;
using IncidentBot.Slack.Requests;

namespace IncidentBot.Tests.Slack.Requests;

/// <summary>Slack's own vector, and what is no signature.</summary>
public sealed class SlackSignatureTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private const string Body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    [Fact]
    public void Slacks_own_vector_is_valid() => Assert.True(Valid(Body, Timestamp, Signature, Then));

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void It_holds_for_five_minutes_either_way(int seconds, bool valid) => Assert.Equal(valid, Valid(Body, Timestamp, Signature, Then.AddSeconds(seconds)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 1531420618")]
    [InlineData("+1531420618")]
    [InlineData("-1531420618")]
    [InlineData("1531420618.0")]
    [InlineData("1,531,420,618")]
    [InlineData("0x5b479f8a")]
    [InlineData("٠١٢٣")]
    [InlineData("yesterday")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999999999")]
    public void A_timestamp_that_is_no_number_of_seconds_is_a_plain_no(string? timestamp) => Assert.False(Valid(Body, timestamp, Signature, Then));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v0=")]
    [InlineData("a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    [InlineData("v0=b2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503 ")]
    [InlineData("ü")]
    public void Another_signature_is_a_plain_no(string? signature) => Assert.False(Valid(Body, Timestamp, signature, Then));

    [Fact]
    public void Another_body_moment_or_secret_is_a_plain_no()
    {
        Assert.False(Valid(Body + "&", Timestamp, Signature, Then));
        Assert.False(Valid(Body.Replace("%2F", "/", StringComparison.Ordinal), Timestamp, Signature, Then));
        Assert.False(Valid(Body, "1531420619", Signature, Then));
        Assert.False(SlackSignature.IsValid(Secret + "x", Encoding.UTF8.GetBytes(Body), Timestamp, Signature, Then));
        Assert.False(SlackSignature.IsValid("", Encoding.UTF8.GetBytes(Body), Timestamp, SlackSignature.Sign("", Encoding.UTF8.GetBytes(Body), Timestamp), Then));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_signed_as_they_are()
    {
        byte[] body = [0xff, 0x00, 0xc3, 0x28];
        Assert.True(SlackSignature.IsValid(Secret, body, Timestamp, SlackSignature.Sign(Secret, body, Timestamp), Then));
        Assert.False(SlackSignature.IsValid(Secret, [0xef, 0xbf, 0xbd, 0x00, 0xc3, 0x28], Timestamp, SlackSignature.Sign(Secret, body, Timestamp), Then));
    }

    private static bool Valid(string body, string? timestamp, string? signature, DateTimeOffset now) => SlackSignature.IsValid(Secret, Encoding.UTF8.GetBytes(body), timestamp, signature, now);
}
