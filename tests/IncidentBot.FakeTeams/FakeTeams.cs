using System.Collections.Concurrent;
using System.Net;
using IncidentBot.TeamsFake.Deliveries;
using IncidentBot.TeamsFake.Faults;
using IncidentBot.TeamsFake.Identity;
using IncidentBot.TeamsFake.Web;
using IncidentBot.TeamsFake.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.TeamsFake;

/// <summary>A Microsoft Teams of our own on loopback, as strict as the real one: the bot connector, its signing keys, the login host and Microsoft Graph, with people who talk and press. What it does not take it refuses with Microsoft's own codes, and it remembers every call.</summary>
public sealed partial class FakeTeams : IAsyncDisposable
{
    public const string AppId = "11111111-1111-1111-1111-111111111111";
    public const string AppSecret = "test-secret";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<TeamsCall> calls = new();
    private readonly ConcurrentQueue<string> wrongs = new();

    private FakeTeams(WebApplication app, TimeProvider time)
    {
        this.app = app;
        World = new(time);
        ThreadLimits = new(time);
        Keys = new(() => ServiceUrl);
        Activities = new(this);
        Happenings = new(this);
        Deliveries = new(this);
        Tenant = AddTenant("Acme", "22222222-2222-2222-2222-222222222222");
        App = AddApp(Tenant, AppId);
        var alex = AddUser("Alex Wilber", Tenant);
        var megan = AddUser("Megan Bowen", Tenant);
        Team = AddTeam("Security Operations", Tenant, alex, megan);
        Install(App, Team);
        app.Run(new Doorway(this).TakeAsync);
    }

    public TeamsWorld World { get; }

    /// <summary>Acme, with Alex Wilber and Megan Bowen.</summary>
    public TeamsTenant Tenant { get; }

    /// <summary>The bot's app, with <see cref="AppId"/> and <see cref="AppSecret"/>, in Acme.</summary>
    public TeamsApp App { get; }

    /// <summary>Security Operations, of which Alex is the owner and where the app is installed.</summary>
    public TeamsTeam Team { get; }

    public TeamsLimits Limits => World.Limits;

    public Uri Address => new($"{app.Urls.First()}/");

    /// <summary>The connector's, as activities name it.</summary>
    public Uri ServiceUrl => new(Address, "teams/");

    /// <summary>With its version, and without a slash at the end.</summary>
    public Uri GraphBaseUrl => new(Address, "v1.0");

    /// <summary>The login host: tenant and oauth2/v2.0/token come after it.</summary>
    public Uri LoginUrl => Address;

    /// <summary>Where the bot learns the connector's keys.</summary>
    public Uri OpenIdMetadataUrl => new(Address, "v1/.well-known/openidconfiguration");

    /// <summary>What it shows over TLS, where it was started so.</summary>
    public string? CertificatePem { get; private init; }

    public SigningKeys Keys { get; }

    public TeamsFaults Faults { get; } = new();

    public ThreadLimits ThreadLimits { get; }

    public DeliveryDesk Deliveries { get; }

    /// <summary>Every call, in the order of their answers.</summary>
    public IReadOnlyList<TeamsCall> Calls => [.. calls];

    /// <summary>What no right program would have asked for, and answers that Teams would not have shown. Nothing may ever be.</summary>
    public IReadOnlyList<string> Wrongs => [.. wrongs];

    /// <summary>How long every call takes.</summary>
    public TimeSpan AnswerAfter { get; set; }

    internal Activities Activities { get; }

    internal Happenings Happenings { get; }

    /// <param name="tls">Microsoft's SDK reads signing keys over HTTPS alone: for a bot in a process of its own, which then has to trust <see cref="CertificatePem"/>.</param>
    public static async Task<FakeTeams> StartAsync(TimeProvider? time = null, int port = 0, bool tls = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var certificate = tls ? OwnCertificate.Make(TimeProvider.System.GetUtcNow()) : null;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, endpoint =>
        {
            if (certificate is not null)
            {
                endpoint.UseHttps(certificate);
            }
        }));
        var teams = new FakeTeams(builder.Build(), time ?? TimeProvider.System) { CertificatePem = certificate?.ExportCertificatePem() };
        await teams.app.StartAsync();
        return teams;
    }

    /// <summary>Calls by name, such as "POST v3/conversations/activities" or "POST teams/channels".</summary>
    public IReadOnlyList<TeamsCall> CallsTo(string name) => [.. calls.Where(one => one.Name == name)];

    /// <summary>The person's chat with the bot, if there is one.</summary>
    public TeamsChat? ChatOf(TeamsUser user, TeamsApp? bot = null) => World.Chats.Find(one => one.Bot == (bot ?? AppIn(user.Home)) && one.Has(user));

    /// <summary>The first app of a tenant.</summary>
    public TeamsApp AppIn(TeamsTenant tenant) => World.Apps.Find(one => one.Tenant == tenant) ?? throw new KeyNotFoundException($"There is no app in {tenant}.");

    /// <summary>Somebody at their keyboard.</summary>
    public Person As(TeamsUser user) => new(this, user);

    /// <param name="name">The given name will do.</param>
    public Person As(string name) => As(World.User(name));

    /// <summary>Waits until the process is told to end.</summary>
    public Task EndAsync() => app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await Deliveries.DisposeAsync();
        await app.DisposeAsync();
    }

    /// <summary>A person's chat with a bot, made where there is none, with the app in it.</summary>
    internal TeamsChat OpenChat(TeamsApp bot, TeamsUser user)
    {
        var chat = ChatOf(user, bot);
        if (chat is null)
        {
            chat = new TeamsChat(World.NewChatId(), bot.Tenant, bot) { Created = World.Now };
            chat.People.Add(new TeamsMember(chat.Id, user));
            World.Chats.Add(chat);
        }

        chat.Blocked = false;
        if (!chat.Reaches(bot))
        {
            chat.Apps.Add(new TeamsInstallation(Guid.NewGuid().ToString(), bot));
        }

        return chat;
    }

    internal void Record(TeamsCall call) => calls.Enqueue(call);

    internal void Wrong(string what) => wrongs.Enqueue(what);

    internal AccessToken? TokenOf(string? value) => value is null ? null : World.Tokens.Find(one => one.Value == value);
}
