using System.Diagnostics;
using System.Text.RegularExpressions;
using IncidentBot.Tests.Support;

namespace IncidentBot.BrowserTests.Support;

/// <summary>The real program as a process of its own, started as a newcomer would, or as a developer with a few settings more: SQLite, the sample client, the real clock.</summary>
public sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(20);

    /// <summary>Settings of the machine that would make it something other than a newcomer's first start.</summary>
    private static readonly string[] Forget = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS", "URLS", "DataFolder", "PlansFolder", "ConnectionStrings__IncidentBot"];

    private readonly Process process;
    private readonly string folder;
    private readonly StreamWriter log;

    private RunningProgram(Process process, Uri address, string folder, StreamWriter log)
    {
        this.process = process;
        this.folder = folder;
        this.log = log;
        Address = address;
    }

    public Uri Address { get; }

    private string LogFile => ((FileStream)log.BaseStream).Name;

    public static Task<RunningProgram> StartAsync() => StartAsync("browser-program", new Uri($"http://127.0.0.1:{FreePort.Take()}"));

    /// <param name="name">Of its log.</param>
    public static async Task<RunningProgram> StartAsync(string name, Uri address, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("incidentbot-browser").FullName;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "IncidentBot.dll"), "--urls", address.ToString(), "--DataFolder", Path.Combine(folder, "data"), "--RateLimitScale", "10", .. settings])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var other in Forget)
        {
            start.Environment.Remove(other);
        }

        var log = new StreamWriter(File.Create(Path.Combine(Artifacts.Folder, $"{name}.log"))) { AutoFlush = true };
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var program = new RunningProgram(process, address, folder, log);
        await program.ReadyAsync();
        return program;
    }

    /// <summary>Stops it as Ctrl+C would, with browsers still listening, and holds it to a clean end and a log without errors.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var ask = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await ask.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(StopsWithin);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new InvalidOperationException($"IncidentBot did not stop within {StopsWithin.TotalSeconds} s: see {LogFile}.");
        }

        var exit = process.ExitCode;
        process.Dispose();
        await log.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        var errors = Errors().Matches(await File.ReadAllTextAsync(LogFile)).Select(found => found.Value).ToList();
        if (exit != 0 || errors.Count > 0)
        {
            throw new InvalidOperationException($"IncidentBot ended with {exit} and {errors.Count} errors in its log ({LogFile}): {string.Join("; ", errors.Take(5))}");
        }
    }

    private async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (process.HasExited || waited.Elapsed > StartsWithin)
            {
                throw new InvalidOperationException($"IncidentBot was not ready after {waited.Elapsed.TotalSeconds:0} s{(process.HasExited ? $" (it ended with {process.ExitCode})" : "")}: see {LogFile}.");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nothing listens yet.
            }

            await Task.Delay(100);
        }
    }

    private static void Write(StreamWriter log, string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream is not null)
            {
                log.WriteLine(line);
            }
        }
    }

    [GeneratedRegex(@"^(fail|crit): .*\n.*", RegexOptions.Multiline)]
    private static partial Regex Errors();
}
