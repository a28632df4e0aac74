using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Host.Backups;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;

namespace IncidentBot.Host.Console;

/// <summary>Writes everything that is kept into one file, beside a running server: <c>backup --to FOLDER_OR_FILE</c>.</summary>
public static class BackupCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to") { Description = "A folder, or a file that is not there yet.", HelpName = "FOLDER_OR_FILE", Required = true };
        var data = new Option<string?>("--DataFolder") { Description = "The data folder, if it is not ./data.", HelpName = "PATH" };
        var command = new Command("backup", "Writes everything that is kept, the keys too, into one file that `restore` reads, on SQLite and on PostgreSQL alike. The server may go on. The file holds secrets and is not encrypted: keep it as you keep the data folder.") { to, data };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(to)!, parsed.GetValue(data), parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string to, string? data, InvocationConfiguration io, CancellationToken cancel)
    {
        try
        {
            await io.Output.WriteLineAsync(await WriteAsync(ConsolePath.Resolve(to), data, cancel));
            return 0;
        }
        catch (RefusalException refused)
        {
            await io.Error.WriteLineAsync(Prose.Plain(refused.Refusal.Sentence));
            return 2;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await io.Error.WriteLineAsync($"No backup was written: {fault.Message}");
            return 2;
        }
    }

    private static async Task<string> WriteAsync(string to, string? data, CancellationToken cancel)
    {
        var configuration = IncidentBotApp.ConsoleConfiguration();
        var folder = DataFolder.Resolve(data ?? configuration["DataFolder"]);
        var now = IncidentTime.Cut(TimeProvider.System.GetUtcNow());
        await using var db = IncidentBotApp.OpenDatabase(configuration, folder);
        var file = Directory.Exists(to) ? Path.Combine(to, $"incidentbot-{now.ToString("yyyy-MM-dd'T'HH-mm-ss'Z'", CultureInfo.InvariantCulture)}.zip") : to;
        if (File.Exists(file))
        {
            throw BackupRefusals.FileThere(file).AsException();
        }

        // Under another name until it is whole and on the disk, so that what has the name is a backup.
        var part = $"{file}.part";
        try
        {
            BackupManifest manifest;
            string hash;
            await using (var stream = PrivateFile.Create(part))
            {
                manifest = await BackupWriter.WriteAsync(db, DataFolder.KeysIn(folder), stream, now, cancel);
                stream.Flush(flushToDisk: true);
                stream.Position = 0;
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
            }

            File.Move(part, file);
            return $"Wrote {file}: {manifest.Rows("Incidents")} incidents, {manifest.Rows("TimelineEntries")} timeline entries, {manifest.Keys.Count} keys. It holds secrets: keep it as you keep the data folder.\nSHA-256 {hash}";
        }
        catch (Exception fault) when (!(fault is IOException && File.Exists(file)))
        {
            File.Delete(part);
            throw;
        }
    }
}
