using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using IncidentBot.SlackFake;
using IncidentBot.SlackFake.World;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Slack;

/// <summary>The real program, killed (SIGKILL) again and again right after one of its calls of Slack, while it opens a room, pins the card, lets people in and pages them. Each start goes on where the last one stopped.</summary>
public sealed class SlackKillTests : IDisposable
{
    private const int Kills = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<Process> started = [];

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Killed_after_any_call_it_makes_no_second_room_card_post_or_page_and_loses_none(Database database)
    {
        string[] store = database is Database.Postgres ? ["--ConnectionStrings:IncidentBot", await Databases.PostgresAsync()] : [];
        await using var slack = await FakeSlack.StartAsync();
        var folder = Directory.CreateTempSubdirectory("incidentbot-kill").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        (slack.App.CommandsUrl, slack.App.EventsUrl, slack.App.InteractionsUrl) = (new(address, "slack/commands"), new(address, "slack/events"), new(address, "slack/interactions"));
        await PlanAsync(folder);
        var sam = slack.As("alex");
        var general = slack.Workspace.Channel("general");

        var first = await StartAsync(folder, address, slack, store);
        await KnownAsync(sam, general);
        var declared = await sam.CommandAsync(general, "/incident", "declare ransom note on FS01 --client contoso-dental --severity 1");
        Assert.True(declared.Acknowledged, declared.Body);

        // On a busy machine the answer comes later, by the response URL.
        await UntilAsync(() => sam.Ephemerals.Any(one => one.Shown.Contains("INC-1", StringComparison.Ordinal)), "the declaration was not answered");
        await KillAfterACallAsync(first, slack, 0);

        for (var kill = 1; kill < Kills; kill++)
        {
            var again = await StartAsync(folder, address, slack, store);
            await KillAfterACallAsync(again, slack, kill);
        }

        var last = await StartAsync(folder, address, slack, store);
        await UntilAsync(() => Rooms(slack) is [{ Pinned.Count: > 0, Bookmarks.Count: 3 } room] && room.Members.Contains("U0001") && room.Members.Contains("U0002") && slack.As("megan").Direct is { Messages.Count: > 0 }, "it did not finish");
        var note = await sam.CommandAsync(Rooms(slack)[0], "/incident", "note all is well");
        Assert.True(note.Acknowledged, note.Body);
        await UntilAsync(() => Rooms(slack)[0].Messages.Any(one => one.Shown.Contains("all is well", StringComparison.Ordinal)), "the note did not come");
        last.Kill();
        await last.WaitForExitAsync();

        var stands = Assert.Single(Rooms(slack));
        Assert.Single(stands.Pinned);
        Assert.Equal(3, stands.Bookmarks.Count);
        foreach (var channel in slack.Workspace.Channels.Where(one => one.Messages.Any(message => message.Metadata is not null)))
        {
            var keys = channel.Messages.Where(one => one.Metadata is not null).Select(one => (string)one.Metadata!["event_payload"]!["key"]!).ToList();
            Assert.Equal(keys.Distinct(), keys);
        }

        Directory.Delete(folder, recursive: true);
        if (database is Database.Postgres)
        {
            await Databases.DropAsync(store[1]);
        }
    }

    public void Dispose()
    {
        foreach (var process in started)
        {
            process.Kill();
            process.Dispose();
        }
    }

    /// <summary>Until the program knows the workspace and the plan that says who somebody is.</summary>
    private static async Task KnownAsync(Person person, SlackChannel channel)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!(await person.CommandAsync(channel, "/incident", "whoami")).Body.Contains("responder", StringComparison.Ordinal))
        {
            Assert.False(limit.IsCancellationRequested, "Who somebody is was not known in time.");
            await Task.Delay(100);
        }
    }

    private static List<SlackChannel> Rooms(FakeSlack slack) => [.. slack.Workspace.Channels.Where(one => one.Creator == "U0BOT" && !one.IsDirect)];

    /// <summary>Right after a call that changes something, or after a while in which there was none.</summary>
    private static async Task KillAfterACallAsync(Process process, FakeSlack slack, int kill)
    {
        var before = Writes(slack);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        while (Writes(slack) == before && !limit.IsCancellationRequested)
        {
            await Task.Delay(1);
        }

        await Task.Delay(kill % 3 * 7);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static int Writes(FakeSlack slack) => slack.Calls.Count(one => one.Method is not ("auth.test" or "users.info" or "conversations.list" or "conversations.history" or "bookmarks.list"));

    private static async Task PlanAsync(string folder)
    {
        var plans = Directory.CreateDirectory(Path.Combine(folder, "plans")).FullName;
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "plans", "contoso-dental.yaml"));
        await File.WriteAllTextAsync(Path.Combine(plans, "contoso-dental.yaml"), text
            .Replace("- handle: sam", "- slack: U0001\n    handle: sam", StringComparison.Ordinal).Replace("- handle: nora", "- slack: U0002\n    handle: nora", StringComparison.Ordinal));
    }

    private async Task<Process> StartAsync(string folder, Uri address, FakeSlack slack, string[] store)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "IncidentBot.dll"), "--urls", address.ToString(), "--DataFolder", Path.Combine(folder, "data"), "--PlansFolder", Path.Combine(folder, "plans"), "--PublicUrl", "https://incidents.example.com",
            "--Slack:BotToken", FakeSlack.BotToken, "--Slack:SigningSecret", slack.App.SigningSecret, "--Slack:ApiBaseUrl", slack.ApiBaseUrl.ToString(), "--Slack:PostPaceMilliseconds", "0", .. store,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        started.Add(process);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(process.HasExited || limit.IsCancellationRequested, "The program did not start.");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return process;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
            }

            await Task.Delay(5);
        }
    }

    private static async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!holds())
        {
            Assert.False(limit.IsCancellationRequested, otherwise);
            await Task.Delay(20);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
