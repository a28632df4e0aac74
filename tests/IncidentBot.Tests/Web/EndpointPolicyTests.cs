using System.Net;
using System.Text;
using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Web;

/// <summary>No endpoint is open unless it is named here, and none that acts can be made to act from elsewhere.</summary>
public sealed class EndpointPolicyTests
{
    /// <summary>Slack cannot sign in: a signature over the body says that it is Slack, and before it is checked nothing is done. Without a signing secret they are not there.</summary>
    private static readonly string[] Signed = ["/slack/commands", "/slack/events", "/slack/interactions"];

    /// <summary>Nor can Teams: its token says who asks, for which app and from where. Without an app it is not there.</summary>
    private const string Teams = "/api/messages";

    /// <summary>Nor those who carry texts and calls: they sign as well. Without an account they are not there.</summary>
    private static readonly string[] Providers = ["/pagerduty/events", "/twilio/status", "/twilio/text", "/twilio/voice"];

    /// <summary>What a stranger may ask for. Each shows nothing of any incident but to whoever holds the ticket of a page: its reference, code name and severity.</summary>
    private static readonly string[] Open = ["/check", "/enter", "/health/live", "/health/ready", "/page", "/sign-in", "/sign-in/code", "/sign-in/provider", Teams, .. Signed, .. Providers];

    [Fact]
    public async Task Only_the_doors_and_the_health_are_open_to_strangers()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        var open = Endpoints.Of(bot).Where(one => one.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(one => $"/{one.RoutePattern.RawText?.TrimStart('/')}").Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Open.Order(StringComparer.Ordinal), open);
    }

    [Fact]
    public async Task Slacks_addresses_are_there_only_with_a_signing_secret_and_let_nobody_in_without_a_signature()
    {
        await using var off = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await using var on = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings: ["--Slack:BotToken", "xoxb-1", "--Slack:SigningSecret", "s"]);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        foreach (var path in Signed)
        {
            using var form = new StringContent("payload={}");
            using var absent = await client.PostAsync(new Uri(off.Address, path), form);
            using var refused = await client.PostAsync(new Uri(on.Address, path), form);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Unauthorized), (absent.StatusCode, refused.StatusCode));
        }
    }

    [Fact]
    public async Task What_carries_texts_and_calls_has_its_addresses_only_with_an_account_and_lets_nobody_in_without_a_signature()
    {
        await using var off = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await using var on = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings:
        [
            "--PublicUrl", "https://incidents.example.com", "--Paging:Twilio:AccountSid", $"AC{new string('0', 32)}", "--Paging:Twilio:AuthToken", "s", "--Paging:Twilio:From", "+15125550100",
            "--Paging:PagerDuty:WebhookSecrets:0", "a secret of ours here",
        ]);
        using var client = new HttpClient();
        foreach (var path in Providers)
        {
            using var form = new FormUrlEncodedContent([new("Digits", "1")]);
            using var absent = await client.PostAsync(new Uri(off.Address, path), form);
            using var refused = await client.PostAsync(new Uri(on.Address, path), form);
            Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
            Assert.Contains(refused.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
        }
    }

    [Fact]
    public async Task Teams_has_its_address_only_with_an_app_and_lets_nobody_in_without_a_token()
    {
        await using var off = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await using var on = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings:
            ["--Teams:AppType", "SingleTenant", "--Teams:AppId", $"{Guid.NewGuid()}", "--Teams:AppPassword", "s", "--Teams:TenantId", $"{Guid.NewGuid()}"]);
        using var client = new HttpClient();
        const string Said = """{"type":"message","id":"1","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/teams/","from":{"id":"29:1"},"conversation":{"id":"a:1","conversationType":"personal"},"text":"status"}""";
        using var absent = await client.PostAsync(new Uri(off.Address, Teams), new StringContent(Said, Encoding.UTF8, "application/json"));
        using var refused = await client.PostAsync(new Uri(on.Address, Teams), new StringContent(Said, Encoding.UTF8, "application/json"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Unauthorized), (absent.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task Strangers_are_sent_to_the_door_from_everywhere_else()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings: ["--RateLimitScale", "100"]);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.SettleAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = bot.Address };
        var asked = 0;
        foreach (var endpoint in Endpoints.Of(bot).Where(one => one.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var method in endpoint.Methods())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), endpoint.Path("INC-1"));
                using var response = await client.SendAsync(request);
                var away = response.StatusCode is HttpStatusCode.Redirect && response.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal);
                Assert.True(away || response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, $"{method} {request.RequestUri} → {response.StatusCode} {response.Headers.Location}");
                Assert.DoesNotContain("ransom", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
                asked++;
            }
        }

        Assert.True(asked > 15, $"only {asked} were asked");
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/incidents")]
    [InlineData("/api/messages")]
    public async Task Who_only_looks_whether_something_answers_is_not_sent_to_the_sign_in_page_without_end(string path)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        using var client = new HttpClient { BaseAddress = bot.Address };
        using var look = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await client.SendAsync(look);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_acts_on_a_form_that_we_did_not_draw()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings: ["--RateLimitScale", "100"]);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.SettleAsync();
        using var sam = new Visitor(bot.Address);
        await sam.BeAsync("sam");
        var before = await RowsAsync(bot);
        var posts = Endpoints.Of(bot).Where(one => one.Methods().Contains("POST")).Select(one => one.Path("INC-1")).Distinct().ToList();
        Assert.Contains("/lines", posts);
        foreach (var path in posts)
        {
            await sam.PostAsync(path, "no token in this page", ("line", "/incident note forged"), ("incident", "INC-1"), ("text", "forged"), ("verb", "note"), ("arguments", """{"text":"forged"}"""), ("handle", "nora"), ("code", "AAAA-BBBB-CCCC"), ("answer", "yes"));
        }

        Assert.Equal(before, await RowsAsync(bot));
        await sam.GetAsync("/incidents/INC-1");
        Assert.Equal("/incidents/INC-1", sam.At.AbsolutePath);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_to_run_nothing_of_others_and_to_keep_nothing()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        using var visitor = new Visitor(bot.Address);
        await visitor.BeAsync("sam");
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = visitor.Cookies }) { BaseAddress = bot.Address };
        foreach (var path in new[] { "/sign-in", "/incidents", "/incidents/INC-1", "/incidents/INC-1/timeline.json", "/incidents/INC-404", "/health/live", "/enter?invitation=abc", "/page?ticket=abc", "/check?ticket=abc" })
        {
            using var response = await client.GetAsync(path);
            string Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";
            var policy = Header("Content-Security-Policy");
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", Header("X-Frame-Options"));
            Assert.Equal("nosniff", Header("X-Content-Type-Options"));
            Assert.Equal(path.StartsWith("/enter", StringComparison.Ordinal) || path.StartsWith("/page", StringComparison.Ordinal) || path.StartsWith("/check", StringComparison.Ordinal) ? "no-referrer" : "same-origin", Header("Referrer-Policy"));
            Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal("", Header("Server"));
        }
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused_and_nothing_is_done()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        using var sam = new Visitor(bot.Address);
        await sam.BeAsync("sam");
        var page = await sam.GetAsync("/incidents/INC-1");
        var answer = await sam.PostAsync("/lines", page, ("line", $"/incident note {new string('x', 400_000)}"), ("incident", "INC-1"));
        Assert.Contains("Shorten it: at most 351 KB at once.", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(await bot.TimelineAsync("INC-1"), line => line.Contains("xxxx", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_who_acts_without_pause_is_told_to_wait_and_others_go_on()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        using var sam = new Visitor(bot.Address);
        using var nora = new Visitor(bot.Address);
        await sam.BeAsync("sam");
        await nora.BeAsync("nora");
        var page = await sam.GetAsync("/incidents/INC-1");
        for (var send = 0; send < 320 && sam.Status is not HttpStatusCode.TooManyRequests; send++)
        {
            await sam.PostAsync("/actions", page, ("verb", "no-such-verb"), ("arguments", "{}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, sam.Status);
        await nora.PostAsync("/lines", await nora.GetAsync("/incidents/INC-1"), ("line", "/incident note still here"), ("incident", "INC-1"));
        Assert.Contains(await bot.TimelineAsync("INC-1"), line => line.EndsWith("still here", StringComparison.Ordinal));
    }

    private static Task<int[]> RowsAsync(Bot bot) => bot.ReadAsync(async db => new[]
    {
        await db.TimelineEntries.CountAsync(), await db.RoomPosts.CountAsync(), await db.Incidents.CountAsync(), await db.Sessions.CountAsync(one => one.EndedAt == null),
        await db.Sessions.CountAsync(), await db.OneTimeCodes.CountAsync(), await db.Invitations.CountAsync(), await db.Participants.CountAsync(),
    });
}
