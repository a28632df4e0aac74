using IncidentBot.Core.Effects;
using IncidentBot.Crashes;
using IncidentBot.SlackFake;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Benchmarks;

/// <summary>The real program beside a Slack of our own, in which fifty people of a client run fifty incidents.</summary>
internal sealed class SlackScene : IAsyncDisposable
{
    public const int People = 50;
    private const int Incidents = 50;

    private readonly Store store;
    private readonly BotProcess bot;

    private SlackScene(Store store, FakeSlack slack, BotProcess bot) => (this.store, Slack, this.bot) = (store, slack, bot);

    public string Name => store.Name;

    public FakeSlack Slack { get; }

    public Uri Commands => new(bot.Address, "/slack/commands");

    public static async Task<SlackScene> StartAsync(Store store)
    {
        var slack = await FakeSlack.StartAsync();
        for (var n = slack.Workspace.Users.Count; slack.Workspace.Users.Count < People + 2; n++)
        {
            slack.Workspace.AddUser($"person{n}", id: Commanding.User(n));
        }

        // Posts are not spread over seconds as Slack wants it: what one turn leaves behind would take minutes.
        var bot = Processes.Of(store, "slack.log", program: Processes.Published, settings:
        [
            "--Slack:ApiBaseUrl", $"{slack.ApiBaseUrl}", "--Slack:BotToken", FakeSlack.BotToken, "--Slack:SigningSecret", slack.App.SigningSecret, "--Slack:Organisation", "contoso-dental", "--Slack:PostPaceMilliseconds", "0", "--PublicUrl", "https://incidents.example.com",
        ]);
        await bot.StartAsync();
        var scene = new SlackScene(store, slack, bot);
        await scene.KnownAsync();
        for (var n = 0; n < Incidents; n++)
        {
            await scene.DeclareAsync($"ransom note on FS{n}");
        }

        // Everybody is met once before anything is measured.
        for (var n = 0; n < People; n++)
        {
            await Commanding.SendAsync(slack, scene.Commands, n, "whoami");
        }

        await scene.SettledAsync();
        return scene;
    }

    /// <summary>The number of one of the incidents, turn and turn about.</summary>
    public int Some(int n) => 1 + (n * 7 % Incidents);

    public async Task DeclareAsync(string title)
    {
        var answer = await Commanding.SendAsync(Slack, Commands, 3, $"declare {title} --client contoso-dental");

        // An empty one means that the answer comes later by the response URL.
        if (answer.Length > 0 && !answer.Contains("INC-", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(answer);
        }
    }

    /// <summary>Until the bot knows whose token it has.</summary>
    private async Task KnownAsync()
    {
        for (var tries = 0; (await Commanding.SendAsync(Slack, Commands, 3, "whoami")).Contains("does not know this workspace", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(tries < 60 ? 500 : throw new InvalidOperationException($"The workspace is not known: see {store.Folder}/slack.log."));
        }
    }

    /// <summary>Until nothing waits to be shown: what one turn leaves behind is not measured with the next.</summary>
    public async Task SettledAsync()
    {
        var until = TimeProvider.System.GetUtcNow().AddMinutes(5);
        await using var db = store.OpenDatabase();
        while (await db.Effects.AnyAsync(one => one.State == EffectState.Pending) && TimeProvider.System.GetUtcNow() < until)
        {
            await Task.Delay(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await bot.StopAsync();
        bot.Dispose();
        await Slack.DisposeAsync();
    }
}
