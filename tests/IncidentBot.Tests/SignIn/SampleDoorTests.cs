using System.Net;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.SignIn;

/// <summary>Nobody has to sign in only while nobody else can be at the door.</summary>
public sealed class SampleDoorTests
{
    [Fact]
    public async Task On_this_machine_with_the_sample_alone_a_visitor_chooses_who_to_be()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        using var browser = new HttpClient { BaseAddress = bot.Address };
        var page = await browser.GetStringAsync("/sign-in");
        Assert.Contains("Nora Whitfield", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_chosen_is_signed_in_and_can_sign_out()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        using var browser = new HttpClient { BaseAddress = bot.Address };
        var signed = await PostAsync(browser, "/sign-in", await browser.GetStringAsync("/sign-in"), ("handle", "sam"), ("returnUrl", "/inbox"));
        Assert.Equal("/inbox", signed.RequestMessage!.RequestUri!.AbsolutePath);
        var inbox = await signed.Content.ReadAsStringAsync();
        Assert.Contains("Sam Okafor", inbox, StringComparison.Ordinal);

        var left = await PostAsync(browser, "/sign-out", inbox);
        Assert.Equal("/sign-in", left.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Theory]
    [InlineData("Host", "incidents.example.com", "Host header")]
    [InlineData("X-Forwarded-For", "203.0.113.7", "X-Forwarded-For")]
    [InlineData("Forwarded", "for=203.0.113.7", "Forwarded")]
    [InlineData("Via", "1.1 proxy", "Via")]
    public async Task A_request_that_others_may_have_sent_is_refused_with_the_setting_that_is_missing(string header, string value, string named)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await ShutAsync(bot, named, (header, value));
    }

    [Fact]
    public async Task A_second_client_shuts_the_door()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true);
        await ShutAsync(bot, "plan of fabrikam");
    }

    [Theory]
    [InlineData("--Paging:PagerDuty:Services:soc", "0123456789abcdef0123456789abcdef")]
    [InlineData("--Paging:PagerDuty:ApiToken", "u+9sXbkeyOfTheRestApi")]
    [InlineData("--Paging:Webhook:Secret", "0123456789012345678901234567890123456789")]
    public async Task Credentials_of_chat_or_paging_shut_the_door(string setting, string value)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, null, setting, value);
        await ShutAsync(bot, setting[2..setting.IndexOf(':', StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_Slack_app_shuts_the_door()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, null, "--Slack:BotToken", "xoxb-1", "--Slack:SigningSecret", "s");
        await ShutAsync(bot, "Slack:BotToken");
    }

    [Fact]
    public async Task A_Teams_app_shuts_the_door()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, null,
            "--Teams:AppType", "SingleTenant", "--Teams:AppId", $"{Guid.NewGuid()}", "--Teams:AppPassword", "s", "--Teams:TenantId", $"{Guid.NewGuid()}");
        await ShutAsync(bot, "Teams:AppId");
    }

    [Fact]
    public async Task A_mail_server_that_is_set_up_shuts_the_door()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, null, "--Paging:Mail:Host", "localhost", "--Paging:Mail:From", "incidents@example.com");
        await ShutAsync(bot, "Paging:Mail:Host");
    }

    [Fact]
    public async Task An_address_beyond_loopback_shuts_the_door_for_everybody()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, null, "--urls", "http://127.0.0.1:0;http://0.0.0.0:0");
        await ShutAsync(bot, "0.0.0.0");
    }

    [Fact]
    public async Task Without_a_cookie_nothing_is_served_but_the_door_itself()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = bot.Address };
        foreach (var path in new[] { "/", "/incidents", "/incidents/INC-1", "/incidents/INC-1/timeline", "/incidents/INC-1/timeline.json", "/incidents/INC-1/post-mortem.md", "/incidents/INC-1/events", "/events", "/inbox", "/hangfire", "/complete?line=/incident%20st" })
        {
            var answer = await browser.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal), $"{path} answered {answer.StatusCode}");
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready")).StatusCode);
    }

    /// <summary>Sends a form of a page, with the page's own antiforgery token.</summary>
    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, string page, params (string Name, string Value)[] fields)
    {
        var token = page.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        var answer = await browser.PostAsync(path, form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private static async Task ShutAsync(Bot bot, string named, params (string Name, string Value)[] headers)
    {
        using var browser = new HttpClient { BaseAddress = bot.Address };
        foreach (var path in new[] { "/sign-in", "/incidents" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            var answer = await browser.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains(named, text, StringComparison.Ordinal);
            Assert.Contains("Authentication:Authority", text, StringComparison.Ordinal);
        }
    }
}
