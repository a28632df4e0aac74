using System.CommandLine;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;

namespace IncidentBot.Host.Console;

/// <summary>Makes what is uploaded to Teams: <c>teams-package FILE</c>. It reads the settings, and no database.</summary>
public static class TeamsPackageCommand
{
    /// <param name="settings">Where the app and the address stand; null for the program's own.</param>
    public static Command Create(IConfiguration? settings = null)
    {
        var file = new Argument<string>("FILE") { Description = "The zip to write. An existing file is not overwritten." };
        var app = new Option<string?>("--app-id") { Description = "The app's (client) id in Entra, if it is not the one of Teams:AppId. Where several are set up it says which.", HelpName = "ID" };
        var domain = new Option<string?>("--domain") { Description = "Where people open the web room, if it is not the one of PublicUrl.", HelpName = "NAME" };
        var command = new Command("teams-package", "Writes the app for Microsoft Teams as a zip to upload: the manifest, filled in from Teams:AppId and PublicUrl, and the icons.") { file, app, domain };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(app), parsed.GetValue(domain), settings ?? IncidentBotApp.ConsoleConfiguration(), parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(string file, string? app, string? domain, IConfiguration settings, InvocationConfiguration io)
    {
        try
        {
            var (path, id, name) = (ConsolePath.Resolve(file), AppOf(app, settings), DomainOf(domain, settings));
            var package = TeamsPackage.Make(id, name);
            using (var zip = new FileStream(path, FileMode.CreateNew))
            {
                zip.Write(package);
            }

            io.Output.WriteLine($"Wrote {path}: app {id}, web room at {name}.\nUpload it in the Teams admin center (Teams apps, Manage apps, Upload new app), and add the app to the team in which rooms are made.");
            return 0;
        }
        catch (RefusalException refused)
        {
            io.Error.WriteLine(Prose.Plain(refused.Refusal.Sentence));
            return 2;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            io.Error.WriteLine($"The package was not written: {fault.Message}");
            return 2;
        }
    }

    private static string AppOf(string? said, IConfiguration settings)
    {
        if (said is not null)
        {
            return TeamsPackage.AppId(said) ?? throw TeamsPackageRefusals.NoApp("--app-id", said).AsException();
        }

        var apps = settings.GetSection("Teams:Tenants").GetChildren().Prepend(settings.GetSection("Teams")).Select(one => one["AppId"]).Where(one => !string.IsNullOrWhiteSpace(one)).ToList();
        return apps switch
        {
            [] => throw TeamsPackageRefusals.AppMissing().AsException(),
            [var only] => TeamsPackage.AppId(only) ?? throw TeamsPackageRefusals.NoApp("The AppId in the settings", only!).AsException(),
            _ => throw TeamsPackageRefusals.SeveralApps(apps!).AsException(),
        };
    }

    private static string DomainOf(string? said, IConfiguration settings)
    {
        if (said is not null)
        {
            return TeamsPackage.Domain(said) ?? throw TeamsPackageRefusals.NoDomain("--domain", said).AsException();
        }

        return settings["PublicUrl"] is not { } address || string.IsNullOrWhiteSpace(address) ? throw TeamsPackageRefusals.DomainMissing().AsException()
            : TeamsPackage.Domain(address) ?? throw TeamsPackageRefusals.NoDomain("PublicUrl", address).AsException();
    }
}
