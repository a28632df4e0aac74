using System.CommandLine;
using IncidentBot.Core.Obligations;

namespace IncidentBot.Host.Console;

/// <summary>Console verbs about the legal clocks: <c>clocks check FILE</c> compares worked examples with what the product computes.</summary>
public static class ClocksCommand
{
    private const int BadFile = 2;

    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A YAML file with a list 'vectors': id, row, events (name to 2026-04-10 or 2026-04-10T16:00:00+02:00), due, and optionally zone, calendar, facts, unrolled, legal_latest. Relative to the directory you are in.",
        };
        var strict = new Option<bool>("--strict") { Description = "Fail when the file names a row that the catalogue does not have." };
        var check = new Command("check", "Compute every example of a file with the shipped catalogue and compare. Exit code 0: all agree; 1: some differ; 2: the file cannot be read.") { file, strict };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(file), parsed.GetValue(strict), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return new Command("clocks", "The legal clocks: statutory notification deadlines as data.") { check };
    }

    private static int Check(string file, bool strict, TextWriter output, TextWriter errors)
    {
        try
        {
            return new VectorCheck(Catalogue.Shipped, output).Run(VectorFile.Parse(File.ReadAllText(Resolve(file))), strict);
        }
        catch (DataFileException exception)
        {
            errors.WriteLine($"{file}: line {exception.Line}: {exception.Sentence}");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.WriteLine($"There is no file {Resolve(file)}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{Resolve(file)} cannot be read: {exception.Message}");
        }

        return BadFile;
    }

    /// <summary><c>dotnet run --project</c> moves the process to the project; the shell's PWD still says where the person is.</summary>
    private static string Resolve(string file) =>
        Path.GetFullPath(file, Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } shell && Path.IsPathRooted(shell) ? shell : Directory.GetCurrentDirectory());
}
