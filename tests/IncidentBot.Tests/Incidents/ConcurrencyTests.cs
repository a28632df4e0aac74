using IncidentBot.Core.Incidents;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Incidents;

/// <summary>Everybody at once: nothing is lost, nothing is refused for the database's sake, nothing is done twice.</summary>
public sealed class ConcurrencyTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Fifty_verbs_at_once_on_one_incident_are_all_kept(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 3");
        await bot.SettleAsync();
        string[] who = ["nora", "sam", "ravi"];
        var said = Enumerable.Range(0, 50).Select(n => (Who: who[n % 3], Line: (n % 10) switch
        {
            0 => $"severity {n / 10 % 5 + 1} wave {n}",
            1 => $"task add step {n}",
            2 => $"task done {n / 10 + 1}",
            3 => $"scope systems=FS{n} total={n}",
            4 => $"page {(n % 20 == 4 ? "technical-lead" : "legal")} please {n}",
            5 => $"role scribe @{who[n / 10 % 3]}",
            _ => $"note remark {n}.",
        })).ToList();

        var replies = await Task.WhenAll(said.Select(async one => (one.Line, Reply: await bot.SayAsync(one.Who, one.Line, "INC-1"))));

        Assert.DoesNotContain(replies, one => one.Reply.Code == "not-recorded");
        Assert.All(replies.Where(one => one.Reply.Refused), one => Assert.Contains(one.Reply.Code, new[] { "already", "no-such-task" }));
        var timeline = await bot.TimelineAsync("INC-1");
        foreach (var note in replies.Where(one => one.Line.StartsWith("note", StringComparison.Ordinal)))
        {
            Assert.False(note.Reply.Refused);
            Assert.Single(timeline, text => text.EndsWith(note.Line["note ".Length..], StringComparison.Ordinal));
        }

        await bot.SettleAsync();
        var sequences = await bot.ReadAsync(db => db.TimelineEntries.OrderBy(one => one.Sequence).Select(one => one.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, sequences.Count), sequences);
        var pages = await bot.ReadAsync(db => db.Pages.OrderBy(one => one.Number).Select(one => one.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, pages.Count), pages);
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Thirty_declares_at_once_get_thirty_numbers(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => bot.DoAsync("sam", $"declare alarm {n} --client {(n % 2 == 0 ? "contoso-dental --severity 1" : "contoso-dental")}")));

        Assert.Equal(Enumerable.Range(1, 30), replies.Select(one => one.Incident!.Value.Number).Order());
        Assert.Equal(30, await bot.ReadAsync(db => db.Rooms.CountAsync()));
        await bot.SettleAsync();
        Assert.Equal(30, await bot.ReadAsync(db => db.RoomPosts.CountAsync(post => post.Pinned)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_two_merges_in_opposite_directions_one_wins(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        for (var pair = 0; pair < 4; pair++)
        {
            var (one, other) = ($"INC-{pair * 2 + 1}", $"INC-{pair * 2 + 2}");
            await bot.DoAsync("sam", "declare the beacon --client contoso-dental");
            await bot.DoAsync("sam", "declare the beacon again --client contoso-dental");
            var replies = await Task.WhenAll(bot.SayAsync("nora", $"merge {other}", one), bot.SayAsync("nora", $"merge {one}", other));

            var refused = Assert.Single(replies, reply => reply.Refused);
            Assert.Contains(refused.Code, new[] { "merge-across", "wrong-state" });
            IncidentState[] states = [(await bot.IncidentAsync(one)).State, (await bot.IncidentAsync(other)).State];
            Assert.Equal([IncidentState.Triage, IncidentState.Merged], states.Order());
            await bot.VerifyAsync(one);
            await bot.VerifyAsync(other);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_delivery_that_arrives_ten_times_at_once_acts_once(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bot.SayAsync("sam", "note the same delivery.", "INC-1", key: "slack:Ev1")));

        Assert.All(replies, reply => Assert.Equal(replies[0].Text, reply.Text));
        Assert.Single(await bot.TimelineAsync("INC-1"), text => text.EndsWith("the same delivery.", StringComparison.Ordinal));
    }
}
