using System.CommandLine;
using IncidentBot.Core.Timeline;
using IncidentBot.Host.Console;
using IncidentBot.Host.Data;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Console;

/// <summary>What an operator types to take a backup away and to put it back.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-backups").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [Fact]
    public async Task A_backup_beside_the_running_server_is_restored_into_an_empty_folder_with_its_keys_for_this_user_alone()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        var fingerprint = bot.Services.GetRequiredService<TimelineSigner>().Fingerprint;
        Assert.Equal(0, await RunAsync(BackupCommand.Create(), "--to", folder, "--DataFolder", bot.Folder));
        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.Matches(@"incidentbot-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.zip$", file);
        Assert.Contains("1 incidents", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("It holds secrets", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"SHA-256 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file)))}", output.ToString(), StringComparison.Ordinal);
        Private(file);

        var target = Path.Combine(folder, "again");
        Assert.Equal(0, await RunAsync(RestoreCommand.Create(), file, "--DataFolder", target));
        Assert.Contains("every timeline verifies", output.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(DataFolder.DatabaseIn(target)));
        Assert.All(Directory.GetFiles(DataFolder.KeysIn(target)), Private);
        using var signer = TimelineSigner.LoadOrCreate(DataFolder.TimelineKeyIn(target));
        Assert.Equal(fingerprint, signer.Fingerprint);
    }

    [Fact]
    public async Task What_is_there_is_written_over_by_neither()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        var file = Path.Combine(folder, "mine.zip");
        await File.WriteAllTextAsync(file, "mine");
        Assert.Equal(2, await RunAsync(BackupCommand.Create(), "--to", file, "--DataFolder", bot.Folder));
        Assert.Contains($"{file} is there already. Nothing was written.", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));

        var backup = Path.Combine(folder, "backup.zip");
        Assert.Equal(0, await RunAsync(BackupCommand.Create(), "--to", backup, "--DataFolder", bot.Folder));
        var target = Directory.CreateDirectory(Path.Combine(folder, "target")).FullName;
        await File.WriteAllTextAsync(Path.Combine(target, "incidentbot.db"), "mine");
        Assert.Equal(2, await RunAsync(RestoreCommand.Create(), backup, "--DataFolder", target));
        Assert.Contains($"{target} is not empty. Nothing was restored.", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", Assert.Single(await Task.WhenAll(Directory.GetFiles(target).Select(one => File.ReadAllTextAsync(one)))));
    }

    [Fact]
    public async Task A_restore_that_fails_leaves_the_folder_as_empty_as_it_was()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        _ = bot.Services.GetRequiredService<TimelineSigner>();
        using var archive = await Backups.Archive.OfAsync(bot);
        archive.ChangeManifest(json => json["schema"]!.AsArray().Add("Telepathy"));
        var target = Path.Combine(folder, "target");
        Assert.Equal(2, await RunAsync(RestoreCommand.Create(), archive.File, "--DataFolder", target));
        Assert.Contains("comes from a newer version of IncidentBot", errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(target, "*", SearchOption.AllDirectories), one => Path.GetFileName(one) != "lock");

        archive.ChangeManifest(json => json["schema"]!.AsArray().RemoveAt(json["schema"]!.AsArray().Count - 1));
        Assert.Equal(0, await RunAsync(RestoreCommand.Create(), archive.File, "--DataFolder", target));
    }

    [Fact]
    public async Task A_file_or_a_folder_that_is_not_there_is_said()
    {
        Assert.Equal(2, await RunAsync(RestoreCommand.Create(), Path.Combine(folder, "none.zip"), "--DataFolder", Path.Combine(folder, "target")));
        Assert.StartsWith("Nothing was restored: ", errors.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "target")));
        errors.GetStringBuilder().Clear();
        Assert.Equal(2, await RunAsync(BackupCommand.Create(), "--to", folder, "--DataFolder", folder));
        Assert.StartsWith("There is no database in", errors.ToString(), StringComparison.Ordinal);
        errors.GetStringBuilder().Clear();
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        Assert.Equal(2, await RunAsync(BackupCommand.Create(), "--to", Path.Combine(folder, "no", "such", "folder.zip"), "--DataFolder", bot.Folder));
        Assert.StartsWith("No backup was written: ", errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static void Private(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private Task<int> RunAsync(Command command, params string[] arguments) => command.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
}
