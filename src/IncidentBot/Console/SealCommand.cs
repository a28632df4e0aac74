using System.CommandLine;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;

namespace IncidentBot.Host.Console;

/// <summary>Encrypts a secret for the settings: <c>seal</c>. It is read from the input, so that no shell remembers it.</summary>
public static class SealCommand
{
    /// <param name="input">Where the secret comes from; null for the program's own input.</param>
    public static Command Create(TextReader? input = null)
    {
        var data = new Option<string?>("--DataFolder") { Description = "The data folder, if it is not ./data.", HelpName = "PATH" };
        var command = new Command("seal", "Reads a secret, such as a client secret or a token, and writes what to put into the settings instead of it. Only a bot with this data folder can read it.") { data };
        command.SetAction(parsed => Run(DataFolder.Resolve(parsed.GetValue(data) ?? IncidentBotApp.ConsoleConfiguration()["DataFolder"]), input ?? System.Console.In, parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(string folder, TextReader input, InvocationConfiguration io)
    {
        if (input.ReadLine()?.Trim() is not { Length: > 0 } secret)
        {
            io.Error.WriteLine("There is nothing to seal. Type the secret and press Enter, or pipe it in.");
            return 2;
        }

        try
        {
            io.Output.WriteLine(SealedSettings.Seal(folder, secret));
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            io.Error.WriteLine($"The secret was not sealed: {fault.Message}");
            return 2;
        }
    }
}
