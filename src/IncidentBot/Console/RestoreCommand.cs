using System.CommandLine;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Timeline;
using IncidentBot.Host.Backups;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Console;

/// <summary>Puts a backup into a new data folder, and on PostgreSQL into a new database: <c>restore FILE --DataFolder EMPTY</c>. Then it verifies every timeline.</summary>
public static class RestoreCommand
{
    private const int NotSound = 1;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var data = new Option<string>("--DataFolder") { Description = "A folder that is empty or not there yet.", HelpName = "PATH", Required = true };
        var command = new Command("restore", "Puts a backup into an empty data folder; with ConnectionStrings__IncidentBot set, into that empty PostgreSQL database and the keys into the folder. Stop the server that the backup is of: two would both page people. Exit code 0: restored; 1: restored, and a timeline is not what was written; 2: nothing was restored.") { file, data };
        command.SetAction((parsed, cancel) => RunAsync(ConsolePath.Resolve(parsed.GetValue(file)!), DataFolder.Resolve(parsed.GetValue(data)), parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string file, string folder, InvocationConfiguration io, CancellationToken cancel)
    {
        try
        {
            using var backup = await BackupReader.OpenAsync(file, cancel);
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(one => Path.GetFileName(one) != "lock"))
            {
                throw BackupRefusals.FolderNotEmpty(folder).AsException();
            }

            using var taken = DataFolder.Take(folder);
            return await RestoreAsync(backup, taken, io, cancel);
        }
        catch (RefusalException refused)
        {
            await io.Error.WriteLineAsync(Prose.Plain(refused.Refusal.Sentence));
            return 2;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await io.Error.WriteLineAsync($"Nothing was restored: {fault.Message}");
            return 2;
        }
    }

    private static async Task<int> RestoreAsync(BackupReader backup, DataFolder folder, InvocationConfiguration io, CancellationToken cancel)
    {
        await using var db = IncidentBotApp.OpenNewDatabase(IncidentBotApp.ConsoleConfiguration(), folder.Path);
        try
        {
            await new Restore(backup, db).RunAsync(folder.Keys, cancel);
        }
        catch
        {
            Clear(folder);
            throw;
        }

        var (entries, wrong) = await VerifyAsync(db, folder, cancel);
        var manifest = backup.Manifest;
        await io.Output.WriteLineAsync($"Restored the {manifest.Database} database of {manifest.Made:yyyy-MM-dd HH:mm} UTC to {(db.Database.IsSqlite() ? folder.Database : "PostgreSQL")}, and {manifest.Keys.Count} keys to {folder.Keys}.");
        await io.Output.WriteLineAsync($"{manifest.Rows("Incidents")} incidents with {entries} timeline entries; {(wrong.Count == 0 ? "every timeline verifies." : "these are not sound:")}");
        foreach (var line in wrong)
        {
            await io.Output.WriteLineAsync(line);
        }

        return wrong.Count == 0 ? 0 : NotSound;
    }

    /// <summary>One incident at a time, so that the largest bounds the memory.</summary>
    private static async Task<(int Entries, List<string> Wrong)> VerifyAsync(IncidentDb db, DataFolder folder, CancellationToken cancel)
    {
        var (entries, wrong) = (0, new List<string>());
        using var signer = TimelineSigner.LoadOrCreate(folder.TimelineKey);
        foreach (var number in await db.Incidents.OrderBy(one => one.Number).Select(one => one.Number).ToListAsync(cancel))
        {
            var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Number == number, cancel);
            var export = await TimelineExports.OfAsync(db, incident, signer, TimeProvider.System, cancel);
            entries += export.Entries.Count;
            if (TimelineVerifier.Verify(export, incident.HeadHash) is { Sound: false } report)
            {
                wrong.Add($"{incident.Reference}: {report.First!.Sentence}");
            }
        }

        return (entries, wrong);
    }

    /// <summary>The folder was empty: what is in it now is a half of this restore.</summary>
    private static void Clear(DataFolder folder)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(folder.Keys).Concat(Directory.GetFiles(folder.Path, "incidentbot.db*")))
        {
            File.Delete(file);
        }
    }
}
