using IncidentBot.Slack;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IncidentBot.Tests.Slack;

/// <summary>What is set up so that nothing could come in or go out is refused at the start, with the setting that mends it.</summary>
public sealed class SlackOptionsTests
{
    [Theory]
    [InlineData("AppToken=xapp-1", "Slack:AppToken is set, but neither Slack:BotToken nor Slack:ClientId")]
    [InlineData("AppToken=xoxb-1;BotToken=xoxb-1", "Slack:AppToken must be an app-level token (it starts with xapp-).")]
    [InlineData("AppToken=xapp-1;BotToken=xapp-1", "Slack:BotToken must be a bot token (it starts with xoxb-).")]
    [InlineData("BotToken=xoxb-1", "so nothing could come in. Set Slack:AppToken")]
    [InlineData("SigningSecret=s", "Slack:SigningSecret is set, but neither Slack:BotToken nor Slack:ClientId")]
    [InlineData("ClientId=1.2;SigningSecret=s", "Slack:ClientId and Slack:ClientSecret must be set together")]
    [InlineData("ClientSecret=x;BotToken=xoxb-1;AppToken=xapp-1", "Slack:ClientId and Slack:ClientSecret must be set together")]
    [InlineData("ClientId=1.2;ClientSecret=x", "Slack:ClientId is set, but neither Slack:SigningSecret nor Slack:AppToken")]
    [InlineData("Sockets=0", "Slack:Sockets must be between 1 and 10.")]
    [InlineData("Sockets=11", "Slack:Sockets must be between 1 and 10.")]
    [InlineData("DigestChannel=#incidents", "Slack:DigestChannel must be a channel's name without #")]
    [InlineData("RoomName=inc-{client}", "Slack:RoomName must hold {number}")]
    [InlineData("RoomName=Inc {number}", "Slack:RoomName must hold {number}")]
    public void It_is_refused_with_a_sentence(string settings, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<OptionsValidationException>(() => Bind(settings)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", false)]
    [InlineData("AppToken=;BotToken=;Organisation=contoso-dental", false)]
    [InlineData("AppToken=xapp-1;BotToken=xoxb-1", true)]
    [InlineData("SigningSecret=s;BotToken=xoxb-1", true)]
    [InlineData("AppToken=xapp-1;ClientId=1.2;ClientSecret=x", true)]
    [InlineData("SigningSecret=s;ClientId=1.2;ClientSecret=x", true)]
    [InlineData("AppToken=xapp-1;SigningSecret=s;BotToken=xoxb-1;ClientId=1.2;ClientSecret=x", true)]
    public void It_is_on_where_a_key_is(string settings, bool on) => Assert.Equal(on, Bind(settings).IsOn);

    private static SlackOptions Bind(string settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).Select(one => KeyValuePair.Create($"Slack:{one[0]}", (string?)one[1]))).Build();
        using var provider = new ServiceCollection().AddLogging().AddSlackRequests(configuration).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SlackOptions>>().Value;
    }
}
