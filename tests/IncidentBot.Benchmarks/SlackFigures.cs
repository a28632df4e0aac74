using System.Diagnostics;

namespace IncidentBot.Benchmarks;

/// <summary>Signed slash commands: the real program beside Slack's own framework, which keeps nothing; at a steady rate; and how soon a declared incident has its room.</summary>
internal static class SlackFigures
{
    private const int Turns = 3;
    private const int Connections = 32;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Scale scale)
    {
        var figures = new List<Figure>();
        using var bolt = await BoltPeer.StartAsync();
        foreach (var store in await Stores.OfAsync(scale.Database))
        {
            using (store)
            {
                await using var scene = await SlackScene.StartAsync(store);
                foreach (var verb in new[] { "status", "note" })
                {
                    figures.AddRange(await BesideAsync(scene, bolt, verb));
                }

                figures.Add(await SteadyAsync(scene));
                figures.Add(await RoomAsync(scene));
            }
        }

        return figures;
    }

    /// <summary>Turn and turn about, so that whatever the machine does hits both.</summary>
    private static async Task<IReadOnlyList<Figure>> BesideAsync(SlackScene scene, BoltPeer bolt, string verb)
    {
        string Line(int n) => verb == "note" ? $"note INC-{scene.Some(n)} isolated host {n}" : $"status INC-{scene.Some(n)}";
        var (ours, theirs) = (new List<LoadResult>(), new List<LoadResult>());
        await LoadAsync(scene, scene.Commands, Line);
        await LoadAsync(scene, bolt.Address, Line);
        for (var turn = 0; turn < Turns; turn++)
        {
            await scene.SettledAsync();
            ours.Add(await LoadAsync(scene, scene.Commands, Line));
            await scene.SettledAsync();
            theirs.Add(await LoadAsync(scene, bolt.Address, Line));
        }

        var (mine, peer) = (LoadResult.Median(ours), LoadResult.Median(theirs));
        var (ratio, aim) = (mine.PerSecond / peer.PerSecond, verb == "status" ? 2 : 0.5);
        var met = ratio >= aim && (verb != "status" || mine.P99 < peer.P99) && mine.Failed == 0;
        return
        [
            new Figure($"{scene.Name}: `{verb}` by signed command, {Connections} at once", $"{mine}; {ratio:0.00} times Bolt's", verb == "status" ? "2 times Bolt's, lower p99" : "half of Bolt's", met),
            new Figure($"{scene.Name}: the same to Bolt, which keeps nothing", $"{peer}"),
        ];
    }

    private static Task<LoadResult> LoadAsync(SlackScene scene, Uri address, Func<int, string> line) => ClosedLoop.RunAsync(scene.Slack, address, Connections, Turn, line);

    /// <summary>A hundred a second, half of them notes; how late an answer is counts from when it was due to be asked.</summary>
    private static async Task<Figure> SteadyAsync(SlackScene scene)
    {
        await scene.SettledAsync();
        var answers = await OpenLoop.RunAsync(scene.Slack, scene.Commands, 100, TimeSpan.FromSeconds(20), n => n % 2 == 0 ? $"note INC-{scene.Some(n)} steady {n}" : $"status INC-{scene.Some(n)}");
        var spread = new Spread(answers);
        return new Figure($"{scene.Name}: 100 signed commands a second, half `note`, half `status`", $"{spread}, longest {spread.Longest:0} ms", "p95 under 300 ms, none over 2.5 s", spread.P95 < 300 && spread.Longest < 2500);
    }

    /// <summary>From the answered declaration until the card stands and the first people are let in, each call of Slack taking 100 ms.</summary>
    private static async Task<Figure> RoomAsync(SlackScene scene)
    {
        await scene.SettledAsync();
        scene.Slack.AnswerAfter = TimeSpan.FromMilliseconds(100);
        var took = new List<TimeSpan>();
        for (var round = 0; round < 10; round++)
        {
            var calls = scene.Slack.Calls.Count;
            await scene.DeclareAsync($"ransom note on host {round}");
            var answered = Stopwatch.GetTimestamp();
            while (!Stands(scene.Slack.Calls.Skip(calls)))
            {
                await Task.Delay(2);
            }

            took.Add(Stopwatch.GetElapsedTime(answered));
            await scene.SettledAsync();
        }

        scene.Slack.AnswerAfter = TimeSpan.Zero;
        var spread = new Spread(took);
        const int Path = 200;
        return new Figure($"{scene.Name}: from declared to a room with its card and first people, 100 ms a call (create, then post: {Path} ms must follow each other)", $"{spread}, {spread.Median / Path:0.00} times", "1.3 times", spread.Median <= 1.3 * Path);
    }

    private static bool Stands(IEnumerable<SlackFake.Web.SlackCall> calls)
    {
        var done = calls.Where(call => call.Ok).Select(call => call.Method).ToHashSet();
        return done.Contains("conversations.create") && done.Contains("chat.postMessage") && done.Contains("conversations.invite");
    }
}
