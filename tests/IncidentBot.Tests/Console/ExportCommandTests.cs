using System.CommandLine;
using IncidentBot.Host.Console;
using IncidentBot.Host.Data;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Console;

/// <summary>A timeline that is taken away verifies elsewhere, and tells who has touched it.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-export").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [Fact]
    public async Task What_is_exported_beside_the_running_server_verifies_and_a_changed_word_is_named()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.DoAsync("sam", "note FS01 is off the network", "INC-1");
        var file = Path.Combine(folder, "inc-1.json");
        Assert.Equal(0, await ExportAsync("INC-1", "--to", file, "--DataFolder", bot.Folder));
        var head = (await bot.IncidentAsync("INC-1")).HeadHash;
        Assert.Contains(head, output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Verify(file, "--head", head));

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("FS01 is off the network", "FS01 is on the network", StringComparison.Ordinal));
        output.GetStringBuilder().Clear();
        Assert.Equal(1, Verify(file));
        var note = (await bot.TimelineAsync("INC-1")).Count;
        Assert.Contains($"{note}", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("altered", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_written_over()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        var file = Path.Combine(folder, "kept.json");
        await File.WriteAllTextAsync(file, "mine");
        Assert.Equal(2, await ExportAsync("INC-1", "--to", file, "--DataFolder", bot.Folder));
        Assert.Contains("The export was not written", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("INC-7", "There is no INC-7 in this database.")]
    [InlineData("seven", "\"seven\" is not an incident. Write it as INC-42.")]
    public async Task An_incident_that_is_not_there_is_said_in_words_and_nothing_is_written(string incident, string sentence)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        var file = Path.Combine(folder, "none.json");
        Assert.Equal(2, await ExportAsync(incident, "--to", file, "--DataFolder", bot.Folder));
        Assert.Equal(sentence, errors.ToString().Trim());
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_folder_without_a_database_is_said_and_none_is_made()
    {
        Assert.Equal(2, await ExportAsync("INC-1", "--to", Path.Combine(folder, "x.json"), "--DataFolder", folder));
        Assert.Contains("There is no database in", errors.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(DataFolder.DatabaseIn(folder)));
    }

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task<int> ExportAsync(params string[] arguments) => ExportCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });

    private int Verify(params string[] arguments) => VerifyCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = errors });
}
