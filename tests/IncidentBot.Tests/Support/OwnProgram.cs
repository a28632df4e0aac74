using System.Diagnostics;
using System.Globalization;
using IncidentBot.Crashes;

namespace IncidentBot.Tests.Support;

/// <summary>The real program on a folder of its own, for tests that kill it in the middle of what it does; no process of it outlives the test.</summary>
internal sealed class OwnProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-kill").FullName;
    private readonly BotProcess process;

    public OwnProgram(params string[] settings) => process = new BotProcess(FreePort.Take(), Path.Combine(folder, "log"), address => new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "IncidentBot.dll"), "--urls", address.ToString(), "--DataFolder", Path.Combine(folder, "data"), "--PlansFolder", Path.Combine(folder, "plans"), "--PublicUrl", "https://incidents.example.com", .. settings,
    ])
    { RedirectStandardOutput = true, RedirectStandardError = true });

    /// <summary>How often a test kills it: seldom, or as often as <c>tests/crash.sh --only chat</c> says.</summary>
    public static int Kills => int.TryParse(Environment.GetEnvironmentVariable("INCIDENTBOT_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 4;

    public Uri Address => process.Address;

    /// <summary>Its data folder.</summary>
    public string Data => Path.Combine(folder, "data");

    /// <summary>The sample client's plan, but for what the test changes, is what it starts with.</summary>
    public async Task PlanAsync(Func<string, string> change)
    {
        var plans = Directory.CreateDirectory(Path.Combine(folder, "plans")).FullName;
        await File.WriteAllTextAsync(Path.Combine(plans, "contoso-dental.yaml"), change(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "plans", "contoso-dental.yaml"))));
    }

    /// <summary>Starts it and waits until it listens, which is before it has done anything.</summary>
    public Task StartAsync() => process.StartAsync("/health/live");

    /// <summary>Kills it (SIGKILL) right after it has made another one of the counted calls, or after a while in which there was none.</summary>
    /// <param name="after">How long after the call, in milliseconds.</param>
    public async Task KillAfterACallAsync(Func<int> calls, int after)
    {
        var before = calls();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        while (calls() == before && !limit.IsCancellationRequested)
        {
            await Task.Delay(1);
        }

        await Task.Delay(after);
        await process.KillAsync();
    }

    public static Task UntilAsync(Func<bool> holds, string otherwise) => UntilAsync(() => Task.FromResult(holds()), otherwise, TimeSpan.FromMilliseconds(20));

    public static async Task UntilAsync(Func<Task<bool>> holds, string otherwise, TimeSpan between)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, otherwise);
            await Task.Delay(between);
        }
    }

    public void Dispose()
    {
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
