using IncidentBot.Core.Timeline;
using IncidentBot.Host.Data;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Timeline;

/// <summary>The timeline as verbs write it: erased where the law asks, exported whole, witnessed by what was posted.</summary>
public sealed class TimelineRouterTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_legal_erases_is_gone_from_room_and_export_and_the_chain_still_holds(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.DoAsync("sam", "note patient Jane Roe called about her chart", "INC-1");
        await bot.SettleAsync();
        var sequence = await bot.ReadAsync(db => db.TimelineEntries.Where(one => one.Kind == "note").Select(one => one.Sequence).SingleAsync());
        Assert.Equal("not-allowed", (await bot.SayAsync("nora", $"erase {sequence} it names a patient", "INC-1")).Code);
        await bot.DoAsync("lena", $"erase {sequence} it names a patient", "INC-1");
        await bot.DoAsync("sam", "note work goes on", "INC-1");
        await bot.SettleAsync();

        var (bytes, report) = await ExportAsync(bot, null);
        Assert.True(report.Sound, string.Join('\n', report.Lines));
        Assert.Contains(report.Lines, line => line.Contains("erased", StringComparison.Ordinal) && line.Contains($"{sequence}", StringComparison.Ordinal));
        Assert.DoesNotContain("Jane Roe", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        var posts = await bot.ReadAsync(db => db.RoomPosts.AsNoTracking().ToListAsync());
        Assert.DoesNotContain(posts, post => post.Text.Contains("Jane Roe", StringComparison.Ordinal));
        Assert.DoesNotContain(await bot.TimelineAsync("INC-1"), text => text.Contains("Jane Roe", StringComparison.Ordinal));
        Assert.Equal("already", (await bot.SayAsync("lena", $"erase {sequence} again", "INC-1")).Code);
        Assert.Equal("erasure-stays", (await bot.SayAsync("lena", $"erase {await LastErasureAsync(bot)} hide it", "INC-1")).Code);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_erased_before_the_room_was_told_is_never_told(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.DoAsync("sam", "note patient Jane Roe called about her chart", "INC-1");
        var sequence = await bot.ReadAsync(db => db.TimelineEntries.Where(one => one.Kind == "note").Select(one => one.Sequence).SingleAsync());
        await bot.DoAsync("lena", $"erase {sequence} it names a patient", "INC-1");
        await bot.SettleAsync();
        Assert.DoesNotContain(await bot.ReadAsync(db => db.RoomPosts.AsNoTracking().ToListAsync()), post => post.Text.Contains("Jane Roe", StringComparison.Ordinal));
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_head_that_was_printed_in_an_update_is_a_witness(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.DoAsync("sam", "update servers are isolated", "INC-1");
        await bot.DoAsync("sam", "note something later", "INC-1");
        await bot.SettleAsync();
        var post = await bot.ReadAsync(db => db.RoomPosts.AsNoTracking().SingleAsync(one => one.Key.StartsWith("update:")));
        var printed = System.Text.RegularExpressions.Regex.Match(post.Card!.Footnote!, "[0-9a-f]{64}").Value;

        var (_, report) = await ExportAsync(bot, printed);
        Assert.True(report.Sound, string.Join('\n', report.Lines));
        Assert.DoesNotContain(report.Lines, line => line.Contains("without a witnessed head", StringComparison.Ordinal));
        var (_, other) = await ExportAsync(bot, new string('0', 64));
        Assert.False(other.Sound);
    }

    private static async Task<(byte[] Bytes, VerificationReport Report)> ExportAsync(Bot bot, string? witness)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Core.Data.IncidentDb>();
        var export = await TimelineExports.OfAsync(db, await bot.IncidentAsync("INC-1"), bot.Services.GetRequiredService<TimelineSigner>(), bot.Time, CancellationToken.None);
        var bytes = export.ToBytes().ToArray();
        return (bytes, TimelineVerifier.Verify(TimelineExport.Read(bytes), witness));
    }

    private static Task<int> LastErasureAsync(Bot bot) => bot.ReadAsync(db => db.TimelineEntries.Where(one => one.Kind == TimelineChain.ErasedKind).MaxAsync(one => one.Sequence));
}
