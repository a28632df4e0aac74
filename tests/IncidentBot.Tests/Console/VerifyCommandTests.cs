using IncidentBot.Core.Timeline;
using IncidentBot.Host.Console;
using IncidentBot.Tests.Timeline;

namespace IncidentBot.Tests.Console;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly TimelineSample sample = new(4);
    private readonly string folder = Directory.CreateTempSubdirectory("verify").FullName;

    public void Dispose()
    {
        sample.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_sound_file_exits_with_0_and_prints_the_report()
    {
        var (exit, output, error) = Run(Write(sample.Export()), "--head", sample.Head.Hash);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("Sound. 4 entries", output, StringComparison.Ordinal);
        Assert.Contains("entries 1 to 4 are what they were", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tampered_file_exits_with_1_and_names_the_entry()
    {
        var (exit, output, _) = Run(Write(TimelineSample.Without(sample.Export(), 2)));
        Assert.Equal(1, exit);
        Assert.Contains("NOT SOUND. Entry 2 was removed.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unusable_input_exits_with_2_and_one_sentence()
    {
        File.WriteAllText(Path.Combine(folder, "empty.json"), "");
        var good = Write(sample.Export());
        foreach (var arguments in new string[][] { [], [Path.Combine(folder, "none.json")], [Path.Combine(folder, "empty.json")], [folder], [good, "--head", "abc"] })
        {
            var (exit, output, error) = Run(arguments);
            Assert.Equal((2, ""), (exit, output));
            Assert.Single(error.Trim().Split('\n'));
        }
    }

    [Fact]
    public void A_relative_name_is_looked_up_where_the_person_stands()
    {
        Write(sample.Export());
        var before = Environment.GetEnvironmentVariable("PWD");
        try
        {
            Environment.SetEnvironmentVariable("PWD", folder);
            Assert.Equal(0, Run("timeline.json").Exit);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PWD", before);
        }
    }

    private static (int Exit, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = VerifyCommand.Create().Parse(arguments).Invoke(new() { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }

    private string Write(TimelineExport export)
    {
        var path = Path.Combine(folder, "timeline.json");
        File.WriteAllBytes(path, export.ToBytes());
        return path;
    }
}
