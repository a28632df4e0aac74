using System.Net;
using IncidentBot.Paging;
using IncidentBot.Paging.Mail;
using IncidentBot.Paging.PagerDuty;
using IncidentBot.Paging.Telephone;
using IncidentBot.Paging.Webhooks;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IncidentBot.Tests.Paging;

/// <summary>Settings that would send nothing, or send it in the open, stop the start and are named.</summary>
public sealed class PagingSettingsTests
{
    [Theory]
    [InlineData("Paging:Mail:From", "a@example.com", "Paging:Mail:Host is not set")]
    [InlineData("Paging:Mail:Password", "secret", "Paging:Mail:Host is not set")]
    [InlineData("Paging:Mail:Port", "0", "Paging:Mail:Port must be between 1 and 65535")]
    [InlineData("Paging:Mail:Security", "Off", "Paging:Mail:Security must be StartTls, Tls or None")]
    [InlineData("Paging:Webhook:Secret", "too short", "Paging:Webhook:Secret must have at least 32 characters")]
    [InlineData("PublicUrl", "http://incidents.example.com", "PublicUrl must be the whole https address")]
    [InlineData("PublicUrl", "https://incidents.example.com/?a=b", "PublicUrl must be the whole https address")]
    [InlineData("PublicUrl", "incidents", "PublicUrl must be the whole https address")]
    public async Task A_setting_that_is_wrong_stops_the_start_and_is_named(string name, string value, string said) => await RefusedAsync(said, (name, value));

    [Theory]
    [InlineData("From", "IncidentBot", "Paging:Mail:From must be a mail address")]
    [InlineData("From", "Bot <a@example.com>", "Paging:Mail:From must be a mail address")]
    [InlineData("From", "a@example.com\r\nBcc: b@example.com", "Paging:Mail:From must be a mail address")]
    [InlineData("Security", "None", "Paging:Mail:Security may be None only for a mail server on this machine")]
    [InlineData("UserName", "bot", "Paging:Mail:UserName and Paging:Mail:Password must be set together")]
    public async Task A_mail_server_needs_all_of_its_settings(string name, string value, string said) =>
        await RefusedAsync(said, [.. new Dictionary<string, string> { ["Host"] = "mail.example.com", ["From"] = "a@example.com", [name] = value }.Select(one => ($"Paging:Mail:{one.Key}", one.Value))]);

    [Theory]
    [InlineData("AccountSid", "AC12", "Paging:Twilio:AccountSid must be AC and 32 hexadecimal digits")]
    [InlineData("AuthToken", "", "Paging:Twilio:AuthToken must be set")]
    [InlineData("From", "5125550100", "Paging:Twilio:From must be the number that calls and texts")]
    [InlineData("MessagingServiceSid", "MG1", "Paging:Twilio:MessagingServiceSid must be MG and 32 hexadecimal digits")]
    [InlineData("ApiBaseUrl", "twilio", "Paging:Twilio:ApiBaseUrl must be a web address")]
    public async Task Twilio_needs_all_of_its_settings(string name, string value, string said) =>
        await RefusedAsync(said, [("PublicUrl", FakeTwilio.PublicUrl), .. new Dictionary<string, string> { ["AccountSid"] = FakeTwilio.Account, ["AuthToken"] = "token", ["From"] = FakeTwilio.From, [name] = value }.Select(one => ($"Paging:Twilio:{one.Key}", one.Value))]);

    [Fact]
    public async Task Twilio_needs_a_public_address() =>
        await RefusedAsync("PublicUrl must be set for Paging:Twilio", ("Paging:Twilio:AccountSid", FakeTwilio.Account), ("Paging:Twilio:AuthToken", "token"), ("Paging:Twilio:From", FakeTwilio.From));

    [Theory]
    [InlineData("Services:night-soc", "short", "Paging:PagerDuty:Services:night-soc must be the integration key")]
    [InlineData("EventsUrl", "events", "Paging:PagerDuty:EventsUrl must be a web address")]
    [InlineData("ApiUrl", "api", "Paging:PagerDuty:ApiUrl must be a web address")]
    [InlineData("ApiToken", "two words of a key", "Paging:PagerDuty:ApiToken must be a key of the REST API")]
    [InlineData("WebhookSecrets:0", "short", "Paging:PagerDuty:WebhookSecrets must be as PagerDuty showed them")]
    public async Task PagerDuty_needs_settings_that_are_right(string name, string value, string said) => await RefusedAsync(said, ($"Paging:PagerDuty:{name}", value));

    [Fact]
    public void The_sample_settings_bind_and_set_nothing_up()
    {
        var sample = new ConfigurationBuilder().AddJsonFile(Repository.File("appsettings.sample.json")).Build();
        using var provider = new ServiceCollection().AddSingleton(new Core.Outside.PublicLinks(null)).AddPaging(sample).BuildServiceProvider();
        var mail = provider.GetRequiredService<IOptions<MailOptions>>().Value;
        Assert.Equal((new MailOptions().Port, new MailOptions().Security, false), (mail.Port, mail.Security, mail.On));
        Assert.False(provider.GetRequiredService<IOptions<WebhookOptions>>().Value.On);
        Assert.Empty(provider.GetServices<Core.Outside.IOutsideChannel>());
        Assert.Equal(typeof(MailOptions).GetProperties().Where(one => one.CanWrite).Select(one => one.Name).Order(), sample.GetSection(MailOptions.Section).GetChildren().Select(one => one.Key).Order());
        Assert.Equal(typeof(TwilioOptions).GetProperties().Where(one => one.CanWrite).Select(one => one.Name).Order(), sample.GetSection(TwilioOptions.Section).GetChildren().Select(one => one.Key).Order());
        Assert.Equal(typeof(PagerDutyOptions).GetProperties().Where(one => one.CanWrite).Select(one => one.Name).Order(), sample.GetSection(PagerDutyOptions.Section).GetChildren().Select(one => one.Key).Order());
        Assert.Equal((new PagerDutyOptions().EventsUrl, false), (provider.GetRequiredService<IOptions<PagerDutyOptions>>().Value.EventsUrl, provider.GetRequiredService<IOptions<PagerDutyOptions>>().Value.On));
        Assert.Equal(typeof(WebhookOptions).GetProperties().Where(one => one.CanWrite).Select(one => one.Name).Order(), sample.GetSection(WebhookOptions.Section).GetChildren().Select(one => one.Key).Order());
    }

    [Theory]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("169.253.0.1", true)]
    [InlineData("2001:db8::1", true)]
    public void A_webhook_may_reach_everything_but_link_local_addresses(string address, bool may) => Assert.Equal(may, WebhookConnection.MayReach(IPAddress.Parse(address)));

    private static async Task RefusedAsync(string said, params (string Name, string Value)[] settings)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings: [.. settings.SelectMany(one => new[] { $"--{one.Name}", one.Value })]));
        Assert.Contains(said, string.Join('\n', refused.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", string.Join('\n', refused.Failures), StringComparison.Ordinal);
    }
}
