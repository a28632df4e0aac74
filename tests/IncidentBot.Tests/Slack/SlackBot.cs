using IncidentBot.Slack.Installs;
using IncidentBot.Slack.Rooms;
using IncidentBot.Slack.Sockets;
using IncidentBot.SlackFake;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Person = IncidentBot.SlackFake.Person;

namespace IncidentBot.Tests.Slack;

/// <summary>The whole bot beside a Slack of our own: the provider's workspace Northwind, in which people of the sample plan are known, and others who are not.</summary>
internal sealed class SlackBot : IAsyncDisposable
{
    private readonly SocketMode? sockets;

    private SlackBot(Bot bot, FakeSlack slack, SocketMode? sockets) => (Bot, Slack, this.sockets) = (bot, slack, sockets);

    public Bot Bot { get; }

    public FakeSlack Slack { get; }

    public SlackChannel General => Slack.Workspace.Channel("general");

    /// <summary>The channels that the bot made, the first first.</summary>
    public IReadOnlyList<SlackChannel> Rooms => [.. Slack.Workspace.Channels.Where(one => one.Creator == "U0BOT" && !one.IsDirect)];

    public SlackChannel Room => Rooms[^1];

    /// <param name="database">Which.</param>
    /// <param name="overSockets">By Socket Mode, or by signed requests.</param>
    /// <param name="before">What is so in Slack before the bot starts.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<SlackBot> StartAsync(Database database, bool overSockets = false, Action<FakeSlack>? before = null, bool sampleOnly = true, params string[] settings)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Bot.Start);
        var slack = await FakeSlack.StartAsync(time);
        before?.Invoke(slack);
        string[] way = overSockets ? ["--Slack:AppToken", FakeSlack.AppToken, "--Slack:Sockets", "1"] : ["--Slack:SigningSecret", slack.App.SigningSecret];
        var bot = await Bot.StartAsync(database, listen: true, sampleOnly, services => services.AddSingleton<SocketMode>(), time,
            ["--Slack:ApiBaseUrl", slack.ApiBaseUrl.ToString(), "--Slack:BotToken", FakeSlack.BotToken, "--PublicUrl", "https://incidents.example.com", "--Slack:PostPaceMilliseconds", "0", .. way, .. settings]);
        (slack.App.CommandsUrl, slack.App.EventsUrl, slack.App.InteractionsUrl) = (new(bot.Address, "slack/commands"), new(bot.Address, "slack/events"), new(bot.Address, "slack/interactions"));
        Assert.True(await bot.Services.GetRequiredService<SlackStart>().TryAsync(CancellationToken.None));
        SocketMode? sockets = null;
        if (overSockets)
        {
            sockets = bot.Services.GetRequiredService<SocketMode>();
            await sockets.StartAsync(CancellationToken.None);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (slack.Sockets.Count == 0)
            {
                await Task.Delay(10, limit.Token);
            }
        }

        var scene = new SlackBot(bot, slack, sockets);
        foreach (var handle in new[] { "sam", "nora", "lena", "ravi" })
        {
            await scene.KnowAsync(handle);
        }

        return scene;
    }

    /// <summary>Somebody of the sample plan has an account in the workspace, and it is known that it is theirs.</summary>
    public async Task<Person> KnowAsync(string handle)
    {
        var user = Slack.Workspace.Users.FirstOrDefault(one => one.Name == handle) ?? Slack.Workspace.AddUser(handle);
        await Bot.IdentifyAsync(await Bot.PersonAsync(handle), SlackRooms.Platform, Slack.Workspace.Id, user.Id);
        return Slack.As(user);
    }

    /// <summary>Types a command in a channel and answers what that person alone saw.</summary>
    public async Task<string> TypeAsync(Person person, SlackUser user, SlackChannel channel, string text)
    {
        var before = person.Ephemerals.Count;
        var end = await person.CommandAsync(channel, "/incident", text);
        Assert.True(end.Acknowledged, $"{user.Name}: {text}: {end.Status} {end.Failure} {end.Body}");
        return person.Ephemerals.Count > before ? person.Ephemerals[^1].Shown : "";
    }

    public async ValueTask DisposeAsync()
    {
        if (sockets is not null)
        {
            await sockets.StopAsync(CancellationToken.None);
        }

        await Bot.DisposeAsync();
        await Slack.DisposeAsync();
        Assert.Empty(Slack.Wrongs);
    }
}
