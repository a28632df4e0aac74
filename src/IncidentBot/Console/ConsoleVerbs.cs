using System.CommandLine;

namespace IncidentBot.Host.Console;

/// <summary>What the program does beside serving: <c>verify</c>, <c>export</c>, <c>clocks check</c>, <c>backup</c>, <c>restore</c>, <c>teams-package</c>, <c>seal</c>, sign-in codes, and help.</summary>
public static class ConsoleVerbs
{
    private static readonly string[] Asks = ["--help", "-h", "-?", "--version"];

    /// <summary>Whether the first word is a console verb or asks for help; anything else configures the server.</summary>
    public static bool Knows(string[] args) => args.Length > 0 && (Asks.Contains(args[0]) || !args[0].StartsWith('-'));

    /// <summary>A line that cannot be read exits with 2, as unusable input does; 1 is left to what was checked and found wrong.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? 2 : code;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("IncidentBot runs security incidents. Without a verb it serves: --urls http://localhost:5000, --DataFolder <path>, --PlansFolder <path>.")
        {
            VerifyCommand.Create(),
            ExportCommand.Create(),
            ClocksCommand.Create(),
            RotateKeyCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            TeamsPackageCommand.Create(),
            SealCommand.Create(),
        };
        foreach (var command in SignInCommands.Create())
        {
            root.Add(command);
        }

        return root;
    }
}
