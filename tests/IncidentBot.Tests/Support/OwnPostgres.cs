using System.Diagnostics;
using Npgsql;

namespace IncidentBot.Tests.Support;

/// <summary>A PostgreSQL of a test's own, to stop and to kill. The programs must be on this machine.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string programs;
    private readonly string folder;
    private readonly int port;

    private OwnPostgres(string programs, string folder, int port)
    {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    public string Connection => $"Host=127.0.0.1;Port={port};Username=incident;Database=postgres;Timeout=5";

    public static async Task<OwnPostgres> StartAsync()
    {
        Assert.SkipWhen(Databases.Server is null, $"PostgreSQL is not started: run tests/run.sh, or set {Databases.Variable}.");
        var programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(one => Path.Combine(one, "bin")).Where(one => File.Exists(Path.Combine(one, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault() : null;
        Assert.SkipWhen(programs is null, "The programs of PostgreSQL are not on this machine.");
        var own = new OwnPostgres(programs, Directory.CreateTempSubdirectory("incidentbot-postgres").FullName, FreePort.Take());
        if (Environment.UserName == "root")
        {
            await ExecuteAsync("chown", ["postgres", own.folder]);
        }

        await own.RunAsync("initdb", "-D", own.Data, "-U", "incident", "--auth=trust", "--no-sync", "-E", "UTF8", "--no-locale");
        await own.StartAgainAsync();
        return own;
    }

    /// <summary>fsync stays on: a kill may not lose what was answered.</summary>
    public Task StartAgainAsync() => RunAsync("pg_ctl", "-D", Data, "-w", "-t", "30", "-l", Path.Combine(folder, "log"), "-o", $"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories=''", "start");

    public Task StopAsync(string how) => RunAsync("pg_ctl", "-D", Data, "-w", "-t", "30", "-m", how, "stop");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync("immediate");
        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private Task RunAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? ExecuteAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "env", "-u", "PGDATA", Path.Combine(programs, program), .. arguments])
        : ExecuteAsync(Path.Combine(programs, program), arguments);

    private static async Task ExecuteAsync(string program, string[] arguments)
    {
        // What it starts keeps its output open, so nothing is read from it.
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]))!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
