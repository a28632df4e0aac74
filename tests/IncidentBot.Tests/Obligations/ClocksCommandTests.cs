using System.CommandLine;
using IncidentBot.Host.Console;

namespace IncidentBot.Tests.Obligations;

public sealed class ClocksCommandTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [Fact]
    public void The_shipped_examples_check_out() => Assert.Equal(0, Invoke("check", Path.Combine(AppContext.BaseDirectory, "Obligations", "vectors.yaml"), "--strict"));

    [Fact]
    public void A_missing_file_is_said_in_words()
    {
        Assert.Equal(2, Invoke("check", "/nowhere/vectors.yaml"));
        Assert.Equal("There is no file /nowhere/vectors.yaml.", errors.ToString().Trim());
    }

    [Fact]
    public void A_file_that_is_no_list_of_examples_is_said_with_its_line()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "vectors:\n- id: V1\n");
        Assert.Equal(2, Invoke("check", file));
        Assert.Contains("line 2: 'row' is missing.", errors.ToString(), StringComparison.Ordinal);
        File.Delete(file);
    }

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    private int Invoke(params string[] arguments) => ClocksCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = errors });
}
