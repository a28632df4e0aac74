using System.CommandLine;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Timeline;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Console;

/// <summary>Writes an incident's timeline with its signed head to a file: <c>export INC-n --to FILE</c>. It reads beside a running server.</summary>
public static class ExportCommand
{
    public static Command Create()
    {
        var incident = new Argument<string>("INCIDENT") { Description = "The incident, such as INC-42." };
        var to = new Option<string>("--to") { Description = "The file to write. An existing file is not overwritten.", HelpName = "FILE", Required = true };
        var data = new Option<string?>("--DataFolder") { Description = "The data folder, if it is not ./data.", HelpName = "PATH" };
        var command = new Command("export", "Writes an incident's timeline, with its signed head, to a file that `verify` reads.") { incident, to, data };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(incident)!, parsed.GetValue(to)!, parsed.GetValue(data), parsed.InvocationConfiguration, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string incident, string to, string? data, InvocationConfiguration io, CancellationToken cancel)
    {
        try
        {
            await io.Output.WriteLineAsync(await WriteAsync(incident, ConsolePath.Resolve(to), data, cancel));
            return 0;
        }
        catch (RefusalException refused)
        {
            await io.Error.WriteLineAsync(Prose.Plain(refused.Refusal.Sentence));
            return 2;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await io.Error.WriteLineAsync($"The export was not written: {fault.Message}");
            return 2;
        }
    }

    private static async Task<string> WriteAsync(string text, string to, string? data, CancellationToken cancel)
    {
        if (!IncidentReference.TryParse(text, out var reference))
        {
            throw new RefusalException(new Refusal("bad-reference", $"\"{text}\" is not an incident. Write it as INC-42."));
        }

        var configuration = IncidentBotApp.ConsoleConfiguration();
        var folder = DataFolder.Resolve(data ?? configuration["DataFolder"]);
        await using var db = IncidentBotApp.OpenDatabase(configuration, folder);
        var incident = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(one => one.Number == reference.Number, cancel)
            ?? throw new RefusalException(new Refusal("no-such-incident", $"There is no {reference} in this database."));
        using var signer = TimelineSigner.LoadOrCreate(DataFolder.TimelineKeyIn(folder));
        var export = await TimelineExports.OfAsync(db, incident, signer, TimeProvider.System, cancel);
        await using var file = new FileStream(to, FileMode.CreateNew);
        export.WriteTo(file);
        return $"Wrote {export.Entries.Count} entries of {reference} to {to}. Head: {export.Head.Head.Hash}";
    }
}
