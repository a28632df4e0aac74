using System.Collections.Concurrent;
using IncidentBot.SlackFake.Deliveries;
using IncidentBot.SlackFake.Faults;
using IncidentBot.SlackFake.Sockets;
using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.SlackFake;

/// <summary>A Slack of our own on loopback, as strict as the real one: Web API, Socket Mode, signed requests, response URLs and OAuth, with people who type and press. What it does not take it refuses with Slack's own codes, and it remembers every call.</summary>
public sealed class FakeSlack : IAsyncDisposable
{
    public const string BotToken = "xoxb-test";
    public const string AppToken = "xapp-test";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<SlackCall> calls = new();
    private readonly ConcurrentQueue<string> wrongs = new();

    private FakeSlack(WebApplication app, TimeProvider time)
    {
        this.app = app;
        World = new(time);
        RateLimits = new(time);
        Sockets = new(this);
        Deliveries = new(this);
        Workspace = AddWorkspace("Acme", "acme", id: "T0001");
        Workspace.AddUser("alex", "alex@example.com", id: "U0001");
        Workspace.AddUser("megan", "megan@example.com", id: "U0002");
        Install(Workspace, BotToken, "U0BOT");
        World.Tokens.Add(new(AppToken, TokenKind.App) { Scopes = ["connections:write"] });
        new FrontDoor(this).Map(app);
    }

    public SlackWorld World { get; }

    public SlackApp App => World.App;

    /// <summary>Acme, with alex and megan, the channel general, and the app installed with <see cref="BotToken"/>.</summary>
    public SlackWorkspace Workspace { get; }

    public Uri Address => new($"{app.Urls.First()}/");

    public Uri ApiBaseUrl => new(Address, "api/");

    public SlackFaults Faults { get; } = new();

    public RateLimits RateLimits { get; }

    public SocketServer Sockets { get; }

    public DeliveryDesk Deliveries { get; }

    /// <summary>Every call of the Web API, in the order of their answers; response URLs are there as response_url.</summary>
    public IReadOnlyList<SlackCall> Calls => [.. calls];

    /// <summary>What was wrong with an answer to a command, a form or an event, where Slack would show people an error. Nothing may ever be.</summary>
    public IReadOnlyList<string> Wrongs => [.. wrongs];

    public IReadOnlyList<EphemeralMessage> Ephemerals => [.. World.Ephemerals];

    /// <summary>How long every call of the Web API takes.</summary>
    public TimeSpan AnswerAfter { get; set; }

    /// <summary>No page is larger than this, whatever the limit says: fewer rows than asked for are normal.</summary>
    public int LargestPage { get; set; } = int.MaxValue;

    /// <summary>Whether the app hears of its own messages, as Slack does it where it listens to a channel's messages.</summary>
    public bool TellsOfOwnMessages { get; set; }

    public static async Task<FakeSlack> StartAsync(TimeProvider? time = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var slack = new FakeSlack(builder.Build(), time ?? TimeProvider.System);
        await slack.app.StartAsync();
        return slack;
    }

    public IReadOnlyList<SlackCall> CallsTo(string method) => [.. calls.Where(one => one.Method == method)];

    public SlackWorkspace AddWorkspace(string name, string domain, SlackEnterprise? enterprise = null, string? id = null)
    {
        lock (World.Gate)
        {
            var workspace = new SlackWorkspace(World, id ?? World.NewId("T"), name, domain, enterprise);
            World.Workspaces.Add(workspace);
            World.Channels.Add(new SlackChannel(World.NewId("C"), "general", ChannelKind.Public, workspace.Id) { General = true, Created = World.Now });
            return workspace;
        }
    }

    public SlackEnterprise AddEnterprise(string name)
    {
        lock (World.Gate)
        {
            var enterprise = new SlackEnterprise(World.NewId("E"), name);
            World.Enterprises.Add(enterprise);
            return enterprise;
        }
    }

    /// <summary>Installs the app in a workspace, as if somebody had clicked through it, with a token that is known beforehand.</summary>
    public SlackToken Install(SlackWorkspace workspace, string token, string? botUserId = null, IEnumerable<string>? scopes = null)
    {
        lock (World.Gate)
        {
            var installed = new SlackToken(token, TokenKind.Bot) { Workspace = workspace, User = World.BotIn(workspace, botUserId), Scopes = [.. scopes ?? App.Scopes] };
            World.Tokens.Add(installed);
            return installed;
        }
    }

    /// <summary>Somebody allows the app, or says no, on the page that the address leads to.</summary>
    /// <returns>Where the page leads back to.</returns>
    public Uri Consent(Uri authorize, SlackUser by, bool allowed = true, bool wholeOrganisation = false)
    {
        var asked = QueryHelpers.ParseQuery(authorize.Query);
        return OAuth.Consent.Answer(this, name => asked.TryGetValue(name, out var value) ? value.ToString() : null, by, allowed, wholeOrganisation);
    }

    /// <summary>Somebody removes the app: its tokens are good for nothing, and both events come in no certain order.</summary>
    public void Uninstall(SlackWorkspace workspace)
    {
        lock (World.Gate)
        {
            foreach (var token in World.Tokens.Where(one => one.Workspace == workspace))
            {
                token.Revoked = true;
            }

            Deliveries.Emit(workspace, null, "app_uninstalled", new { type = "app_uninstalled" });
            Deliveries.Emit(workspace, null, "tokens_revoked", new { type = "tokens_revoked", tokens = new { oauth = Array.Empty<string>(), bot = new[] { workspace.Bot!.Id } } });
            workspace.Bot = null;
        }
    }

    /// <summary>Somebody changed: a new name, a guest by now, gone.</summary>
    public void TellOf(SlackUser user)
    {
        lock (World.Gate)
        {
            Deliveries.Emit(user.Home, null, "user_change", new { type = "user_change", user = Methods.Shapes.User(user, user.Home, withEmail: false) });
        }
    }

    /// <summary>Somebody at their keyboard.</summary>
    public Person As(SlackUser user) => new(this, user);

    public Person As(string name) => As(Workspace.User(name));

    /// <summary>Waits until the process is told to end.</summary>
    internal Task EndAsync() => app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await Deliveries.DisposeAsync();
        Sockets.Drop();
        await app.DisposeAsync();
    }

    internal void Record(SlackCall call) => calls.Enqueue(call);

    internal void Wrong(string what) => wrongs.Enqueue(what);

    internal SlackToken? TokenOf(string? value)
    {
        lock (World.Gate)
        {
            return World.Tokens.Find(one => one.Value == value);
        }
    }

    internal void Posted(SlackChannel channel, SlackMessage message)
    {
        if (TellsOfOwnMessages || !message.By.IsBot)
        {
            Deliveries.Emit(World.Workspace(channel.Team)!, channel, channel.Subscription, Payloads.Said(World, channel, message));
        }
    }

    internal void Joined(SlackChannel channel, SlackUser user, SlackUser? inviter) =>
        Deliveries.Emit(World.Workspace(channel.Team)!, channel, "member_joined_channel", new { type = "member_joined_channel", user = user.Id, channel = channel.Id, channel_type = channel.IsPrivate ? "G" : "C", team = channel.Team, inviter = inviter?.Id });
}
