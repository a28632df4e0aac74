using System.Diagnostics;
using System.Text.RegularExpressions;

namespace IncidentBot.Crashes;

/// <summary>The real program as a process of its own, always at the same address: started, killed, frozen, stopped.</summary>
internal sealed partial class BotProcess(int port, string log, Func<Uri, ProcessStartInfo> command) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(40);

    private Process? process;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    /// <summary>What it logged as an error or worse, over all its lives.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            using var reader = new StreamReader(new FileStream(log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
            return [.. ErrorLine().Matches(reader.ReadToEnd()).Select(found => found.Value)];
        }
    }

    /// <summary>What of it is in memory.</summary>
    public long ResidentBytes
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts it, and answers how long it took until it was ready, or as far as another address of its health tells.</summary>
    public async Task<TimeSpan> StartAsync(string health = "/health/ready")
    {
        var waited = Stopwatch.StartNew();
        process?.Dispose();
        process = new Process { StartInfo = command(Address) };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        while (!await IsReadyAsync(client, health))
        {
            if (process.HasExited || waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"IncidentBot was not ready after {waited.Elapsed.TotalSeconds:0} s{(process.HasExited ? $" (it ended with {process.ExitCode})" : "")}: see {log}.");
            }

            await Task.Delay(20);
        }

        return waited.Elapsed;
    }

    /// <summary>SIGKILL: it has no say.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and its clean end.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        await process!.WaitForExitAsync().WaitAsync(StopsWithin);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"IncidentBot ended with {process.ExitCode}: see {log}.");
        }
    }

    /// <summary>SIGSTOP: it stands still, and its connections stay open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT: it goes on where it was and knows nothing of the time between.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
        }

        process?.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, string health)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(health, UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Write(string? line)
    {
        if (line is not null)
        {
            lock (this)
            {
                File.AppendAllText(log, $"{line}\n");
            }
        }
    }

    [GeneratedRegex(@"^(fail|crit): .*\n.*", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
