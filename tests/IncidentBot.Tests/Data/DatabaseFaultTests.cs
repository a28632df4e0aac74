using System.Collections.Concurrent;
using System.Net;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.Hosting;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace IncidentBot.Tests.Data;

/// <summary>The database goes away in every way that we could think of. Whoever typed is told the truth, and the bot goes on by itself.</summary>
public sealed class DatabaseFaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_was_not_answered_is_looked_up_before_anything_is_said(bool arrived)
    {
        await using var wire = Wire.Start();
        await using var bot = await DeclaredAsync(wire);
        wire.NextCommit = arrived ? CommitFault.Unanswered : CommitFault.Lost;
        var reply = await bot.SayAsync("sam", "note FS01 is off the network", "INC-1", key: "once");
        Assert.False(reply.Refused, reply.Text);
        Assert.Equal(reply.Text, (await bot.SayAsync("sam", "note FS01 is off the network", "INC-1", key: "once")).Text);
        Assert.Single(await LinesAsync(bot), line => line.Contains("FS01 is off the network", StringComparison.Ordinal));
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_nobody_can_look_it_up_nothing_is_claimed_and_the_same_sent_again_is_done_once(bool arrived)
    {
        await using var wire = Wire.Start();
        await using var bot = await DeclaredAsync(wire, listen: true);
        using var sam = await Browser.SignedInAsync(bot, "sam");
        var page = await sam.TextAsync("/incidents/INC-1");
        wire.RefusesAfterCommit = true;
        wire.NextCommit = arrived ? CommitFault.Unanswered : CommitFault.Lost;
        (string, string)[] note = [("line", "/incident note FS01 is off the network"), ("incident", "INC-1"), ("key", "k1")];
        using var lost = await sam.SendFormAsync("/lines", page, note);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, lost.StatusCode);
        var words = await lost.Content.ReadAsStringAsync();
        Assert.StartsWith("The database stopped answering at the last moment. It is not known whether this was recorded.", words, StringComparison.Ordinal);

        wire.Refuses = false;
        NpgsqlConnection.ClearAllPools();
        (await sam.SendFormAsync("/lines", page, note)).EnsureSuccessStatusCode();
        Assert.Single(await LinesAsync(bot), line => line.Contains("FS01 is off the network", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_refuses_is_said_in_words_and_nothing_was_recorded()
    {
        await using var wire = Wire.Start();
        await using var bot = await DeclaredAsync(wire, listen: true);
        using var sam = await Browser.SignedInAsync(bot, "sam");
        using var http = new HttpClient { BaseAddress = bot.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        var page = await sam.TextAsync("/incidents/INC-1");
        var known = SamOf(bot);
        wire.Refuse();
        Assert.Equal("not-recorded", (await bot.Services.GetRequiredService<VerbText>().HandleAsync("refused", known, new VerbLine("note lost words", []), new(1), CancellationToken.None)).Code);
        using var read = await sam.GetAsync("/incidents/INC-1");
        using var sent = await sam.SendFormAsync("/lines", page, ("line", "hello"), ("incident", "INC-1"), ("key", "k2"));
        foreach (var answer in new[] { read, sent })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.StartsWith("IncidentBot's database does not answer.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        bot.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), ((await http.GetAsync("/health/live")).StatusCode, (await http.GetAsync("/health/ready")).StatusCode));
        wire.Refuses = false;
        bot.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        Assert.DoesNotContain(await LinesAsync(bot), text => text.Contains("lost words", StringComparison.Ordinal));
        await bot.DoAsync("sam", "note found words", "INC-1");
        Assert.DoesNotContain(bot.Logs.Lines, one => one.Level >= LogLevel.Error);
        Assert.InRange(bot.Logs.Lines.Count(one => one.Level is LogLevel.Warning), 1, 2);
    }

    [Fact]
    public async Task A_database_that_is_slow_is_waited_for_and_one_that_hangs_is_not_waited_for_long()
    {
        await using var wire = Wire.Start();
        await using var bot = await DeclaredAsync(wire, connection => $"{connection};Command Timeout=1");
        wire.Delay = TimeSpan.FromMilliseconds(40);
        await bot.DoAsync("sam", "note slow but sure", "INC-1");
        var sam = SamOf(bot);
        wire.Delay = TimeSpan.FromSeconds(30);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var reply = await bot.Services.GetRequiredService<VerbText>().HandleAsync("hangs", sam, new VerbLine("note lost words", []), new(1), CancellationToken.None);
        Assert.Equal("not-recorded", reply.Code);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        wire.Delay = TimeSpan.Zero;
        wire.Cut();
        Assert.DoesNotContain(await LinesAsync(bot), text => text.Contains("lost words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Background_work_neither_spins_nor_storms_while_the_database_is_away_and_goes_on_by_itself()
    {
        await using var wire = Wire.Start();
        var by = "";
        await using var bot = await DeclaredAsync(wire, connection => by = connection, listen: true);
        await bot.DoAsync("sam", "page legal please join", "INC-1");
        wire.Refuse();
        var before = wire.Accepted;
        using var work = ActivatorUtilities.CreateInstance<BackgroundWork>(bot.Services);
        using var listener = new PostgresListener(by, bot.Services.GetRequiredService<Signals>(), bot.Services.GetRequiredService<Outage>());
        await work.StartAsync(CancellationToken.None);
        await listener.StartAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.InRange(wire.Accepted - before, 1, 40);
        Assert.Single(bot.Logs.Lines, one => one.Level >= LogLevel.Warning);

        using var heard = bot.Services.GetRequiredService<Signals>().Listen();
        wire.Refuses = false;
        await EventuallyAsync(() => PastCutAsync(() => bot.ReadAsync(db => db.Effects.AllAsync(effect => effect.State != EffectState.Pending))));

        // The line to the other processes is there again as well.
        var subject = Guid.NewGuid();
        await EventuallyAsync(async () =>
        {
            await PastCutAsync(() => bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"SELECT pg_notify('incidentbot', {subject.ToString()})")));
            await Task.Delay(100);
            while (heard.Reader.TryRead(out var one))
            {
                if (one == subject)
                {
                    return true;
                }
            }

            return false;
        });
        await work.StopAsync(CancellationToken.None);
        await listener.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_server_that_is_restarted_and_killed_under_work_loses_nothing_that_was_answered()
    {
        await using var server = await OwnPostgres.StartAsync();
        await using var bot = await Bot.StartAsync(Database.Sqlite, settings: ["--ConnectionStrings:IncidentBot", server.Connection]);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        var (done, refused, unknown) = (new ConcurrentBag<string>(), new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var sam = SamOf(bot);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 2000 && !stop.IsCancellationRequested; n++)
            {
                var words = $"finding {writer}-{n}.";
                try
                {
                    var reply = await bot.Services.GetRequiredService<VerbText>().HandleAsync($"{writer}:{n}", sam, new VerbLine($"note {words}", []), new(1), CancellationToken.None);
                    (reply.Refused ? refused : done).Add(words);
                    Assert.True(reply.Code is null or "not-recorded", reply.Text);
                }
                catch (OutcomeUnknownException)
                {
                    unknown.Add(words);
                }
            }
        })).ToList();
        foreach (var how in new[] { "fast", "immediate" })
        {
            await Task.Delay(500);
            await server.StopAsync(how);
            await Task.Delay(500);
            await server.StartAgainAsync();
        }

        await Task.Delay(500);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        var notes = (await LinesAsync(bot)).Where(line => line.Contains("finding", StringComparison.Ordinal)).ToList();
        Assert.All(done, words => Assert.Single(notes, line => line.Contains(words, StringComparison.Ordinal)));
        Assert.All(refused, words => Assert.DoesNotContain(notes, line => line.Contains(words, StringComparison.Ordinal)));
        Assert.NotEmpty(done);
        await bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task A_start_before_the_database_waits_for_it_and_says_so_once()
    {
        Assert.SkipWhen(Databases.Server is null, $"PostgreSQL is not started: run tests/run.sh, or set {Databases.Variable}.");
        await using var wire = Wire.Start();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:IncidentBot", (string?)wire.To(Databases.Server!))]).Build();
        wire.Refuse();
        using var says = new StringWriter();
        var waiting = DatabaseWait.ForAsync(configuration, says, CancellationToken.None);
        await Task.Delay(2500);
        Assert.False(waiting.IsCompleted);
        wire.Refuses = false;
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Single(says.ToString().Trim().Split('\n'), line => line.StartsWith("The database does not answer (", StringComparison.Ordinal));

        var missing = new NpgsqlConnectionStringBuilder(Databases.Server) { Database = "none_such" }.ConnectionString;
        await Assert.ThrowsAsync<PostgresException>(() => DatabaseWait.ForAsync(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:IncidentBot", (string?)missing)]).Build(), says, CancellationToken.None));
    }

    private static async Task<Bot> DeclaredAsync(Wire wire, Func<string, string>? more = null, bool listen = false)
    {
        var bot = await Bot.ThroughAsync(connection => (more ?? (one => one))(wire.To(connection)), listen, sampleOnly: listen);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.SettleAsync();
        return bot;
    }

    private static Id<Core.Organisations.Person> SamOf(Bot bot) => bot.PersonAsync("sam").GetAwaiter().GetResult().Id;

    /// <summary>A test reads by the pool of the bot, in which connections may lie that were cut.</summary>
    private static Task<IReadOnlyList<string>> LinesAsync(Bot bot) => PastCutAsync(() => bot.TimelineAsync("INC-1"));

    private static async Task<T> PastCutAsync<T>(Func<Task<T>> reads)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                return await reads();
            }
            catch (Exception fault) when (n < 20 && Transient.IsDown(fault))
            {
            }
        }
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var n = 0; n < 150; n++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("It did not come to hold within 15 seconds.");
    }
}
