using System.CommandLine;

namespace IncidentBot.Host.Console;

/// <summary>What the program does beside serving: <c>verify</c>, <c>export</c>, <c>clocks check</c>, and help.</summary>
public static class ConsoleVerbs
{
    private static readonly string[] Asks = ["--help", "-h", "-?", "--version"];

    /// <summary>Whether the first word is a console verb or asks for help; anything else configures the server.</summary>
    public static bool Knows(string[] args) => args.Length > 0 && (Asks.Contains(args[0]) || !args[0].StartsWith('-'));

    public static Task<int> RunAsync(string[] args) => Root().Parse(args).InvokeAsync();

    private static RootCommand Root() => new("IncidentBot runs security incidents. Without a verb it serves: --urls http://localhost:5000, --DataFolder <path>, --PlansFolder <path>.")
    {
        VerifyCommand.Create(),
        ExportCommand.Create(),
        ClocksCommand.Create(),
    };
}
