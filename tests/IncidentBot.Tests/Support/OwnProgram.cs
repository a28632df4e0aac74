using System.Diagnostics;
using System.Globalization;

namespace IncidentBot.Tests.Support;

/// <summary>The real program in a process of its own that may be killed (SIGKILL) and started again on the same data; no process of it outlives the test.</summary>
internal sealed class OwnProgram(params string[] settings) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-kill").FullName;
    private Process? process;

    /// <summary>How often a test kills it: seldom, or as often as <c>tests/crash.sh --only chat</c> says.</summary>
    public static int Kills => int.TryParse(Environment.GetEnvironmentVariable("INCIDENTBOT_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 4;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Take()}/");

    /// <summary>The sample client's plan, but for what the test changes, is what it starts with.</summary>
    public async Task PlanAsync(Func<string, string> change)
    {
        var plans = Directory.CreateDirectory(Path.Combine(folder, "plans")).FullName;
        await File.WriteAllTextAsync(Path.Combine(plans, "contoso-dental.yaml"), change(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "plans", "contoso-dental.yaml"))));
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync()
    {
        process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "IncidentBot.dll"), "--urls", Address.ToString(), "--DataFolder", Path.Combine(folder, "data"), "--PlansFolder", Path.Combine(folder, "plans"), "--PublicUrl", "https://incidents.example.com", .. settings,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        await UntilAsync(async () =>
        {
            Assert.False(process.HasExited, "The program did not start.");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        }, "The program did not start in time.", TimeSpan.FromMilliseconds(5));
    }

    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Kills it right after it has made another one of the counted calls, or after a while in which there was none.</summary>
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
        await KillAsync();
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

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}
