using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Paging;

/// <summary>A bot that has every way outside set up, to real and strict other sides, and a plan of six contacts on three levels. Only Sam and Cho have accounts.</summary>
internal sealed class LadderScene : IAsyncDisposable
{
    public const string Ada = "+493012345601";
    public const string Ben = "ben@tailspin.example.com";
    public const string BenPhone = "+493012345602";
    public const string Cho = "+493012345603";
    public const string Eve = "eve@tailspin.example.com";
    public const string Fay = "+493012345606";

    private LadderScene(Bot bot, FakeTwilio twilio, FakePagerDuty pagerDuty, MailServer mail, string plans)
    {
        (Bot, Twilio, PagerDuty, Mail) = (bot, twilio, pagerDuty, mail);
        Plans = plans;
    }

    public Bot Bot { get; }

    public FakeTwilio Twilio { get; }

    public FakePagerDuty PagerDuty { get; }

    public MailServer Mail { get; }

    /// <summary>The folder of plans.</summary>
    public string Plans { get; }

    public Uri Address => Bot.Address;

    /// <summary>Reads the plans again, as the bot does every few seconds.</summary>
    public Task ReloadAsync() => Bot.Services.GetRequiredService<IncidentBot.Host.Hosting.PlanReload>().LoadAsync(CancellationToken.None);

    /// <summary>INC-1 of Tailspin Toys: at severity 1 the ladder begins at once, at severity 5 nobody but Sam is paged, and has it.</summary>
    public static async Task<LadderScene> StartAsync(Database database, int severity = 5, params string[] settings)
    {
        var (twilio, pagerDuty, mail) = (await FakeTwilio.StartAsync(), await FakePagerDuty.StartAsync(), MailServer.Start());
        var plans = Directory.CreateTempSubdirectory("incidentbot-plans").FullName;
        await File.WriteAllTextAsync(Path.Combine(plans, "tailspin.yaml"), Plan);
        var bot = await Bot.StartAsync(database, listen: true, sampleOnly: true, settings:
        [
            "--environment", "Development", "--PlansFolder", plans, .. twilio.Settings, .. pagerDuty.Settings,
            "--Paging:Mail:Host", "127.0.0.1", "--Paging:Mail:Port", $"{mail.Port}", "--Paging:Mail:Security", "None", "--Paging:Mail:From", "incidents@northwind.example.com", .. settings,
        ]);
        await bot.DoAsync("sam", $"declare the wind tunnel hums --client tailspin --severity {severity}");
        if (severity == 5)
        {
            await bot.DoAsync("sam", "ack 1", "INC-1");
        }

        await bot.SettleAsync();
        return new LadderScene(bot, twilio, pagerDuty, mail, plans);
    }

    /// <summary>Has Sam page somebody, and sends what is due.</summary>
    public async Task PageAsync(string who)
    {
        await Bot.DoAsync("sam", $"page {who} please join", "INC-1");
        await Bot.SettleAsync();
    }

    public Telephone Phone(int call = 0) => new(Address, Twilio.Calls[call]);

    /// <summary>Somebody texts something to the bot's number; answers what they read, or nothing.</summary>
    public async Task<string> TextAsync(string from, string body, string? sid = null)
    {
        var (status, twiml) = await FakeTwilio.TellAsync(Address, "/twilio/text", new() { ["From"] = from, ["To"] = FakeTwilio.From, ["Body"] = body, ["MessageSid"] = sid ?? $"SM{Guid.NewGuid():N}", ["SmsStatus"] = "received" });
        Assert.Equal(System.Net.HttpStatusCode.OK, status);
        await Bot.SettleAsync();
        return System.Xml.Linq.XDocument.Parse(twiml).Root!.Element("Message")?.Value ?? "";
    }

    public Task<Page> PageAsync(int number) => Bot.ReadAsync(db => db.Pages.AsNoTracking().SingleAsync(page => page.Number == number));

    /// <summary>Every try in order: minutes after the start, contact, method.</summary>
    public async Task<IReadOnlyList<string>> TriesAsync(int page = 1) =>
        [.. (await AttemptsAsync(page)).Select(one => $"{(one.At - Bot.Start).TotalMinutes:0.##} {one.Contact} {one.Method}")];

    public Task<List<PageAttempt>> AttemptsAsync(int page) =>
        Bot.ReadAsync(db => db.PageAttempts.AsNoTracking().Where(one => db.Pages.Any(other => other.Id == one.PageId && other.Number == page)).OrderBy(one => one.At).ThenBy(one => one.Level).ThenBy(one => one.Contact).ThenBy(one => one.Place).ToListAsync());

    /// <summary>The link in somebody's newest mail.</summary>
    public string Link(string address) => Mail.To(address)[^1].Text.Split('\n').Single(line => line.StartsWith("Acknowledge at ", StringComparison.Ordinal))["Acknowledge at ".Length..];

    /// <summary>Lets time pass minute by minute, and does what is due at each.</summary>
    public async Task MinutesAsync(double minutes)
    {
        for (var passed = 0.0; passed < minutes; passed++)
        {
            await Bot.PassAsync(TimeSpan.FromMinutes(Math.Min(1, minutes - passed)));
        }
    }

    public async Task<IReadOnlyList<string>> CardLinesAsync(string heading = "Pages")
    {
        await using var scope = Bot.Services.CreateAsyncScope();
        var card = await scope.ServiceProvider.GetRequiredService<IncidentCard>().BuildAsync(await Bot.IncidentAsync("INC-1"), CancellationToken.None);
        return [.. card.Sections.Where(section => section.Heading == heading).SelectMany(section => section.Lines).Select(line => line.Text)];
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Twilio.DisposeAsync();
        await PagerDuty.DisposeAsync();
        await Mail.DisposeAsync();
        Directory.Delete(Plans, recursive: true);
    }

    // The test begins on a Tuesday at 04:00 in Berlin.
    public const string Plan = """
        slug: tailspin
        name: Tailspin Toys
        zone: Europe/Berlin
        provider: {slug: northwind, name: Northwind Managed Security}
        people:
          - {handle: sam, name: Sam Okafor, employer: provider, grants: [incident-manager, responder]}
          - {handle: cho, name: Cho Lim, employer: client, grants: [legal]}
        contacts:
          - {key: sam, name: Sam Okafor, kind: msp, person: sam, methods: [{kind: web}]}
          - {key: ada, name: Ada Moss, kind: internal, methods: [{kind: sms, address: "+493012345601"}, {kind: voice, address: "+493012345601", after: 2m}]}
          - {key: ben, name: Ben Roth, kind: internal, methods: [{kind: mail, address: ben@tailspin.example.com}, {kind: sms, address: "+493012345602", after: 3m}]}
          - {key: cho, name: Cho Lim, kind: legal, person: cho, methods: [{kind: web}, {kind: voice, address: "+493012345603", after: 4m}]}
          - {key: soc, name: Night SOC, kind: msp, methods: [{kind: pagerduty, address: night-soc}]}
          - {key: eve, name: Eve Stahl, kind: insurer, methods: [{kind: mail, address: eve@tailspin.example.com}]}
          - {key: fay, name: Fay Ruiz, kind: pr, methods: [{kind: sms, address: "+493012345606", hours: "Mon-Fri 08:00-18:00"}, {kind: voice, address: "+493012345606", after: 1m}]}
          - {key: dot, name: Dot Hale, kind: vendor, methods: [{kind: webhook, address: "https://hooks.example.com/dot"}]}
        roles:
          incident-manager: {contact: sam}
          desk: {contact: ada, deputies: [dot]}
          legal: {contact: cho}
        escalation:
          - severities: [1]
            levels:
              - {page: [ada, ben], wait: 10m}
              - {page: [cho, soc], wait: 5m}
              - {page: [eve, fay], wait: 5m}
          - severities: [2, 3, 4, 5]
            levels:
              - {page: [incident-manager], wait: 10m}
        protocols:
          other:
            triage: [Verify the alert]
        """;
}
