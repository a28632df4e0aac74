using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;
using IncidentBot.Core.WarRooms;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Effects;

/// <summary>Lanes: a room that fails holds up nothing but itself, order holds, and nothing is done twice.</summary>
public sealed class RelayTests
{
    private readonly Trouble trouble = new();

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_failing_room_waits_with_back_off_and_retry_mends_it_while_pages_go_out(Database database)
    {
        trouble.Before = _ => throw new HttpRequestException("chat is down");
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.SettleAsync();

        Assert.Contains(await bot.InboxAsync("nora"), notice => notice.Kind is NoticeKind.Page);
        var failing = Assert.Single((await CardAsync(bot)).Sections, section => section.Heading.Contains("retry", StringComparison.Ordinal));
        Assert.Equal("open the room: failed once (HttpRequestException)", Assert.Single(failing.Lines, line => line.Tone == "danger").Text);
        for (var (wait, attempts) = (1, 1); wait <= 8; wait *= 2)
        {
            await bot.PassAsync(TimeSpan.FromSeconds(wait) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempts, await AttemptsAsync(bot));
            await bot.PassAsync(TimeSpan.FromMilliseconds(1));
            Assert.Equal(++attempts, await AttemptsAsync(bot));
        }

        trouble.Before = _ => Task.CompletedTask;
        await bot.DoAsync("sam", "retry", "INC-1");
        await bot.SettleAsync();
        Assert.Equal(RoomState.Open, await bot.ReadAsync(db => db.Rooms.Select(room => room.State).SingleAsync()));
        Assert.Equal(0, await bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));
        Assert.DoesNotContain((await CardAsync(bot)).Sections, section => section.Heading.Contains("retry", StringComparison.Ordinal));
        Assert.Equal("nothing-waits", (await bot.SayAsync("sam", "retry", "INC-1")).Code ?? "nothing-waits");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_room_that_asks_to_wait_is_left_alone_for_as_long(Database database)
    {
        trouble.Before = call => call == "card" ? throw new RetryAfterException(TimeSpan.FromSeconds(90), "slow down") : Task.CompletedTask;
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.SettleAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(89));
        Assert.Equal(1, await AttemptsAsync(bot));
        trouble.Before = _ => Task.CompletedTask;
        await bot.SettleAsync();
        Assert.Empty(trouble.Cards);
        await bot.PassAsync(TimeSpan.FromSeconds(1));
        Assert.NotEmpty(trouble.Cards);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Order_holds_in_a_lane_and_twenty_quick_verbs_draw_few_cards_the_last_the_newest(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.SettleAsync();
        trouble.Cards.Clear();
        for (var n = 1; n <= 20; n++)
        {
            await bot.DoAsync("sam", $"title beacon number {n}", "INC-1");
        }

        await bot.SettleAsync();
        Assert.InRange(trouble.Cards.Count, 1, 4);
        Assert.Equal("INC-1 beacon number 20", trouble.Cards.Last().Title);
        Assert.Equal("INC-1 beacon number 20", (await bot.ReadAsync(db => db.RoomPosts.SingleAsync(post => post.Pinned))).Card!.Title);
        var told = trouble.Calls.Where(call => call.StartsWith("post entry:", StringComparison.Ordinal)).Select(call => int.Parse(call.AsSpan("post entry:".Length), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(told.Order(), told);
        Assert.Equal(told.Distinct().Count(), told.Count);
        Assert.Equal("open", trouble.Calls.First(call => !call.StartsWith("notify", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_relays_at_once_do_each_effect_once(Database database)
    {
        await using var bot = await StartAsync(database);
        for (var n = 0; n < 6; n++)
        {
            await bot.DoAsync("sam", $"declare alarm {n} --client contoso-dental --severity 1");
            await bot.DoAsync("sam", "note seen", $"INC-{n + 1}");
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Other(bot).DrainRoomsAsync(CancellationToken.None)));
        await bot.SettleAsync();
        Assert.Equal(6, trouble.Calls.Count(call => call == "open"));
        var posts = trouble.Calls.Where(call => call.StartsWith("post", StringComparison.Ordinal)).GroupBy(call => call).ToList();
        Assert.All(posts, post => Assert.Equal(6, post.Count()));
        Assert.Equal(0, await bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_lost_the_lease_cannot_finish_and_the_new_holder_does_it_without_doubling(Database database)
    {
        await using var bot = await StartAsync(database);
        var (stuck, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        trouble.After = async call =>
        {
            if (call == "open" && stuck.TrySetResult())
            {
                await go.Task;
            }
        };
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        var old = Other(bot).DrainRoomsAsync(CancellationToken.None);
        await stuck.Task;
        bot.Time.Advance(TimeSpan.FromSeconds(61));
        await bot.SettleAsync();
        var after = await EntriesAsync(bot);
        go.SetResult();
        await old;
        await bot.SettleAsync();

        Assert.Equal(after, await EntriesAsync(bot));
        Assert.Single(await bot.TimelineAsync("INC-1"), text => text == "The web war room is open");
        Assert.Equal(0, await AttemptsAsync(bot));
        await bot.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_long_lane_keeps_its_lease_while_it_works(Database database)
    {
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.SettleAsync();
        for (var n = 0; n < 4; n++)
        {
            await bot.DoAsync("sam", $"note remark {n}", "INC-1");
        }

        // Each call takes 25 seconds, longer together than a lease; somebody else looks in between.
        trouble.Calls.Clear();
        trouble.Before = async call =>
        {
            if (call.StartsWith("post entry", StringComparison.Ordinal))
            {
                bot.Time.Advance(TimeSpan.FromSeconds(25));
                await Other(bot).DrainRoomsAsync(CancellationToken.None);
            }
        };
        await bot.SettleAsync();
        var told = trouble.Calls.Where(call => call.StartsWith("post entry", StringComparison.Ordinal)).ToList();
        Assert.Equal(told.Distinct().Count(), told.Count);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_crashed_after_acting_is_done_again_without_doubling_posts_or_notices(Database database)
    {
        var crashed = new HashSet<string>();
        trouble.After = call =>
        {
            lock (crashed)
            {
                return crashed.Add(call) ? throw new IOException("the process died here") : Task.CompletedTask;
            }
        };
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.DoAsync("sam", "invite @evan", "INC-1");
        await bot.DoAsync("sam", "update servers are isolated --to executives", "INC-1");
        for (var minute = 0; minute < 12; minute++)
        {
            await bot.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(0, await bot.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));
        var posts = await bot.ReadAsync(db => db.RoomPosts.Select(post => post.Key).ToListAsync());
        Assert.Equal(posts.Distinct().Count(), posts.Count);
        Assert.Single(posts, key => key.StartsWith("update:", StringComparison.Ordinal));
        var inbox = await bot.InboxAsync("evan");
        Assert.Single(inbox, notice => notice.Kind is NoticeKind.Invitation);
        Assert.Single(inbox, notice => notice.Kind is NoticeKind.Update);
        Assert.Single(await bot.TimelineAsync("INC-1"), text => text == "The web war room is open");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_room_that_hangs_holds_up_no_room_that_is_asked_for_meanwhile(Database database)
    {
        var (hangs, end, calls) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        trouble.Before = _ =>
        {
            if (Interlocked.Increment(ref calls) > 1)
            {
                return Task.CompletedTask;
            }

            hangs.SetResult();
            return end.Task;
        };
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        var drain = bot.Services.GetRequiredService<Relay>().DrainRoomsAsync(CancellationToken.None);
        await hangs.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await bot.DoAsync("sam", "declare ransom note on FS02 --client contoso-dental");
        await UntilAsync(() => bot.ReadAsync(db => db.Rooms.AnyAsync(room => room.State == RoomState.Open && room.CardAddress != null)));
        Assert.False(drain.IsCompleted);
        end.SetResult();
        await drain.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(2, await bot.ReadAsync(db => db.Rooms.CountAsync(room => room.State == RoomState.Open)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_waits_to_be_tried_again_is_tried_while_another_hangs_though_nobody_rings(Database database)
    {
        var (end, calls) = (new TaskCompletionSource(), 0);
        trouble.Before = _ => Interlocked.Increment(ref calls) switch
        {
            1 => end.Task,
            2 => throw new HttpRequestException("chat is down"),
            _ => Task.CompletedTask,
        };
        await using var bot = await StartAsync(database);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.DoAsync("sam", "declare ransom note on FS02 --client contoso-dental");
        var drain = bot.Services.GetRequiredService<Relay>().DrainRoomsAsync(CancellationToken.None);
        await UntilAsync(() => bot.ReadAsync(db => db.Effects.AnyAsync(effect => effect.Attempts == 1)));
        await Task.Delay(200, TestContext.Current.CancellationToken);

        // Its wait is over, and all that happens is that time goes by.
        bot.Time.Advance(TimeSpan.FromSeconds(2));
        await UntilAsync(() => bot.ReadAsync(db => db.Rooms.AnyAsync(room => room.State == RoomState.Open)));
        Assert.False(drain.IsCompleted);
        end.SetResult();
        await drain.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_room_that_hangs_holds_up_no_page_that_is_asked_for_meanwhile(Database database)
    {
        await using var bot = await StartAsync(database);
        var (stuck, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        trouble.Before = async call =>
        {
            if (call == "open")
            {
                stuck.TrySetResult();
                await go.Task;
            }
        };
        for (var n = 0; n < 6; n++)
        {
            await bot.DoAsync("sam", $"declare alarm {n} --client contoso-dental --severity 1");
        }

        var (pages, relay) = (bot.Services.GetRequiredService<PageEscalator>(), bot.Services.GetRequiredService<Relay>());
        var rooms = relay.DrainRoomsAsync(CancellationToken.None);
        await stuck.Task;
        await pages.DrainAsync(CancellationToken.None);
        await relay.DrainPeopleAsync(CancellationToken.None);
        Assert.Equal(6, (await bot.InboxAsync("nora")).Count);
        await bot.DoAsync("sam", "page legal please join", "INC-1");
        await pages.DrainAsync(CancellationToken.None);
        await relay.DrainPeopleAsync(CancellationToken.None);
        Assert.Equal(7, (await bot.InboxAsync("lena")).Count);
        Assert.False(rooms.IsCompleted);
        go.SetResult();
        await rooms;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!await holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private Task<Bot> StartAsync(Database database) => Bot.StartAsync(database, services: trouble.Install);

    /// <summary>A second process's relay on the same database.</summary>
    private static Relay Other(Bot bot) => ActivatorUtilities.CreateInstance<Relay>(bot.Services);

    private static async Task<Card> CardAsync(Bot bot)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IncidentCard>().BuildAsync(await bot.IncidentAsync("INC-1"), CancellationToken.None);
    }

    private static Task<int> AttemptsAsync(Bot bot) => bot.ReadAsync(db => db.Effects.SumAsync(effect => effect.Attempts));

    private static Task<int> EntriesAsync(Bot bot) => bot.ReadAsync(db => db.TimelineEntries.CountAsync());
}
