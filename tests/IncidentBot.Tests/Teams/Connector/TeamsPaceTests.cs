using IncidentBot.Teams;
using IncidentBot.Teams.Connector;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Tests.Teams.Connector;

/// <summary>No stretch of time has more calls in it than Teams allows.</summary>
public sealed class TeamsPaceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Seven_in_a_second_eight_in_two_sixty_in_thirty()
    {
        var (time, pace) = Pace(new ConnectorOptions { LongestWaitSeconds = 60 });
        var (start, went) = (time.GetUtcNow(), new List<TimeSpan>());
        for (var number = 0; number < 61; number++)
        {
            var waiting = pace.WaitAsync("post", PaceKind.Post, "c", "t", None);
            while (!waiting.IsCompleted)
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
            }

            await waiting;
            went.Add(time.GetUtcNow() - start);
        }

        foreach (var (most, seconds) in new[] { (7, 1), (8, 2), (60, 30) })
        {
            Assert.All(went, from => Assert.InRange(went.Count(one => one >= from && one < from + TimeSpan.FromSeconds(seconds)), 1, most));
        }

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 2], went.Take(9).Select(one => one.TotalSeconds));
    }

    [Fact]
    public async Task Conversations_do_not_wait_for_each_other_but_a_tenant_has_its_own_limit()
    {
        var (time, pace) = Pace(new ConnectorOptions());
        for (var number = 0; number < 25; number++)
        {
            Assert.True(pace.WaitAsync("post", PaceKind.Post, $"c{number}", "t", None).IsCompletedSuccessfully);
        }

        var next = pace.WaitAsync("post", PaceKind.Post, "c25", "t", None);
        Assert.False(next.IsCompleted);
        Assert.True(pace.WaitAsync("post", PaceKind.Post, "c26", "other", None).IsCompletedSuccessfully);
        time.Advance(TimeSpan.FromSeconds(1));
        await next;
    }

    [Fact]
    public async Task A_long_wait_is_handed_up_and_takes_no_turn()
    {
        var (time, pace) = Pace(new ConnectorOptions { PostPace = "1/10" });
        await pace.WaitAsync("post", PaceKind.Post, "c", "t", None);
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal((TeamsFailure.Limited, TimeSpan.FromSeconds(10)), (await TeamsScene.FailAsync(() => pace.WaitAsync("post", PaceKind.Post, "c", "t", None))) is var fault ? (fault.Failure, fault.RetryAfter!.Value) : default);
        }

        Assert.True(pace.WaitAsync("members", PaceKind.Read, "c", "t", None).IsCompletedSuccessfully);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(pace.WaitAsync("post", PaceKind.Post, "c", "t", None).IsCompletedSuccessfully);
    }

    private static (FakeTimeProvider Time, TeamsPace Pace) Pace(ConnectorOptions options)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        return (time, new TeamsPace(Microsoft.Extensions.Options.Options.Create(options), time));
    }
}
