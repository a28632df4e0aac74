using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Data;

/// <summary>The disk under the embedded database is full: nothing is recorded and that is said, and when there is room again it goes on.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_said_in_words_nothing_is_recorded_and_it_goes_on_when_there_is_room()
    {
        var disk = Directory.CreateTempSubdirectory("incidentbot-disk").FullName;
        Assert.SkipWhen(!await RunAsync("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk), "A small disk can be mounted only by root.");
        try
        {
            await using (var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings: ["--DataFolder", Path.Combine(disk, "data")]))
            {
                using var http = new HttpClient { BaseAddress = bot.Address };
                await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
                Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
                await FillAsync(Path.Combine(disk, "filler"));
                for (var n = 0; n < 3; n++)
                {
                    var reply = await bot.SayAsync("sam", $"note lost words {new string('x', 1800)}", "INC-1");
                    Assert.Equal("not-recorded", reply.Code);
                }

                bot.Time.Advance(TimeSpan.FromSeconds(10));
                Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), ((await http.GetAsync("/health/live")).StatusCode, (await http.GetAsync("/health/ready")).StatusCode));
                Assert.Contains(await bot.TimelineAsync("INC-1"), line => line.Contains("ransom note", StringComparison.Ordinal));
                Assert.DoesNotContain(bot.Logs.Lines, one => one.Level >= LogLevel.Error);

                File.Delete(Path.Combine(disk, "filler"));
                bot.Time.Advance(TimeSpan.FromSeconds(10));
                Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
                await bot.DoAsync("sam", "note found words", "INC-1");
                await bot.SettleAsync();
                Assert.DoesNotContain(await bot.TimelineAsync("INC-1"), line => line.Contains("lost words", StringComparison.Ordinal));
                Assert.NotEmpty(await bot.InboxAsync("nora"));
                await bot.VerifyAsync("INC-1");
            }
        }
        finally
        {
            Assert.True(await RunAsync("umount", disk));
            Directory.Delete(disk);
        }
    }

    private static async Task FillAsync(string file)
    {
        await using var filler = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 65536, 4096, 1 })
        {
            try
            {
                for (var n = 0; n < 100_000; n++)
                {
                    filler.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
            }
        }
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
