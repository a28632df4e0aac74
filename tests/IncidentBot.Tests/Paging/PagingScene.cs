using IncidentBot.Core.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Tests.Paging;

/// <summary>A bot with mail and webhooks set up, a real mail server and somebody else's program that takes the calls. What nobody asked for fails the test at its end.</summary>
internal sealed class PagingScene : IAsyncDisposable
{
    public const string Lena = "lena@wingtip.example.com";
    public const string Counsel = "night@treyfairbanks.example.com";
    public const string Desk = "claims@fabrikam.example.com";

    private static readonly string[] Known = [Lena, Counsel, Desk];

    private readonly string plans;

    private PagingScene(Bot bot, MailServer mail, WebhookSink sink, string plans)
    {
        Bot = bot;
        Mail = mail;
        Sink = sink;
        this.plans = plans;
    }

    public Bot Bot { get; }

    public MailServer Mail { get; }

    public WebhookSink Sink { get; }

    /// <summary>INC-1 of Wingtip Toys, severity 5, whose own page Sam has acknowledged.</summary>
    public static async Task<PagingScene> StartAsync(Database database, string declare = "declare the printer smokes", Func<string, string>? plan = null, params string[] settings)
    {
        var clock = new Late();
        var (mail, sink) = (MailServer.Start(), await WebhookSink.StartAsync(clock));
        var plans = Directory.CreateTempSubdirectory("incidentbot-plans").FullName;
        await File.WriteAllTextAsync(Path.Combine(plans, "wingtip.yaml"), plan is null ? Plan(sink.Address) : plan(Plan(sink.Address)));
        var bot = await Bot.StartAsync(database, sampleOnly: true, settings:
        [
            "--environment", "Development", "--PlansFolder", plans, "--PublicUrl", "https://incidents.example.com/",
            "--Paging:Mail:Host", "127.0.0.1", "--Paging:Mail:Port", $"{mail.Port}", "--Paging:Mail:Security", "None", "--Paging:Mail:From", "incidents@northwind.example.com",
            "--Paging:Webhook:Secret", WebhookSink.Secret, .. settings,
        ]);
        clock.Time = bot.Time;
        await bot.DoAsync("sam", $"{declare} --client wingtip --severity 5");
        await bot.DoAsync("sam", "ack 1", "INC-1");
        await bot.SettleAsync();
        return new PagingScene(bot, mail, sink, plans);
    }

    /// <summary>Has Sam page somebody, and sends what is due.</summary>
    public async Task PageAsync(string who)
    {
        await Bot.DoAsync("sam", $"page {who} please join", "INC-1");
        await Bot.SettleAsync();
    }

    /// <summary>Every try of the second page and after, in order: contact, method, state, answer.</summary>
    public Task<List<PageAttempt>> TriesAsync() => Bot.ReadAsync(db => db.PageAttempts.AsNoTracking().Where(one => db.Pages.Any(page => page.Id == one.PageId && page.Number > 1)).OrderBy(one => one.At).ThenBy(one => one.Id).ToListAsync());

    public async Task<PageAttempt> TryAsync(string contact, string method) => (await TriesAsync()).Last(one => one.Contact == contact && one.Method == method);

    public Task<int> FailuresAsync() => Bot.ReadAsync(db => db.Effects.SumAsync(effect => effect.Attempts));

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Mail.DisposeAsync();
        await Sink.DisposeAsync();
        Directory.Delete(plans, recursive: true);
        Assert.Empty(Sink.Faults);
        Assert.All(Sink.Calls, call => Assert.Contains(call.Path, new[] { "/lena", "/soc" }));
        Assert.All(Mail.Mails, mail => Assert.Contains(Assert.Single(mail.Recipients), Known));
    }

    private static string Plan(Uri sink) => $$"""
        slug: wingtip
        name: Wingtip Toys
        zone: Europe/Berlin
        provider: {slug: northwind, name: Northwind Managed Security}
        people:
          - {handle: sam, name: Sam Okafor, employer: provider, grants: [incident-manager, responder]}
          - {handle: lena, name: Lena Park, employer: client, grants: [legal]}
          - {handle: mia, name: Mia Stone, employer: client, grants: [member]}
        contacts:
          - {key: sam, name: Sam Okafor, kind: msp, person: sam, methods: [{kind: web}]}
          - {key: lena, name: Lena Park, kind: legal, person: lena, methods: [{kind: web}, {kind: mail, address: {{Lena}}}, {kind: webhook, address: "{{sink}}lena"}]}
          - {key: counsel, name: Night counsel, kind: legal, methods: [{kind: mail, address: {{Counsel}}}]}
          - {key: desk, name: Claims desk, kind: insurer, methods: [{kind: voice, address: "+12125550130"}, {kind: mail, address: {{Desk}}}]}
          - {key: soc, name: Night SOC, kind: vendor, methods: [{kind: webhook, address: "{{sink}}soc"}]}
          - {key: mia, name: Mia Stone, kind: internal, person: mia, methods: [{kind: webhook, address: "https://169.254.169.254/latest"}, {kind: webhook, address: "https://hooks.invalid/mia"}]}
        roles:
          incident-manager: {contact: sam}
          legal: {contact: lena, deputies: [counsel]}
          insurer: {contact: desk, deputies: [soc]}
        escalation:
          - severities: [1, 2, 3, 4, 5]
            levels:
              - {page: [incident-manager], wait: 10m}
              - {page: [desk, sam], wait: 10m}
        jurisdictions:
          - {code: EU-DE, zone: Europe/Berlin, calendar: DE-BE}
        legal:
          set_by: lena
          set_on: 2026-09-14
          facts: {client_role: controller, gdpr_in_scope: true}
        protocols:
          other:
            triage: [Verify the alert]
        """;

    /// <summary>The bot's clock, once there is a bot.</summary>
    private sealed class Late : TimeProvider
    {
        public FakeTimeProvider? Time { get; set; }

        public override DateTimeOffset GetUtcNow() => Time!.GetUtcNow();
    }
}
