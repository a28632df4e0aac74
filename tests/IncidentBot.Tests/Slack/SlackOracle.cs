using System.Diagnostics;

namespace IncidentBot.Tests.Slack;

/// <summary>Slack's own packages, and what draws its blocks, beside the scripts that use them.</summary>
internal static class SlackOracle
{
    /// <summary>Where tests/run.sh installed them. Without it the tests say that they were skipped.</summary>
    private const string Variable = "INCIDENTBOT_TEST_SLACK";

    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(folder is null, $"Slack's clients are not installed: run tests/run.sh, or set {Variable} to the folder where they are installed beside the scripts of tests/IncidentBot.FakeSlack/oracle.");
        return folder;
    }

    public static async Task<string> RunAsync(string folder, string script, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [script, argument]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            return $"{await process.StandardOutput.ReadToEndAsync(limit.Token)}\n{await errors}";
        }
        finally
        {
            process.Kill();
        }
    }
}
