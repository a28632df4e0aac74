using System.Diagnostics;
using IncidentBot.Core.Effects;

namespace IncidentBot.Tests.Effects;

/// <summary>Cards wait for pages and reminders, and never for long.</summary>
public sealed class RightOfWayTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly RightOfWay way = new();

    [Fact]
    public async Task Where_nobody_has_it_nobody_waits() => await way.GiveAsync(Long, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Who_gives_it_waits_until_the_last_who_has_it_is_done()
    {
        var (first, second) = (way.Take(), way.Take());
        var waits = way.GiveAsync(Long, CancellationToken.None);
        first.Dispose();
        first.Dispose();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(waits.IsCompleted);
        second.Dispose();
        await waits.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_gives_it_goes_on_after_a_while_although_others_still_have_it()
    {
        using var held = way.Take();
        var waited = Stopwatch.StartNew();
        await way.GiveAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None);
        Assert.InRange(waited.Elapsed, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Who_is_stopped_while_waiting_stops()
    {
        using var held = way.Take();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => way.GiveAsync(Long, stop.Token));
    }
}
