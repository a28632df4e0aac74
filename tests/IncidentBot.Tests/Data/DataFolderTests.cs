using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Host.Data;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Data;

/// <summary>What is kept is kept by one process, survives a power cut and is its owner's alone.</summary>
public sealed class DataFolderTests
{
    [Fact]
    public void A_second_process_is_refused_the_folder_in_words_and_gets_it_when_the_first_has_gone()
    {
        var path = Directory.CreateTempSubdirectory("incidentbot-folder").FullName;
        using (DataFolder.Take(path))
        {
            var refused = Assert.Throws<RefusalException>(() => DataFolder.Take(path)).Refusal;
            Assert.Equal("data-folder-taken", refused.Code);
            Assert.Contains(path, refused.Sentence, StringComparison.Ordinal);
            Assert.Contains("--DataFolder", refused.Sentence, StringComparison.Ordinal);
        }

        DataFolder.Take(path).Dispose();
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public void A_new_folder_and_its_keys_are_readable_by_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var parent = Directory.CreateTempSubdirectory("incidentbot-folder").FullName;
        using (var folder = DataFolder.Take(Path.Combine(parent, "data")))
        {
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(owner, File.GetUnixFileMode(folder.Path));
            Assert.Equal(owner, File.GetUnixFileMode(folder.Keys));
        }

        Directory.Delete(parent, recursive: true);
    }

    [Fact]
    public async Task Every_connection_to_the_embedded_database_writes_ahead_and_syncs_in_full()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);

        // Several at once have handles of their own; the second time they have those that the first gave back.
        for (var round = 0; round < 2; round++)
        {
            var open = Enumerable.Range(0, 5).Select(_ => bot.Services.CreateAsyncScope()).ToList();
            foreach (var scope in open)
            {
                var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
                Assert.Equal("wal", await PragmaAsync<string>(db, "journal_mode"));
                Assert.Equal(2L, await PragmaAsync<long>(db, "synchronous"));
                Assert.Equal(1L, await PragmaAsync<long>(db, "foreign_keys"));
            }

            foreach (var scope in open)
            {
                await scope.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_connection_that_is_made_after_all_others_are_thrown_away_does_so_too()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)await bot.ReadAsync(db => Task.FromResult(db.Database.GetDbConnection())));
        await using var scope = bot.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        Assert.Equal(2L, await PragmaAsync<long>(db, "synchronous"));
        Assert.Equal(1L, await PragmaAsync<long>(db, "foreign_keys"));
    }

    private static async Task<T> PragmaAsync<T>(IncidentDb db, string name)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The name is one of three constants above; a pragma takes no parameter.
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
