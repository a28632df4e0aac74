using System.Diagnostics;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>Microsoft's own renderer of Adaptive Cards, beside the scripts that use it.</summary>
internal static class TeamsCardOracle
{
    /// <summary>Where tests/run.sh installed it. Without it the tests say that they were skipped.</summary>
    private const string Variable = "INCIDENTBOT_TEST_TEAMS_CARDS";

    /// <summary>A folder with the published adaptive-card-1.5.0.json, which is not shipped here: cards are then held to it as well.</summary>
    private const string SchemaVariable = "INCIDENTBOT_TEST_ADAPTIVE_SCHEMAS";

    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(folder is null, $"The renderer of Adaptive Cards is not installed: run tests/run.sh, or set {Variable} to the folder where it is installed beside the scripts of tests/IncidentBot.Tests/Teams/Cards/oracle.");
        return folder;
    }

    public static string Schemas()
    {
        var folder = Environment.GetEnvironmentVariable(SchemaVariable);
        Assert.SkipWhen(folder is null, $"{SchemaVariable} names no folder with the published schema of Adaptive Cards.");
        return folder;
    }

    public static async Task<string> RunAsync(string folder, string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [script, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
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
