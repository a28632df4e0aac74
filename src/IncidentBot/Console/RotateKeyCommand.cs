using System.CommandLine;
using IncidentBot.Core;
using IncidentBot.Core.Timeline;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;

namespace IncidentBot.Host.Console;

/// <summary>Makes a new key for signing timelines: <c>rotate-key</c>. The old one stays beside it, because what it signed carries its public part and verifies as before.</summary>
public static class RotateKeyCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--DataFolder") { Description = "The data folder, if it is not ./data.", HelpName = "PATH" };
        var command = new Command("rotate-key", "Makes a new key for signing timelines and puts the old one aside. Restart the bot afterwards.") { data };
        command.SetAction(parsed => Run(DataFolder.Resolve(parsed.GetValue(data) ?? IncidentBotApp.ConsoleConfiguration()["DataFolder"]), parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(string folder, InvocationConfiguration io)
    {
        var path = DataFolder.TimelineKeyIn(folder);
        if (!File.Exists(path))
        {
            io.Error.WriteLine($"There is no key to rotate in {folder}: none was needed yet. Name the data folder: --DataFolder <path>.");
            return 2;
        }

        try
        {
            string old;
            using (var signer = TimelineSigner.LoadOrCreate(path))
            {
                old = signer.Fingerprint;
            }

            // A colon is no part of a file's name everywhere.
            var aside = Path.Combine(Path.GetDirectoryName(path)!, $"timeline-{string.Concat(old.Where(char.IsAsciiLetterOrDigit))}.pem");
            File.Move(path, aside);
            using var made = TimelineSigner.LoadOrCreate(path);
            io.Output.WriteLine($"New fingerprint: {made.Fingerprint}\nThe old key ({old}) is {aside}.\nRestart the bot: it signs with the old one until then.");
            return 0;
        }
        catch (RefusalException refused)
        {
            io.Error.WriteLine(refused.Refusal.Sentence);
            return 2;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            io.Error.WriteLine($"The key was not rotated: {fault.Message}");
            return 2;
        }
    }
}
