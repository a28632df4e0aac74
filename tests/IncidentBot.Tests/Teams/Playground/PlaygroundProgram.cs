using System.Diagnostics;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams.Playground;

/// <summary>Microsoft's Agents Playground, running on loopback with people of the sample plan in it, for a bot that listens on a port which is kept free for it.</summary>
public sealed class PlaygroundProgram : IAsyncDisposable
{
    /// <summary>Where tests/run.sh installed it. Without it the tests say that they were skipped.</summary>
    private const string Variable = "INCIDENTBOT_TEST_PLAYGROUND";

    private readonly int port = FreePort.Take();
    private Process? process;

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Where the bot must listen.</summary>
    public Uri Bot { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    /// <summary>Starts it, unless it runs already.</summary>
    public async Task StartAsync()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(folder is null, $"The Agents Playground is not installed: run tests/run.sh, or set {Variable} to the folder where it is installed beside the files of tests/IncidentBot.Tests/Teams/Playground/client.");
        if (process is not null)
        {
            return;
        }

        string[] arguments =
        [
            "--require", "./loopback.cjs", "node_modules/@microsoft/m365agentsplayground/cli.js", "start", "--app-endpoint", $"{new Uri(Bot, "api/messages")}", "--channel-id", "msteams",
            "--port", $"{port}", "--service-url", $"{new Uri(Address, "_connector")}", "--disable-telemetry",
        ];
        process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = folder,
            Environment = { ["TEAMSAPPTESTER_BROWSER"] = "none", ["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = Path.Combine(folder, "people.yml") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var ready = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(ready?.StartsWith("Listening", StringComparison.Ordinal) is true, $"The Agents Playground did not start: {ready}");
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
        }

        process?.Dispose();
        return ValueTask.CompletedTask;
    }
}
