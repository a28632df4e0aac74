using System.CommandLine;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Host.Console;

/// <summary>Verifies an exported timeline without a database: <c>verify FILE [--head HASH]</c>. Exits with 0 where it is sound, 1 where it is not, 2 where the input cannot be used.</summary>
public static class VerifyCommand
{
    public static Command Create()
    {
        // Optional for the parser alone, so that a missing FILE exits with 2 as any unusable input does, not with the parser's 1.
        var file = new Argument<string?>("FILE") { Description = "The exported timeline.", Arity = ArgumentArity.ZeroOrOne };
        var head = new Option<string?>("--head") { Description = "A head that was noted elsewhere, from an update or a post-mortem: 64 hexadecimal digits.", HelpName = "HASH" };
        var command = new Command("verify", "Tells whether an exported timeline is what was written, and which entry is the first that is not.") { file, head };
        command.SetAction(parsed => Run(parsed.GetValue(file), parsed.GetValue(head), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string? file, string? head, TextWriter output, TextWriter error)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(file)) throw TimelineRefusals.NoFile().AsException();

            var report = TimelineVerifier.Verify(TimelineExport.ReadFile(Resolve(file)), head);
            foreach (var line in report.Lines) output.WriteLine(line);
            return report.Sound ? 0 : 1;
        }
        catch (RefusalException refused)
        {
            error.WriteLine(Prose.Plain(refused.Refusal.Sentence));
            return 2;
        }
    }

    /// <summary>Against the folder the person stands in: <c>dotnet run --project</c> changes the current one, PWD still tells it.</summary>
    private static string Resolve(string file)
    {
        var here = Environment.GetEnvironmentVariable("PWD");
        return Path.Combine(string.IsNullOrEmpty(here) ? Environment.CurrentDirectory : here, file);
    }
}
